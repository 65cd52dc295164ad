//! Models in Smithy's interface definition language: `.smithy` files in, the JSON AST that
//! they stand for out.
//!
//! Source: Smithy 1.0 and 2.0, "Smithy IDL"; of version 2.1, tagged literals. All files are
//! parsed before any is translated, since names, elided targets and trait values depend on
//! what other files define. The JSON knows which place of its file each value is from, so
//! that whatever is reported later points there. Nothing below this module sees the IDL,
//! and this module knows nothing of selections and of Rust.

mod elision;
mod names;
mod parser;
mod tagged;
mod text;
mod token;
mod translate;
mod tree;
mod words;

use std::sync::Arc;

use super::index::index;
use crate::diagnostic::{Diagnostics, Source};

use self::names::Names;

/// Whether the text is in the IDL, by its name: all that ends in `.smithy` is.
pub fn is_idl(source: &Source) -> bool {
    source.origin().is_none() && source.name().ends_with(".smithy")
}

/// The files with those in the IDL translated into JSON, and all others as they are.
///
/// What cannot be read is reported and left out, so that the rest can still be looked at;
/// callers who need the whole stop if there are errors. A file may become several, where it
/// says more than one thing of a shape. Translating again changes nothing.
pub fn translate(sources: &[Arc<Source>], diagnostics: &mut Diagnostics) -> Vec<Arc<Source>> {
    let (idl, json): (Vec<_>, Vec<_>) = sources.iter().partition(|source| is_idl(source));
    if idl.is_empty() {
        return sources.to_vec();
    }
    let files: Vec<_> = idl
        .iter()
        .map(|source| (*source, parser::parse(source, diagnostics)))
        .collect();
    let mut translated: Vec<Arc<Source>> = json.into_iter().cloned().collect();
    let json = translated.clone();
    // What is wrong there is reported by whoever loads the files.
    let json = index(&json, &mut Diagnostics::new());
    let trees = files.iter().map(|(_, file)| file);
    let names = Names::new(trees, &json);
    for (source, file) in &files {
        translated.extend(translate::translate(source, file, &names, diagnostics));
    }
    translated
}
