//! What a model says about services and operations, and what ties an operation to its types.
//!
//! Declarations only: how an operation is carried out is the business of `exchange`.

mod discovery;
mod message;
mod service;

use std::fmt::{Debug, Write};

use crate::model::expression::Expression;
use crate::model::quirk::Quirk;
use crate::model::schema::{Schema, ShapeId};
use crate::model::value::{Field, Structure};
use crate::util::printable::Printable;

pub use discovery::Discovery;
pub(crate) use discovery::Endpoints;
#[cfg(feature = "event-stream")]
pub(crate) use message::describe_structure;
pub use message::{describe, message};
pub use service::{ApiKeyPlace, AuthScheme, ServiceSchema};

/// What the model says about an operation.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "traits without a value are flags"
)]
pub struct OperationSchema {
    /// The operation shape.
    pub id: ShapeId,
    /// The input structure; the empty `smithy.api#Unit` where there is none.
    pub input: &'static Schema,
    /// The output structure, likewise.
    pub output: &'static Schema,
    /// The errors of the operation and of its service, in the order of the error enum.
    pub errors: &'static [&'static Schema],
    /// The operation's own authentication schemes, where they differ from the service's.
    pub auth: Option<&'static [AuthScheme]>,
    /// `smithy.api#endpoint`: what the host begins with; nothing where the model says nothing.
    pub host_prefix: &'static [HostPart],
    /// `smithy.api#paginated`, resolved.
    pub paginated: Option<&'static Pagination>,
    /// The output member, a boolean, that says whether there are more pages, where the last one
    /// has a token, too.
    pub more_pages: Option<usize>,
    /// Whether a page token that is repeated says that there are no more pages; otherwise it is
    /// taken for a fault.
    pub repeats_last_token: bool,
    /// `aws.api#clientDiscoveredEndpoint`: the endpoint is one that the service is asked for.
    pub discovery: Option<&'static Discovery>,
    /// `smithy.rules#staticContextParams`.
    pub static_context: &'static [(&'static str, StaticParam)],
    /// `smithy.rules#operationContextParams`: endpoint parameters, and where in the input.
    pub operation_context: &'static [(&'static str, Expression)],
    /// Whether the service may hold the connection open before it answers; such calls wait
    /// between retries even when the retry quota is used up.
    pub long_polling: bool,
    /// `smithy.api#http`, where the protocol heeds it.
    pub http: Option<&'static Http>,
    /// Whether endpoint rules place the first label of the path themselves, in the host or in the
    /// path, as those of Amazon S3 do with the bucket. Clients leave it out then, its slash
    /// included; services find it in the path.
    pub addressed: bool,
    /// The member of the input that is a stream of bytes or events.
    pub input_stream: Option<usize>,
    /// The member of the output that is a stream of bytes or events.
    pub output_stream: Option<usize>,
    /// `aws.protocols#httpChecksum`, `smithy.api#httpChecksumRequired`.
    pub checksum: Option<&'static Checksum>,
    /// `smithy.api#requestCompression` with the encoding `gzip`, the only one there is.
    pub compressed: bool,
    /// `aws.auth#unsignedPayload`: the signature does not cover the body.
    pub unsigned_payload: bool,
    /// `aws.customizations#s3UnwrappedXmlOutput`: the output's XML has no element around its
    /// only member's.
    pub unwrapped_output: bool,
    /// What the service wants beyond its model, in the order in which it is done.
    pub quirks: &'static [&'static dyn Quirk],
}

impl OperationSchema {
    /// An operation of which the model says no more. Generated code changes what it says.
    pub const fn new(id: ShapeId, input: &'static Schema, output: &'static Schema) -> Self {
        Self {
            id,
            input,
            output,
            errors: &[],
            auth: None,
            host_prefix: &[],
            paginated: None,
            more_pages: None,
            repeats_last_token: false,
            discovery: None,
            static_context: &[],
            operation_context: &[],
            long_polling: false,
            http: None,
            addressed: false,
            input_stream: None,
            output_stream: None,
            checksum: None,
            compressed: false,
            unsigned_payload: false,
            unwrapped_output: false,
            quirks: &[],
        }
    }
}

/// `smithy.api#http`, its pattern taken apart.
#[derive(Debug)]
pub struct Http {
    /// The request's method.
    pub method: &'static str,
    /// The path, which begins with `/`.
    pub path: &'static [PathPart],
    /// What the query begins with: names, and values where there are any.
    pub query: &'static [(&'static str, Option<&'static str>)],
    /// The status of a success.
    pub status: u16,
}

impl Http {
    /// A method, an empty path without a query, and the status 200.
    pub const fn new(method: &'static str) -> Self {
        Self {
            method,
            path: &[],
            query: &[],
            status: 200,
        }
    }
}

