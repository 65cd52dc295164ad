//! Extracts texts from a document that need not be valid.

use super::lexer::{Fallible, Lexer};
use crate::codec::Limits;

/// The first text of each of the members `wanted` of an object. From invalid JSON, extracts the
/// texts before the first error.
pub(crate) fn texts<const N: usize>(bytes: &[u8], wanted: [&str; N]) -> [Option<String>; N] {
    let mut found = [const { None }; N];
    if let Ok(mut lexer) = Lexer::new(bytes, Limits::default().depth) {
        // An error ends the search. Decoding the document reports it.
        let _ = search(&mut lexer, &wanted, &mut found);
    }
    found
}

fn search(lexer: &mut Lexer<'_>, wanted: &[&str], found: &mut [Option<String>]) -> Fallible<()> {
    lexer.open(b'{', "an object")?;
    let mut first = true;
    while lexer.next(first, b'}')? {
        first = false;
        let key = lexer.key()?;
        let place = wanted.iter().position(|it| *it == key);
        match place.and_then(|index| found.get_mut(index)) {
            Some(place @ None) if lexer.peek() == b'"' => {
                *place = Some(lexer.string()?.into_owned());
            }
            _ => lexer.skip()?,
        }
    }
    Ok(())
}
