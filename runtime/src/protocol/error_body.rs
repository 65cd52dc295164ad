//! JSON bodies of errors, which name the error and explain it in several spellings
//! (Smithy 2.0, AWS JSON protocols, "Operation error serialization").

use crate::codec::Limits;
use crate::codec::json::{decode_document, encode_document};
use crate::operation::Unmodelled;
use crate::types::Document;

/// What the body of an error says whatever the error is.
#[derive(Default)]
pub(super) struct ErrorBody {
    /// The error's name as it was sent.
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
}

/// Reads a body that may be anything, garbage included.
pub(super) fn read(body: &[u8]) -> ErrorBody {
    let Ok(document) = decode_document(body, &Limits::default()) else {
        return ErrorBody::default();
    };
    ErrorBody {
        code: first(&document, &["__type", "code", "Code"]),
        message: first(&document, &["message", "Message", "errorMessage"]),
    }
}

/// The first of `names` that is text.
fn first(document: &Document, names: &[&str]) -> Option<String> {
    let mut texts = names.iter().filter_map(|name| document.get(name)?.as_str());
    texts.next().map(str::to_owned)
}

/// `FooError` of `ns#FooError:http://…`.
pub(super) fn shape_name(code: &str) -> &str {
    let before = code.split_once(':').map_or(code, |(before, _)| before);
    before.split_once('#').map_or(before, |(_, name)| name)
}

/// The body of an error without a model.
pub(super) fn write(error: &Unmodelled) -> Vec<u8> {
    let message = error.message.as_deref().map(|it| ("message", it));
    let members = [("__type", error.code.as_str())].into_iter().chain(message);
    let mut body = Vec::new();
    encode_document(&members.collect(), &mut body);
    body
}