/// A part of a path pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// As the model spells it, slashes included.
    Text(&'static str),
    /// One segment: the input member at this index (`smithy.api#httpLabel`).
    Label(usize),
    /// As many segments as the value has slashes: the input member at this index. None of them
    /// may be `.` or `..`.
    Greedy(usize),
    /// The same for the key of an object, which is sent as it is: dots and double slashes are
    /// part of its name ("Naming Amazon S3 objects" in the S3 User Guide).
    Key(usize),
}

/// What the model says of an operation's checksums.
#[derive(Debug)]
pub struct Checksum {
    /// Whether a request must have one.
    pub required: bool,
    /// Whether it is the `Content-MD5` of `smithy.api#httpChecksumRequired` where the caller
    /// chooses no algorithm.
    pub md5: bool,
    /// The input member in which the caller chooses an algorithm, an enum of their names.
    pub algorithm: Option<usize>,
    /// The input member with which the caller asks for the response to be checked.
    pub validation_mode: Option<usize>,
    /// The algorithms that a response is checked with, in the order of preference.
    pub response: &'static [&'static str],
}

impl Checksum {
    /// Checksums that nothing requires and nobody chooses.
    pub const fn new() -> Self {
        Self {
            required: false,
            md5: false,
            algorithm: None,
            validation_mode: None,
            response: &[],
        }
    }
}

impl Default for Checksum {
    fn default() -> Self {
        Self::new()
    }
}

/// A part of a host prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostPart {
    /// As the model spells it.
    Text(&'static str),
    /// The input member at this index (`smithy.api#hostLabel`).
    Label(usize),
}

/// A value that an operation fixes for an endpoint parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaticParam {
    /// A boolean parameter.
    Bool(bool),
    /// A string parameter.
    String(&'static str),
    /// A string array parameter.
    StringArray(&'static [&'static str]),
}

/// `smithy.api#paginated`, with member paths as indices.
#[derive(Debug)]
pub struct Pagination {
    /// The input member that takes the token.
    pub input_token: usize,
    /// The way to the output member that gives the next token.
    pub output_token: &'static [usize],
    /// The way to the output member whose elements are the items.
    pub items: Option<&'static [usize]>,
    /// The input member that limits a page's size.
    pub page_size: Option<usize>,
}

impl Pagination {
    /// Pages whose token goes into the input member at this index.
    pub const fn new(input_token: usize) -> Self {
        Self {
            input_token,
            output_token: &[],
            items: None,
            page_size: None,
        }
    }
}

/// A service, named by a marker type.
pub trait Service: Send + Sync + 'static {
    /// What the model says about the service.
    const SCHEMA: &'static ServiceSchema;
}

/// An operation, named by a marker type, with the types that belong to it.
pub trait Operation: Send + Sync + 'static {
    /// What the model says about the operation.
    const SCHEMA: &'static OperationSchema;
    /// The service that the operation belongs to.
    type Service: Service;
    /// The request.
    type Input: Structure + Field + Clone + 'static;
    /// The response.
    type Output: Structure + Field + 'static;
    /// The errors.
    type Error: ServiceError;
}

/// The errors of one operation: a variant for each modelled one, and one for all others.
pub trait ServiceError: std::error::Error + Send + Sync + Sized + 'static {
    /// The blank error at `index` of the operation's schema, to be filled.
    fn modelled(index: usize) -> Option<Self>;

    /// An error that the model does not list.
    fn unmodelled(error: Unmodelled) -> Self;

    /// The modelled error's structure.
    fn structure(&self) -> Option<&dyn Structure>;

    /// The modelled error's structure, to be filled.
    fn structure_mut(&mut self) -> Option<&mut dyn Structure>;

    /// The error that the model does not list.
    fn as_unmodelled(&self) -> Option<&Unmodelled>;
}

/// An error that the service answered with and the model does not list for the operation:
/// `ValidationException`, `AccessDeniedException`, `ThrottlingException` and the like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unmodelled {
    /// The error's name, without namespace; empty when the response has none.
    pub code: String,
    /// The service's explanation.
    pub message: Option<String>,
}

impl Unmodelled {
    /// An error of this name, without an explanation.
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: None,
        }
    }

    /// The same error with the service's explanation.
    #[must_use]
    pub fn with_message(self, message: impl Into<String>) -> Self {
        Self {
            message: Some(message.into()),
            ..self
        }
    }
}

impl std::fmt::Display for Unmodelled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let code = if self.code.is_empty() {
            "unknown error"
        } else {
            &self.code
        };
        match &self.message {
            Some(message) => write!(Printable(f), "{code}: {message}"),
            None => Printable(f).write_str(code),
        }
    }
}

impl std::error::Error for Unmodelled {}
