//! Model files become one tree, the JSON AST, from any of three formats. Owns these formats
//! (Smithy's JSON and IDL, and AWS's own JSON) and the index of all files' shapes, which stay
//! unread; must not know the meaning of traits, and nothing of Rust.

pub mod ast;
pub mod c2j;
pub(crate) mod draft;
mod id;
pub mod idl;
pub(crate) mod index;
pub(crate) mod json;
pub(crate) mod known_traits;
mod library;
mod node;
pub(crate) mod prelude;
pub(crate) mod print;
mod upgrade;
pub(crate) mod value_names;
mod writer;

use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Source};

pub use self::id::{ShapeId, is_identifier};
pub use self::node::Node;

/// Whether a text is readable JSON in another format than those of models.
pub(crate) fn is_other(source: &Arc<Source>) -> bool {
    let whole = json::Json::whole(source);
    if whole.leading("smithy").is_some() || c2j::kind(source).is_some() {
        return false;
    }
    let mut ignored = Diagnostics::new();
    let version = whole.property("smithy", &mut json::Report::new(&mut ignored));
    version.is_none() && json::is_json(whole.text())
}

/// The files, with those in the IDL and in AWS's JSON translated into the JSON AST. Unreadable
/// parts are reported and left out.
pub fn translate(sources: &[Arc<Source>], diagnostics: &mut Diagnostics) -> Vec<Arc<Source>> {
    let sources = c2j::translate(sources, diagnostics);
    idl::translate(&sources, diagnostics)
}
