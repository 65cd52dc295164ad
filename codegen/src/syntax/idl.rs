//! Models in Smithy's interface definition language: parses `.smithy` files and translates them
//! into the JSON AST.
//!
//! Source: Smithy 1.0 and 2.0, "Smithy IDL"; of version 2.1, tagged literals. All files are parsed
//! before any is translated, since names, elided targets and trait values depend on definitions in
//! other files. Each value of the JSON keeps its place in the original file, so that later
//! diagnostics point there. Nothing below this module sees the IDL, and this module knows nothing
//! of selections and of Rust.

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

/// The files, with those in the IDL translated into JSON and all others unchanged.
///
/// Unreadable parts are reported and left out, so that the rest can still be checked; callers who
/// need the whole model stop if there are errors. A file that describes a shape more than once
/// becomes several. Translating again changes nothing.
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
    // Faults of these files are reported when they are loaded.
    let json = index(&json, &mut Diagnostics::new());
    let trees = files.iter().map(|(_, file)| file);
    let names = Names::new(trees, &json);
    for (source, file) in &files {
        translated.extend(translate::translate(source, file, &names, diagnostics));
    }
    translated
}
