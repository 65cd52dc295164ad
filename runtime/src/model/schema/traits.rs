//! The traits of shapes and members that the runtime reads.
//!
//! Owns the data only; the readers decide what follows from it.

use http::StatusCode;

use crate::model::pattern::Pattern;
use crate::types::TimestampFormat;

/// A trait that the runtime reads. Traits that no code of the runtime reads are not listed.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Trait {
    /// `smithy.api#required`.
    Required,
    /// `smithy.api#sparse`: the list or map may hold nulls.
    Sparse,
    /// `smithy.api#sensitive`: never printed.
    Sensitive,
    /// `smithy.api#idempotencyToken`: filled with a UUID unless the caller sets the member.
    IdempotencyToken,
    /// `smithy.api#uniqueItems`.
    UniqueItems,
    /// `smithy.api#length`, both ends included.
    Length {
        /// Minimum length; zero if the model sets none.
        min: u64,
        /// Maximum length; `u64::MAX` if the model sets none.
        max: u64,
    },
    /// `smithy.api#range`, both ends included, with the numbers as written in the model.
    Range {
        /// Minimum value.
        min: Option<&'static str>,
        /// Maximum value.
        max: Option<&'static str>,
    },
    /// `smithy.api#pattern`, compiled at generation time.
    Pattern(&'static Pattern),
    /// `smithy.api#jsonName`.
    JsonName(&'static str),
    /// `smithy.api#timestampFormat`.
    TimestampFormat(TimestampFormat),
    /// `smithy.api#error`, on an error structure.
    Error(Fault),
    /// `smithy.api#httpError`, the status code of an error structure.
    HttpError(u16),
    /// `aws.protocols#awsQueryError`, the code and status of an error structure in `awsQuery`.
    QueryError {
        /// The code on the wire.
        code: &'static str,
        /// The response's status.
        status: u16,
    },
    /// `smithy.api#retryable`, on an error structure.
    Retryable {
        /// Whether the error means that the service throttles the caller.
        throttling: bool,
    },
    /// `smithy.rules#contextParam`: the endpoint parameter that takes the member's value.
    ContextParam(&'static str),
    /// `smithy.api#httpLabel`.
    HttpLabel,
    /// `smithy.api#httpHeader`, the header's name in lower case.
    HttpHeader(&'static str),
    /// `smithy.api#httpPrefixHeaders`, the prefix in lower case.
    HttpPrefixHeaders(&'static str),
    /// `smithy.api#httpQuery`, the parameter's name.
    HttpQuery(&'static str),
    /// `smithy.api#httpQueryParams`.
    HttpQueryParams,
    /// `smithy.api#httpPayload`.
    HttpPayload,
    /// `smithy.api#httpResponseCode`.
    HttpResponseCode,
    /// `smithy.api#mediaType`.
    MediaType(&'static str),
    /// `smithy.api#xmlName`.
    XmlName(&'static str),
    /// `smithy.api#xmlAttribute`.
    XmlAttribute,
    /// `smithy.api#xmlFlattened`.
    XmlFlattened,
    /// `smithy.api#xmlNamespace`.
    XmlNamespace(XmlNamespace),
    /// `aws.protocols#ec2QueryName`.
    Ec2QueryName(&'static str),
    /// `smithy.api#streaming`, on a blob or union, or on a member that holds one.
    Streaming,
    /// `smithy.api#requiresLength`, on a streaming blob.
    RequiresLength,
    /// `smithy.api#eventHeader`.
    EventHeader,
    /// `smithy.api#eventPayload`.
    EventPayload,
    /// Not a trait of the model, but a habit of services: an unparsable header is treated as
    /// absent.
    Lenient,
    /// `smithy.api#default` of a member of an operation's input, as JSON. Services fill it in,
    /// clients do not.
    InputDefault(&'static str),
}

/// `smithy.api#xmlNamespace`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The namespace's URI.
    pub uri: &'static str,
    /// The prefix of the declaration; `None` declares the namespace of elements without a prefix.
    pub prefix: Option<&'static str>,
}

impl XmlNamespace {
    /// The default namespace of an element.
    pub const fn new(uri: &'static str) -> Self {
        Self { uri, prefix: None }
    }
}

/// The part of a message to which a REST protocol binds a member (Smithy 2.0, "HTTP bindings").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// A member of the body's document.
    Body,
    /// A label of the path.
    Label,
    /// The header of this name.
    Header(&'static str),
    /// Headers with this prefix.
    PrefixHeaders(&'static str),
    /// The query parameter of this name.
    Query(&'static str),
    /// All other query parameters.
    QueryParams,
    /// The whole body.
    Payload,
    /// The response's status.
    ResponseCode,
}

impl Binding {
    /// The binding in a response, which has neither path nor query.
    #[must_use]
    pub fn in_response(self) -> Self {
        match self {
            Self::Label | Self::Query(_) | Self::QueryParams => Self::Body,
            other => other,
        }
    }
}

impl Trait {
    /// The binding of the trait, if it is one of the HTTP binding traits.
    pub(super) fn binding(&self) -> Option<Binding> {
        Some(match self {
            Self::HttpLabel => Binding::Label,
            Self::HttpHeader(name) => Binding::Header(name),
            Self::HttpPrefixHeaders(prefix) => Binding::PrefixHeaders(prefix),
            Self::HttpQuery(name) => Binding::Query(name),
            Self::HttpQueryParams => Binding::QueryParams,
            Self::HttpPayload => Binding::Payload,
            Self::HttpResponseCode => Binding::ResponseCode,
            _ => return None,
        })
    }
}

/// The party at fault in an error (`smithy.api#error`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The client: its request is wrong, so sending it again does not help.
    Client,
    /// The service.
    Server,
}

impl Fault {
    /// The party at fault in an error with this status.
    pub fn from_status(status: StatusCode) -> Self {
        if status.is_server_error() {
            Self::Server
        } else {
            Self::Client
        }
    }

    /// The default status of errors with this fault (Smithy 2.0, `error` trait).
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Client => StatusCode::BAD_REQUEST,
            Self::Server => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The party at fault, as named by the `awsQuery` protocol.
    pub const fn party(self) -> &'static str {
        match self {
            Self::Client => "Sender",
            Self::Server => "Receiver",
        }
    }
}
