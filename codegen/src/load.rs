//! Loading a model: the index of its files, checked for conflicts, and the selection that is read.
//! Knows the JSON AST only through [`syntax`](crate::syntax), and nothing of Rust.
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
/// Unreadable parts are reported and left out. Syntax, duplicate keys and conflicting shape IDs are
/// checked in all of every file. Shapes are checked when they are read, and those of IDL files at
/// once. Files in the IDL and in AWS's JSON are given here as their translation
/// ([`translate`](crate::syntax::translate)).
pub fn load<'src>(sources: &'src [Arc<Source>], diagnostics: &mut Diagnostics) -> Ast<'src> {
    let ast = index(sources, diagnostics);
    if sources.iter().any(|source| source.is_from_idl()) {
        select::check_translated(&ast, diagnostics);
    }
    ast
}
