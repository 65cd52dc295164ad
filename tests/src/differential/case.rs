//! Cases as both corpora have them: a value and the message that stands for it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::Response;
use serde_json::Value;

/// What a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Request,
    Response,
    Error,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Error => "error",
        }
    }
}

/// A value, and how it travels.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) id: String,
    pub(super) kind: Kind,
    /// The shape's name.
    pub(super) operation: String,
    /// What the input, the output or the error holds; null where that is not known.
    pub(super) value: Value,
    pub(super) message: Message,
    /// What the error is called.
    pub(super) error: Named,
}

/// What an error says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub(super) shape: Option<String>,
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
}

/// A request or a response.
#[derive(Clone, Debug, Default)]
pub(super) struct Message {
    pub(super) method: String,
    /// With the operation's prefix.
    pub(super) host: String,
    /// Where a client sends to: host, perhaps with a path.
    pub(super) endpoint: String,
    /// Path and query.
    pub(super) target: String,
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    /// Headers that must not be there; none: all others.
    pub(super) forbidden: Option<Vec<String>>,
    /// None where nothing is said of it.
    pub(super) body: Option<Bytes>,
}

impl Message {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(it, _)| it.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The response as it comes to a client.
    pub(super) fn response(&self) -> Result<Response<Bytes>, String> {
        let mut response = Response::builder().status(self.status);
        for (name, value) in &self.headers {
            response = response.header(name, value);
        }
        let response = response.body(self.body.clone().unwrap_or_default());
        response.map_err(|error| format!("the case's own response: {error}"))
    }
}

/// The headers of a JSON object.
pub(super) fn headers(object: &Value) -> Vec<(String, String)> {
    let headers = object.as_object().into_iter().flatten();
    let headers = headers.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.into())));
    headers.collect()
}

pub(super) fn base64(text: &str) -> Result<Bytes, String> {
    let bytes = BASE64_STANDARD.decode(text);
    bytes
        .map(Bytes::from)
        .map_err(|error| format!("the case's own body: {error}"))
}

/// A text, empty where there is none.
pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
