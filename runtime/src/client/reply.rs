//! An output with its response.

use std::fmt;

use bytes::Bytes;
use http::{Response, StatusCode};

/// The output of a call and the response that it came in.
#[derive(Clone)]
#[non_exhaustive]
pub struct Reply<T> {
    /// The output.
    pub output: T,
    /// The response as received; a stream is in the output, not here.
    pub response: Response<Bytes>,
    /// The paths of required members that the service left out, and whose values in the output
    /// are zero, empty or unknown (Smithy 2.0, "Client error correction"): the first 100.
    pub corrected: Vec<String>,
    /// The number of requests sent.
    pub attempts: u32,
    /// The idempotency token that the call was made with.
    pub idempotency_token: Option<String>,
    /// The request ID, if only the body carries it.
    pub(crate) request_id: Option<String>,
}

impl<T> Reply<T> {
    /// The request ID; AWS Support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        let in_header = crate::call::error::request_id(&self.response);
        in_header.or(self.request_id.as_deref())
    }

    /// The extended request ID (`x-amz-id-2`), which AWS Support asks for, too.
    pub fn extended_request_id(&self) -> Option<&str> {
        crate::call::error::extended_request_id(&self.response)
    }

    /// The response's status.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }
}

/// Omits the response's body, which contains sensitive members in plain text.
impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("output", &self.output)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("corrected", &self.corrected)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
