//! Loading a model: the index of its files, checked where they clash, and what is read out of
//! it. Knows the JSON AST only through [`syntax`](crate::syntax), and nothing of Rust.
//!
//! Source: Smithy 2.0, "Merging model files".

mod defaults;
mod flatten;
pub mod select;
pub mod slice;
pub mod whole;

use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Source};
use crate::syntax::ast::Ast;
use crate::syntax::index::index;

/// Indexes the texts of one or several JSON files, of version 1.0 or 2.0 each.
///
/// What cannot be read is reported and left out. Syntax, duplicate keys and clashing shape
/// ids are checked over the whole of every file; shapes are checked when they are read, but
/// those of files in the IDL at once. Such files, and those in AWS's JSON, are given here as
/// the JSON AST that they stand for ([`translate`](crate::syntax::translate)).
pub fn load<'src>(sources: &'src [Arc<Source>], diagnostics: &mut Diagnostics) -> Ast<'src> {
    let ast = index(sources, diagnostics);
    if sources.iter().any(|source| source.is_from_idl()) {
        select::check_translated(&ast, diagnostics);
    }
    ast
}
