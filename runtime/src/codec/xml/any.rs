//! Reads elements without a schema: variants of unions that are newer than the model.
//!
//! An element without child elements becomes a text, any other a map. Repeated children become a
//! list. Attributes and prefixes are lost.

use super::lexer::{Fallible, Lexer, Tag};
use super::names;
use crate::codec::budget::Budget;
use crate::model::value::Room;
use crate::types::Document;
use crate::types::map::Map;
use crate::util::order;

/// A local name and the value of its element.
type Named<'a> = (&'a str, Document);

/// Memory to group an element, in bytes: its entry in the sort, in a list that grows, and in a map
/// that grows and is then copied.
const GROUPED: usize =
    order::SIZE + 3 * size_of::<Document>() + 4 * size_of::<(String, Document)>();

/// Reads the content of `tag`.
pub(super) fn read<'a>(
    lexer: &mut Lexer<'a>,
    tag: &Tag<'a>,
    budget: &mut Budget,
) -> Fallible<Document> {
    let start = *lexer;
    let mut next = lexer.child(tag)?;
    if next.is_none() {
        *lexer = start;
        return Ok(Document::String(lexer.content(tag)?.into_owned()));
    }
    let mut elements = Vec::new();
    while let Some(child) = next {
        widen(&mut elements, budget)?;
        elements.push((names::local(child.name), read(lexer, &child, budget)?));
        next = lexer.child(tag)?;
    }
    budget.take(elements.len() * GROUPED)?;
    Ok(Document::Map(group(elements)))
}

/// Makes room for another element.
fn widen(elements: &mut Vec<Named<'_>>, budget: &mut Budget) -> Fallible<()> {
    let (length, capacity) = (elements.len(), elements.capacity());
    if length == capacity {
        let size = size_of::<Named<'_>>();
        elements.reserve_exact(budget.grow(Room { capacity, size }, 0)?);
    }
    Ok(())
}

/// Groups elements by name. A repeated name has a list, in the order of the elements.
fn group(mut elements: Vec<Named<'_>>) -> Map<String, Document> {
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
