//! The body of a response in the message of an error.

use std::borrow::Cow;
use std::fmt::{self, Write};

use bytes::Bytes;
use http::Response;
use http::header::CONTENT_TYPE;

use crate::util::printable::Printable;

/// How many characters of a body, and of its type, are printed.
const SHOWN: usize = 200;

/// Prints the type of a body, and its beginning if it is a text: a proxy explains there why it
/// refuses a request.
pub(super) fn describe(response: &Response<Bytes>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let content_type = response.headers().get(CONTENT_TYPE);
    let content_type = content_type.map(|it| String::from_utf8_lossy(it.as_bytes()));
    let is_text = content_type.as_ref().is_some_and(|it| {
        let start = it.get(..5).unwrap_or_default();
        start.eq_ignore_ascii_case("text/")
    });
    let body = response.body();
    if let Some(content_type) = content_type {
        write!(Printable(f), ", {content_type:.SHOWN$}")?;
    }
    // A character takes up to four bytes; one more shows that the text goes on.
    let start = body.get(..4 * SHOWN + 4).unwrap_or(body);
    let start = match std::str::from_utf8(start) {
        Ok(text) => Cow::Borrowed(text),
        // `error_len` is `None` for a character that is cut in two.
        Err(error) if error.error_len().is_none() || is_text => String::from_utf8_lossy(start),
        Err(_) => return Ok(()),
    };
    let is_binary = |it: char| it.is_control() && !it.is_ascii_whitespace();
    let text = start.trim();
    if text.is_empty() || !is_text && text.contains(is_binary) {
        return Ok(());
    }
    f.write_str(if response.headers().contains_key(CONTENT_TYPE) {
        ": "
    } else {
        ", "
    })?;
    match text.char_indices().nth(SHOWN) {
        None => write!(f, "{text:?}"),
        Some((end, _)) => write!(f, "{:?}…", text.get(..end).unwrap_or_default()),
    }
}
