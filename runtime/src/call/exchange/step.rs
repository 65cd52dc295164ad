//! What an exchange is told, and what it answers.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use super::{Answer, Identity, Source};
use crate::auth::credentials::CredentialsError;
use crate::call::error::Failed;
use crate::io::body::Body;
use crate::io::transport::TransportError;

/// What happened since the last step.
pub(crate) enum Event {
    /// Nothing: the exchange begins.
    Start,
    /// The answer to [`Step::Identify`].
    Identity(Result<Option<Identity>, CredentialsError>),
    /// No answer to [`Step::Identify`] within the time given.
    Unidentified,
    /// A whole response; of a success whose body is a stream, what precedes the stream, and the
    /// stream.
    Response(Response<Bytes>, Option<Body>),
    /// A response whose body could not be read to its end.
    Incomplete(Response<Bytes>, TransportError),
    /// No response.
    Failed(TransportError),
    /// [`Step::Sleep`] is over.
    Elapsed,
}

/// What to do next.
pub(crate) enum Step<'a> {
    /// Ask for credentials, for no longer than the time given.
    Identify {
        source: Source<'a>,
        timeout: Option<Duration>,
    },
    /// Send a request and read the whole response, within the time given; of a success whose
    /// body is a stream, what precedes the stream.
    Send {
        request: Request<Body>,
        timeout: Option<Duration>,
    },
    /// Wait.
    Sleep(Duration),
    /// The exchange is over: with a response, which may be an error of the service, or without one.
    Done(Result<Answer, Failed>),
}
