//! Elements that no schema describes: see `xml::any`, which reads them.

use super::{close, escape, open};
use crate::codec::xml::scan;
use crate::model::path::Excerpt;
use crate::types::Document;

/// Appends the elements called `name` that `document` stands for, or says why there are none.
pub(super) fn write(name: &str, document: &Document, out: &mut Vec<u8>) -> Result<(), String> {
    if let Document::List(elements) = document {
        return elements.iter().try_for_each(|it| write(name, it, out));
    }
    if scan::name_length(name.as_bytes()) != name.len() || name.is_empty() {
        return Err(format!("{} cannot be an element's name", Excerpt(name)));
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
