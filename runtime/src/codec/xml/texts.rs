//! Single texts out of a document that may be anything.

use super::lexer::{Fallible, Lexer, Tag};
use super::names;
use crate::codec::Limits;

/// The first text of each of the elements called `wanted`, in the root element or inside of its
/// descendants called `enter`. What is not XML has those that come before its first fault.
/// Neither prefixes nor the case of names count.
pub(crate) fn texts<const N: usize>(
    bytes: &[u8],
    enter: &[&str],
    wanted: [&str; N],
) -> [Option<String>; N] {
    let mut found = [const { None }; N];
    if let Ok(mut lexer) = Lexer::new(bytes, Limits::default().depth) {
        // A fault ends the search, and is told by whoever decodes the document.
        let _ = lexer
            .root()
            .and_then(|root| search(&mut lexer, &root, enter, &wanted, &mut found));
    }
    found
}

/// The name of the root element without its prefix, where there is one.
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
