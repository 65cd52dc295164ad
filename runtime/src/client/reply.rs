//! An output with the facts about its response.

use std::fmt;

use bytes::Bytes;
use http::{Response, StatusCode};

/// The output of a call and the response that it came in.
#[derive(Clone)]
#[non_exhaustive]
pub struct Reply<T> {
    /// The output.
    pub output: T,
    /// The response as it came; a stream is in the output and not here.
    pub response: Response<Bytes>,
    /// The paths of required members that the service left out, which are zero, empty or unknown in
    /// the output (Smithy 2.0, "Client error correction"): the first 100.
    pub corrected: Vec<String>,
    /// How many requests were sent.
    pub attempts: u32,
    /// The idempotency token that the call was made with.
    pub idempotency_token: Option<String>,
    /// The request ID, if only the body has it.
    pub(crate) request_id: Option<String>,
}

impl<T> Reply<T> {
    /// The service's name for the request, which its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        let in_header = crate::call::error::request_id(&self.response);
        in_header.or(self.request_id.as_deref())
    }

    /// The extended request ID (`x-amz-id-2`), which AWS Support asks for.
    pub fn extended_request_id(&self) -> Option<&str> {
        crate::call::error::extended_request_id(&self.response)
    }

    /// The response's status.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }
}

/// Leaves out the response's body, in which sensitive members are plain to see.
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
