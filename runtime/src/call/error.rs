//! Errors of a call, with messages that name the way out.

mod body;

use std::convert::Infallible;
use std::fmt::{self, Write};
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::auth::credentials::CredentialsError;
use crate::io::transport::TransportError;
use crate::model::schema::ShapeId;
use crate::protocol::Protocol;
use crate::rules::validate::Violations;
use crate::util::printable::Printable;

pub use crate::codec::{DecodeError, EncodeError};
pub use crate::model::operation::{ServiceError, Unmodelled};
pub use crate::rules::endpoint::EndpointError;

/// The failure of a call, with all facts known about it.
///
/// `E` is the operation's error enum. One pointer wide, so that results stay small.
///
/// ```
/// # use generated::dynamodb::DescribeTableError;
/// use tinsmith::error::ServiceError;
/// use tinsmith::{Error, ErrorKind};
///
/// fn is_absent(error: &Error<DescribeTableError>) -> bool {
///     matches!(
///         error.kind(),
///         ErrorKind::Service(DescribeTableError::ResourceNotFoundException(_))
///     )
/// }
///
/// /// Works for the errors of every operation.
/// fn summary<E: ServiceError>(error: &Error<E>) -> String {
///     let code = error.code().unwrap_or("no code");
///     format!("{code}, after {} attempts", error.attempts())
/// }
/// ```
pub struct Error<E>(Box<Inner<E>>);

struct Inner<E> {
    kind: ErrorKind<E>,
    context: Context,
}

/// The facts about a failed call apart from its cause.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) operation: ShapeId,
    pub(crate) response: Option<Response<Bytes>>,
    pub(crate) attempts: u32,
    pub(crate) idempotency_token: Option<String>,
    /// The service's code for its error, if present.
    pub(crate) code: Option<String>,
    /// The request ID, if only the body carries it.
    pub(crate) request_id_in_body: Option<String>,
    /// Whether the call was not retried because its input's stream had been consumed.
    pub(crate) is_consumed: bool,
    /// Whether the service answered with an error whose name was not found in the response.
    pub(crate) is_unnamed: bool,
}

impl Context {
    /// The context of a call that sent nothing.
    pub(crate) const fn unsent(operation: ShapeId) -> Self {
        Self {
            operation,
            response: None,
            attempts: 0,
            idempotency_token: None,
            code: None,
            request_id_in_body: None,
            is_consumed: false,
            is_unnamed: false,
        }
    }
}

/// The cause of a failed call.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind<E> {
    /// The service answered with an error.
    Service(E),
    /// The input violates constraints of the model; nothing was sent.
    Invalid(Violations),
    /// The input cannot be encoded; nothing was sent.
    Encode(EncodeError),
    /// The client is not set up for the call; nothing was sent.
    Config(String),
    /// There are no usable credentials; nothing was sent.
    Credentials(CredentialsError),
    /// The endpoint cannot be resolved; nothing was sent.
    Endpoint(EndpointError),
    /// No complete response arrived.
    Transport(TransportError),
    /// The call exceeded its time limit, attempts and pauses included.
    Timeout(Duration),
    /// A response arrived but could not be decoded.
    Decode(DecodeError),
    /// The service returned the page token that the request was made with, so that its pages
    /// would never end; no further request was sent.
    RepeatedToken(String),
}

/// Why a call failed, other than by an error of the service.
pub(crate) type CallError = ErrorKind<Infallible>;

impl<E> Error<E> {
    pub(crate) fn new(kind: ErrorKind<E>, context: Context) -> Self {
        Self(Box::new(Inner { kind, context }))
    }

    /// The cause of the failure.
    pub const fn kind(&self) -> &ErrorKind<E> {
        &self.0.kind
    }

    /// Consumes the error and returns its cause.
    pub fn into_kind(self) -> ErrorKind<E> {
        self.0.kind
    }

    /// The operation that was called.
    pub const fn operation(&self) -> ShapeId {
        self.0.context.operation
    }

    /// The service's error, if it answered with one.
    pub const fn as_service_error(&self) -> Option<&E> {
        match &self.0.kind {
            ErrorKind::Service(error) => Some(error),
            _ => None,
        }
    }

    /// The last response, unmodified. Its body may be incomplete if reading it failed.
    pub const fn raw_response(&self) -> Option<&Response<Bytes>> {
        self.0.context.response.as_ref()
    }

    /// The body of the last response, as far as it was read.
    pub fn raw_body(&self) -> Option<&[u8]> {
        self.raw_response().map(|response| response.body().as_ref())
    }

    /// The status of the last response.
    pub fn status(&self) -> Option<StatusCode> {
        self.raw_response().map(Response::status)
    }

    /// The request ID; AWS Support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        self.0.context.request_id()
    }

    /// The extended request ID (`x-amz-id-2`), which AWS Support asks for, too.
    pub fn extended_request_id(&self) -> Option<&str> {
        self.raw_response().and_then(extended_request_id)
    }

    /// The number of requests sent.
    pub const fn attempts(&self) -> u32 {
        self.0.context.attempts
    }

    /// The idempotency token that the call was made with. Calling again with the same token
    /// cannot do the work twice.
    pub fn idempotency_token(&self) -> Option<&str> {
        self.0.context.idempotency_token.as_deref()
    }
}

impl<E: ServiceError> Error<E> {
    /// The service's code for its error, modelled or not, without namespace: the name of the
    /// shape, except for services that once used `awsQuery` and keep the codes of that time.
    pub fn code(&self) -> Option<&str> {
        let error = self.as_service_error()?;
        let code = match (&self.0.context.code, error.structure()) {
            (Some(sent), _) => sent,
            (None, Some(modelled)) => modelled.schema().id.name,
            (None, None) => &error.as_unmodelled()?.code,
        };
        Some(code).filter(|code| !code.is_empty())
    }

