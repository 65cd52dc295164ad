//! Writes elements without a schema, which `xml::any` reads.

use super::{close, escape, open};
use crate::codec::xml::scan;
use crate::model::path::Excerpt;
use crate::types::Document;

/// Appends `document` as elements called `name`. Errors if a name is not a valid element name.
pub(super) fn write(name: &str, document: &Document, out: &mut Vec<u8>) -> Result<(), String> {
    if let Document::List(elements) = document {
        return elements.iter().try_for_each(|it| write(name, it, out));
    }
    if scan::name_length(name.as_bytes()) != name.len() || name.is_empty() {
        return Err(format!("{} is not a valid element name", Excerpt(name)));
    }
    open(name, out);
    match document {
        Document::Null | Document::List(_) => {}
        Document::Bool(it) => out.extend_from_slice(if *it { b"true" } else { b"false" }),
        Document::Number(it) => out.extend_from_slice(it.to_string().as_bytes()),
        Document::String(it) => escape::write(it, out),
        Document::Map(entries) => {
            let mut entries = entries.iter();
            entries.try_for_each(|(name, it)| write(name, it, out))?;
        }
    }
    close(name, out);
    Ok(())
}
