//! A model's documentation becomes Markdown for rustdoc, followed by the model's constraints on the
//! value. Knows trait values, but not where shapes are used.
//!
//! Documentation is `CommonMark` with HTML in it, or HTML alone in AWS's models. HTML with a
//! Markdown equivalent is kept; other tags are dropped and their text stays. All of it is read into
//! blocks, which `block` prints, so that no text of a model is copied verbatim.

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

/// The documentation of a shape or member, if it has any.
pub(super) fn written(traits: &Traits) -> Option<String> {
    let text = traits.documentation().map(markdown);
    text.filter(|text| !text.is_empty())
}

/// The first block, for places that must not repeat the whole text.
pub(super) fn summary(docs: &str) -> String {
    let blocks = commonmark::blocks(docs);
    block::print(blocks.get(..1).unwrap_or_default())
}