    /// The service's message.
    pub fn message(&self) -> Option<&str> {
        let error = self.as_service_error()?;
        match error.structure() {
            Some(structure) => crate::model::operation::message(structure),
            None => error.as_unmodelled()?.message.as_deref(),
        }
    }
}

/// The request ID of a response: AWS services use different headers for it.
pub(crate) fn request_id(response: &Response<Bytes>) -> Option<&str> {
    ["x-amzn-requestid", "x-amz-request-id", "x-amz-requestid"]
        .iter()
        .find_map(|name| response.headers().get(*name)?.to_str().ok())
}

/// The extended request ID, which Amazon S3 sends.
pub(crate) fn extended_request_id(response: &Response<Bytes>) -> Option<&str> {
    response.headers().get("x-amz-id-2")?.to_str().ok()
}

/// The region of the bucket, if the request went to another region.
fn other_region(response: &Response<Bytes>) -> Option<&str> {
    let redirects = matches!(response.status().as_u16(), 301 | 307 | 308 | 400);
    let region = response.headers().get("x-amz-bucket-region")?;
    region.to_str().ok().filter(|_| redirects)
}

/// The request ID that only the body of a response carries.
pub(crate) fn request_id_in_body(
    protocol: &dyn Protocol,
    response: &Response<Bytes>,
) -> Option<String> {
    match request_id(response) {
        Some(_) => None,
        None => protocol.request_id(response),
    }
}

impl CallError {
    /// The failure as the error kind of an operation with its own errors.
    pub(crate) fn of_operation<E>(self) -> ErrorKind<E> {
        match self {
            Self::Service(never) => match never {},
            Self::Invalid(it) => ErrorKind::Invalid(it),
            Self::Encode(it) => ErrorKind::Encode(it),
            Self::Config(it) => ErrorKind::Config(it),
            Self::Credentials(it) => ErrorKind::Credentials(it),
            Self::Endpoint(it) => ErrorKind::Endpoint(it),
            Self::Transport(it) => ErrorKind::Transport(it),
            Self::Timeout(it) => ErrorKind::Timeout(it),
            Self::Decode(it) => ErrorKind::Decode(it),
            Self::RepeatedToken(it) => ErrorKind::RepeatedToken(it),
        }
    }
}

impl<E: fmt::Display> fmt::Display for ErrorKind<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(it) => it.fmt(f),
            Self::Invalid(it) => introduced("nothing was sent: ", it, f),
            Self::Encode(it) => introduced("the input cannot be encoded: ", it, f),
            Self::Config(it) => f.write_str(it),
            Self::Credentials(it) => introduced("no credentials: ", it, f),
            Self::Endpoint(it) => introduced("no endpoint: ", it, f),
            Self::Transport(it) => it.fmt(f),
            Self::Timeout(limit) => describe_timeout(*limit, f),
            Self::Decode(it) => introduced("the response could not be understood: ", it, f),
            Self::RepeatedToken(token) => describe_repetition(token, f),
        }
    }
}

// Not generic, so that they are compiled once, and not for each operation.

fn introduced(text: &str, cause: &dyn fmt::Display, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{text}{cause}")
}

fn describe_timeout(limit: Duration, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "the call did not end within its limit of {limit:?}")
}

fn describe_repetition(token: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(
        Printable(f),
        "the service gave the page token {token} again, so that its pages would never end"
    )
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.context.describe(&self.0.kind, f)
    }
}

impl Context {
    fn request_id(&self) -> Option<&str> {
        let in_header = self.response.as_ref().and_then(request_id);
        in_header.or(self.request_id_in_body.as_deref())
    }

    fn describe(&self, cause: &dyn fmt::Display, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {cause}", self.operation.name)?;
        if let Some(response) = &self.response {
            self.describe_response(response, f)?;
        }
        match self.attempts {
            _ if self.is_consumed => {
                f.write_str(", not tried again: the stream of the input can be read only once")
            }
            0 | 1 => Ok(()),
            attempts => write!(f, ", after {attempts} attempts"),
        }
    }

    fn describe_response(
        &self,
        response: &Response<Bytes>,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        if let Some(region) = other_region(response) {
            write!(f, ": the bucket is in the region {region}")?;
        }
        write!(f, " (HTTP {}", response.status().as_u16())?;
        if self.is_unnamed {
            body::describe(response, f)?;
        }
        let mut out = Printable(f);
        if let Some(id) = self.request_id() {
            write!(out, ", request id {id}")?;
        }
        if let Some(id) = extended_request_id(response) {
            write!(out, ", extended request id {id}")?;
        }
        out.write_str(")")
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let context = &self.0.context;
        f.debug_struct("Error")
            .field("operation", &context.operation)
            .field("kind", &self.0.kind)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("attempts", &context.attempts)
            .finish_non_exhaustive()
    }
}

impl<E: std::error::Error + 'static> std::error::Error for Error<E> {
    /// The rest of the chain: `Display` prints the causes of a transport error, which
    /// [`kind`](Error::kind) gives access to.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            ErrorKind::Service(it) => it.source(),
            ErrorKind::Credentials(it) => it.source(),
            ErrorKind::Encode(it) => it.source(),
            ErrorKind::Endpoint(it) => it.source(),
            ErrorKind::Decode(it) => it.source(),
            ErrorKind::Transport(_)
            | ErrorKind::Invalid(_)
            | ErrorKind::Config(_)
            | ErrorKind::Timeout(_)
            | ErrorKind::RepeatedToken(_) => None,
        }
    }
}
