//! HTTP messages as cases spell them, and as they travel.

use std::io::Read;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::request::Builder;
use http::{Request, Response};
use serde_json::Value;
use tinsmith::body::Body;

/// The host of cases that name none.
const HOST: &str = "example.com";

/// The properties that `smithy.test` gives requests and responses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message<'a>(pub(super) &'a Value);

impl<'a> Message<'a> {
    /// A property that is a text.
    pub(super) fn text(self, name: &str) -> Option<&'a str> {
        self.0[name].as_str()
    }

    /// A property that is a list of texts; none where it is absent.
    pub(super) fn texts(self, name: &str) -> impl Iterator<Item = &'a str> {
        let texts = self.0[name].as_array().into_iter().flatten();
        texts.filter_map(Value::as_str)
    }

    /// The headers that are given.
    pub(super) fn headers(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let headers = self.0["headers"].as_object().into_iter().flatten();
        headers.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
    }

    /// Where a client sends to: host, perhaps with a path.
    pub(super) fn endpoint(self) -> &'a str {
        self.text("host").unwrap_or(HOST)
    }

    /// The endpoint's host and its path, which is empty or begins with `/`.
    pub(super) fn host_and_path(self) -> (&'a str, &'a str) {
        let endpoint = self.endpoint();
        endpoint.split_at(endpoint.find('/').unwrap_or(endpoint.len()))
    }

    /// What the body is: what the case says, or else its header.
    pub(super) fn media_type(self) -> Option<&'a str> {
        let mut headers = self.headers();
        let mut header = || headers.find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let media_type = self.text("bodyMediaType");
        media_type.or_else(|| Some(header()?.1)).map(essence)
    }

    /// The body, which is base64 where its type is a binary format. A case without one says
    /// nothing about it.
    pub(super) fn body(self) -> Result<Option<Bytes>, String> {
        let Some(text) = self.text("body") else {
            return Ok(None);
        };
        if self.media_type() != Some("application/cbor") {
            return Ok(Some(text.to_owned().into()));
        }
        match BASE64_STANDARD.decode(text) {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(error) => Err(format!("the case's own body is not base64: {error}")),
        }
    }

    /// The request as it comes to a service.
    pub(super) fn request(self) -> Result<Request<Bytes>, String> {
        let (_, base) = self.host_and_path();
        let path = self.text("uri").unwrap_or("/");
        let path = path.strip_prefix(base).unwrap_or(path);
        let query = self.texts("queryParams").collect::<Vec<_>>().join("&");
        let separator = if query.is_empty() { "" } else { "?" };
        let given = Request::builder().uri(format!("{path}{separator}{query}"));
        let given = self.text("method").into_iter().fold(given, Builder::method);
        let given = self
            .headers()
            .fold(given, |given, (name, value)| given.header(name, value));
        given
            .body(self.body()?.unwrap_or_default())
            .map_err(|error| format!("the case's own request: {error}"))
    }

    /// The response as it comes to a client.
    pub(super) fn response(self) -> Result<Response<Bytes>, String> {
        let code = self.0["code"].as_u64();
        let code = code.and_then(|code| u16::try_from(code).ok());
        let mut response = Response::builder().status(code.unwrap_or(200));
        for (name, value) in self.headers() {
            response = response.header(name, value);
        }
        response
            .body(self.body()?.unwrap_or_default())
            .map_err(|error| format!("the case's own response: {error}"))
    }
}

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    let end = media_type.find(';').unwrap_or(media_type.len());
    media_type[..end].trim()
}

/// All bytes of a body.
pub(crate) fn drain(body: Body) -> Result<Bytes, String> {
    let mut read = Vec::new();
    let whole = body.into_reader().read_to_end(&mut read);
    whole.map_err(|error| format!("the body broke off: {error}"))?;
    Ok(read.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_request_holds_what_the_case_says() {
        let case = json!({
            "method": "PUT", "uri": "/base/given", "host": "example.com/base",
            "queryParams": ["a=1", "b"], "headers": {"x-a": "1, 2"}, "body": "text",
        });
        let request = Message(&case).request().expect("a request");
        assert_eq!(request.method(), "PUT");
        assert_eq!(request.uri(), "/given?a=1&b");
        assert_eq!(request.headers()["x-a"], "1, 2");
        assert_eq!(request.body(), "text");
    }

    #[test]
    fn bodies_of_binary_formats_are_base64() {
        let header = json!({"headers": {"Content-Type": "application/cbor"}, "body": "v/8="});
        let body = Message(&header).body();
        assert_eq!(body, Ok(Some(Bytes::from_static(b"\xbf\xff"))));
        let text = json!({"bodyMediaType": "application/octet-stream", "body": "v/8="});
        assert_eq!(Message(&text).body(), Ok(Some("v/8=".into())));
        assert_eq!(Message(&json!({})).body(), Ok(None));
    }

    #[test]
    fn a_body_is_read_to_its_end() {
        let body = Body::from_reader(std::io::repeat(b'a').take(20_000));
        assert_eq!(drain(body).expect("a body").len(), 20_000);
    }
}
