//! Elements that no schema describes: what a union holds that is newer than the model.
//!
//! An element without others inside is a text; others become a map, and a list where a name
//! repeats. Attributes and prefixes are lost.

use super::escape;
use super::lexer::{Fallible, Lexer, Tag};
use super::{names, scan};
use crate::codec::Excerpt;
use crate::map::Map;
use crate::order;
use crate::types::Document;

/// Reads what is inside of `tag`.
pub(super) fn read<'a>(lexer: &mut Lexer<'a>, tag: &Tag<'a>) -> Fallible<Document> {
    let start = *lexer;
    let mut next = lexer.child(tag)?;
    if next.is_none() {
        *lexer = start;
        return Ok(Document::String(lexer.content(tag)?.into_owned()));
    }
    let mut elements = Vec::new();
    while let Some(child) = next {
        elements.push((names::local(child.name), read(lexer, &child)?));
        next = lexer.child(tag)?;
    }
    Ok(Document::Map(group(elements)))
}

/// One entry a name, in the order of the elements.
fn group(mut elements: Vec<(&str, Document)>) -> Map<String, Document> {
    let name = |at: usize| elements.get(at).map(|(name, _)| *name);
    let order = order::sort(elements.len(), &|_| 0, &|one, other| {
        name(one).cmp(&name(other))
    });
    order.arrange(|one, other| elements.swap(one, other));
    let mut grouped = Vec::<(String, Document)>::new();
    let mut repeated = false;
    for (name, element) in elements {
        match grouped.last_mut().filter(|(last, _)| last == name) {
            Some((_, Document::List(list))) if repeated => list.push(element),
            Some((_, first)) => {
                *first = Document::List(vec![std::mem::take(first), element]);
                repeated = true;
            }
            None => {
                grouped.push((name.to_owned(), element));
                repeated = false;
            }
        }
    }
    grouped.into_iter().collect()
}

/// Appends the elements called `name` that `document` stands for, or says why there are none.
pub(super) fn write(name: &str, document: &Document, out: &mut Vec<u8>) -> Result<(), String> {
    if let Document::List(elements) = document {
        return elements.iter().try_for_each(|it| write(name, it, out));
    }
    if scan::name_length(name.as_bytes()) != name.len() || name.is_empty() {
        return Err(format!("{} cannot be an element's name", Excerpt(name)));
    }
    super::write::open(name, out);
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
    super::write::close(name, out);
    Ok(())
}
