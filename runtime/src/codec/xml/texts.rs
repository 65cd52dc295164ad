//! Extracts texts from a document that need not be valid.

use super::lexer::{Fallible, Lexer, Tag};
use super::names;
use crate::codec::Limits;

/// The first text of each of the elements `wanted`, in the root element or inside its descendants
/// `enter`. From invalid XML, extracts the texts before the first error. Ignores the prefixes and
/// the case of names.
pub(crate) fn texts<const N: usize>(
    bytes: &[u8],
    enter: &[&str],
    wanted: [&str; N],
) -> [Option<String>; N] {
    let mut found = [const { None }; N];
    if let Ok(mut lexer) = Lexer::new(bytes, Limits::default().depth) {
        // An error ends the search. Decoding the document reports it.
        let _ = lexer
            .root()
            .and_then(|root| search(&mut lexer, &root, enter, &wanted, &mut found));
    }
    found
}

/// The name of the root element without its prefix; `None` if the document has no root element.
pub(crate) fn root_name(bytes: &[u8]) -> Option<&str> {
    let mut lexer = Lexer::new(bytes, Limits::default().depth).ok()?;
    lexer.root().ok().map(|tag| names::local(tag.name))
}

fn search<'a>(
    lexer: &mut Lexer<'a>,
    tag: &Tag<'a>,
    enter: &[&str],
    wanted: &[&str],
    found: &mut [Option<String>],
) -> Fallible<()> {
    while let Some(child) = lexer.child(tag)? {
        let name = names::local(child.name);
        let is_called = |it: &str| it.eq_ignore_ascii_case(name);
        if enter.iter().any(|it| is_called(it)) {
            search(lexer, &child, enter, wanted, found)?;
            continue;
        }
        let place = wanted.iter().position(|it| is_called(it));
        match place.and_then(|index| found.get_mut(index)) {
            Some(place @ None) => *place = Some(lexer.content(&child)?.into_owned()),
            _ => lexer.skip(&child)?,
        }
    }
    Ok(())
}
