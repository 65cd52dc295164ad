//! The events that an exchange receives, and the steps that it returns.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use super::{Answer, Identity, IdentitySource};
use crate::auth::credentials::CredentialsError;
use crate::call::error::CallError;
use crate::io::body::Body;
use crate::io::transport::TransportError;

/// The event since the last step.
pub(crate) enum Event {
    /// The exchange begins.
    Start,
    /// The answer to [`Step::Identify`].
    Identity(Result<Option<Identity>, CredentialsError>),
    /// No answer to [`Step::Identify`] within the time limit.
    Unidentified,
    /// A whole response, or a success whose body is a stream: the response with the part before
    /// the stream, and the stream.
    Response(Response<Bytes>, Option<Body>),
    /// A response whose body could not be read to its end.
    Incomplete(Response<Bytes>, TransportError),
    /// No response.
    Failed(TransportError),
    /// The wait of [`Step::Sleep`] is over.
    Elapsed,
}

/// The next step of the driver.
pub(crate) enum Step<'a> {
    /// Ask for credentials within the time limit.
    Identify {
        source: IdentitySource<'a>,
        timeout: Option<Duration>,
    },
    /// Send a request and read the whole response within the time limit; of a success whose body
    /// is a stream, read only the part before the stream.
    Send {
        request: Request<Body>,
        timeout: Option<Duration>,
    },
    /// Wait.
    Sleep(Duration),
    /// The exchange is over: with a response, which may be an error of the service, or without
    /// one.
    Done(Result<Answer, CallError>),
}
