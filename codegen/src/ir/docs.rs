//! Documentation of the model becomes Markdown for rustdoc, with what the model demands of
//! a value as facts below. Knows trait values, no shapes' places.
//!
//! Models document in `CommonMark` with HTML in it, AWS's in HTML alone. Of HTML, what has a
//! Markdown spelling is kept, other tags are dropped and their text stays.

mod facts;
mod html;
mod markdown;
mod text;

pub use self::facts::{Facts, deprecation, unit_of_length};
pub use self::markdown::markdown;
pub use self::text::code;

use crate::model::Traits;

/// What the model says about a shape or member, unless that is nothing.
pub fn written(traits: &Traits) -> Option<String> {
    let text = traits.documentation().map(markdown);
    text.filter(|text| !text.is_empty())
}

/// The first paragraph, for places that must not repeat all.
pub fn summary(docs: &str) -> String {
    let paragraph = docs.split("\n\n").next().unwrap_or_default();
    paragraph.trim().to_owned()
}
