//! Documentation of the model becomes Markdown for rustdoc, with what the model demands of
//! a value as facts below. Knows trait values, no shapes' places.
//!
//! Models document in `CommonMark` with HTML in it, AWS's in HTML alone. Of HTML, what has a
//! Markdown spelling is kept, other tags are dropped and their text stays.
//! All of it is read into blocks, which `block` prints: no text of a model is printed as it was.

mod block;
mod builder;
mod commonmark;
mod facts;
mod fences;
mod html;
mod line;
mod markdown;
#[cfg(test)]
mod tests;
mod text;
mod writer;

pub(super) use self::facts::{Facts, deprecation, unit_of_length};
pub(super) use self::markdown::markdown;
pub(super) use self::text::code;

use crate::model::Traits;

/// What the model says about a shape or member, unless that is nothing.
pub(super) fn written(traits: &Traits) -> Option<String> {
    let text = traits.documentation().map(markdown);
    text.filter(|text| !text.is_empty())
}

/// The first block, for places that must not repeat all of what was printed here.
pub(super) fn summary(docs: &str) -> String {
    let blocks = commonmark::blocks(docs);
    block::print(blocks.get(..1).unwrap_or_default())
}
