//! Schemas of services and operations, and the traits that connect an operation with its types.
//!
//! Declarations only; `call/exchange` carries operations out.

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

/// The schema of an operation.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "traits without a value are flags"
)]
pub struct OperationSchema {
    /// The operation shape.
    pub id: ShapeId,
    /// The input structure; the empty `smithy.api#Unit` if the operation has no input.
    pub input: &'static Schema,
    /// The output structure; the empty `smithy.api#Unit` if the operation has no output.
    pub output: &'static Schema,
    /// The errors of the operation and of its service, in the order of the error enum.
    pub errors: &'static [&'static Schema],
    /// The operation's own authentication schemes, if they differ from the service's.
    pub auth: Option<&'static [AuthScheme]>,
    /// `smithy.api#endpoint`: the prefix of the host; empty without the trait.
    pub host_prefix: &'static [HostPart],
    /// `smithy.api#paginated`, resolved.
    pub paginated: Option<&'static Pagination>,
    /// The boolean output member that tells whether there are more pages, for operations whose
    /// last page has a token, too.
    pub more_pages: Option<usize>,
    /// Whether a repeated page token ends the pages; otherwise it is an error.
    pub repeats_last_token: bool,
    /// `aws.api#clientDiscoveredEndpoint`: the client asks the service for the endpoint.
    pub discovery: Option<&'static Discovery>,
    /// `smithy.rules#staticContextParams`.
    pub static_context: &'static [(&'static str, StaticParam)],
    /// `smithy.rules#operationContextParams`: endpoint parameters, and their values as
    /// expressions on the input.
    pub operation_context: &'static [(&'static str, Expression)],
    /// Whether the service may hold the connection open before it responds. Such calls wait
    /// between retries even if the retry quota is used up.
    pub long_polling: bool,
    /// `smithy.api#http`, if the protocol uses it.
    pub http: Option<&'static Http>,
    /// Whether the endpoint rules put the first label of the path into the host or path, as those
    /// of Amazon S3 do with the bucket. Clients omit the label and its slash then; services find
    /// it in the path.
    pub addressed: bool,
    /// The member of the input that is a stream of bytes or events.
    pub input_stream: Option<usize>,
    /// The member of the output that is a stream of bytes or events.
    pub output_stream: Option<usize>,
    /// `aws.protocols#httpChecksum`, `smithy.api#httpChecksumRequired`.
    pub checksum: Option<&'static Checksum>,
    /// `smithy.api#requestCompression` with `gzip`, the only encoding that Smithy defines.
    pub compressed: bool,
    /// `aws.auth#unsignedPayload`: the signature does not cover the body.
    pub unsigned_payload: bool,
    /// `aws.customizations#s3UnwrappedXmlOutput`: the root element of the output's XML is that of
    /// its only member.
    pub unwrapped_output: bool,
    /// Service-specific rules that the model does not describe, in the order in which they apply.
    pub quirks: &'static [&'static dyn Quirk],
}

impl OperationSchema {
    /// An operation without traits. Generated code overrides fields with struct update syntax.
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

/// `smithy.api#http`, with its URI pattern split into parts.
#[derive(Debug)]
pub struct Http {
    /// The HTTP method.
    pub method: &'static str,
    /// The path, which begins with `/`.
    pub path: &'static [PathPart],
    /// The constant parameters at the start of the query: names with optional values.
    pub query: &'static [(&'static str, Option<&'static str>)],
    /// The status of a successful response.
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
    /// Literal text, slashes included.
    Text(&'static str),
    /// One segment: the input member at this index (`smithy.api#httpLabel`).
    Label(usize),
    /// A greedy label, the input member at this index: its slashes separate segments. No segment
    /// may be `.` or `..`.
    Greedy(usize),
    /// A greedy label for the key of an object, the input member at this index. It is sent
    /// unchanged: dots and double slashes are part of its name ("Naming Amazon S3 objects" in the
    /// S3 User Guide).
    Key(usize),
}

/// The checksums of an operation's requests and responses.
#[derive(Debug)]
pub struct Checksum {
    /// Whether a request must have a checksum.
    pub required: bool,
    /// Whether the checksum is the `Content-MD5` of `smithy.api#httpChecksumRequired`, unless the
    /// caller chooses an algorithm.
    pub md5: bool,
    /// The input member, an enum, with which the caller chooses an algorithm.
    pub algorithm: Option<usize>,
    /// The input member with which the caller enables validation of the response's checksum.
    pub validation_mode: Option<usize>,
    /// The algorithms that may validate a response, in the order of preference.
    pub response: &'static [&'static str],
}

impl Checksum {
    /// Optional checksums, without a member to choose an algorithm.
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
    /// Literal text.
    Text(&'static str),
    /// The input member at this index (`smithy.api#hostLabel`).
    Label(usize),
}

/// The constant value of an endpoint parameter for an operation.
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
    /// The path to the output member that holds the next token.
    pub output_token: &'static [usize],
    /// The path to the output member whose elements are the items.
    pub items: Option<&'static [usize]>,
    /// The input member that limits a page's size.
    pub page_size: Option<usize>,
}

impl Pagination {
    /// Pages whose token is the input member at this index.
    pub const fn new(input_token: usize) -> Self {
        Self {
            input_token,
            output_token: &[],
            items: None,
            page_size: None,
        }
    }
}

/// A service, represented by a marker type.
pub trait Service: Send + Sync + 'static {
    /// The schema of the service.
    const SCHEMA: &'static ServiceSchema;
}

/// An operation, represented by a marker type, with the types that belong to it.
pub trait Operation: Send + Sync + 'static {
    /// The schema of the operation.
    const SCHEMA: &'static OperationSchema;
    /// The operation's service.
    type Service: Service;
    /// The request.
    type Input: Structure + Field + Clone + 'static;
    /// The response.
    type Output: Structure + Field + 'static;
    /// The errors.
    type Error: ServiceError;
}

/// The errors of one operation: a variant for each modelled error, and one for all others.
pub trait ServiceError: std::error::Error + Send + Sync + Sized + 'static {
    /// A blank error to fill, for the error at `index` of the operation's schema.
    fn modelled(index: usize) -> Option<Self>;

    /// An error that the model does not list.
    fn unmodelled(error: Unmodelled) -> Self;

    /// The modelled error's structure.
    fn structure(&self) -> Option<&dyn Structure>;

    /// The modelled error's structure, to fill it.
    fn structure_mut(&mut self) -> Option<&mut dyn Structure>;

    /// The error, if the model does not list it.
    fn as_unmodelled(&self) -> Option<&Unmodelled>;
}

/// An error of the service that the model does not list for the operation, such as
/// `ValidationException`, `AccessDeniedException` or `ThrottlingException`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unmodelled {
    /// The error's name, without namespace; empty if the response does not name the error.
    pub code: String,
    /// The service's error message.
    pub message: Option<String>,
}

impl Unmodelled {
    /// An error with this name and without a message.
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: None,
        }
    }

    /// The same error with the service's error message.
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
