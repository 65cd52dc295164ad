//! The traits of shapes and members that the runtime reads.
//!
//! Facts of the model only: what follows from them is the business of who reads them.

use http::StatusCode;

use crate::model::pattern::Pattern;
use crate::types::TimestampFormat;

/// A trait that the runtime reads. Closed: what no code reads is not here.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Trait {
    /// `smithy.api#required`.
    Required,
    /// `smithy.api#sparse`: the list or map may hold nulls.
    Sparse,
    /// `smithy.api#sensitive`: never printed.
    Sensitive,
    /// `smithy.api#idempotencyToken`: filled with a UUID when the caller gives none.
    IdempotencyToken,
    /// `smithy.api#uniqueItems`.
    UniqueItems,
    /// `smithy.api#length`, both ends included.
    Length {
        /// Least length, zero where the model gives none.
        min: u64,
        /// Greatest length, `u64::MAX` where the model gives none.
        max: u64,
    },
    /// `smithy.api#range`, both ends included, as the model spells the numbers.
    Range {
        /// Least value.
        min: Option<&'static str>,
        /// Greatest value.
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
    /// `aws.protocols#awsQueryError`, what an error structure is under `awsQuery`.
    QueryError {
        /// The code on the wire.
        code: &'static str,
        /// The response's status.
        status: u16,
    },
    /// `smithy.api#retryable`, on an error structure.
    Retryable {
        /// Whether the error means that the caller is being throttled.
        throttling: bool,
    },
    /// `smithy.rules#contextParam`: the endpoint parameter that the member feeds.
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
    /// No trait but a habit of services: what of a header cannot be read is absent.
    Lenient,
    /// `smithy.api#default` of a member of an operation's input, as JSON; services fill it in,
    /// clients do not.
    InputDefault(&'static str),
}

/// `smithy.api#xmlNamespace`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The namespace's URI.
    pub uri: &'static str,
    /// The prefix it is declared for; none: elements without a prefix.
    pub prefix: Option<&'static str>,
}

impl XmlNamespace {
    /// The default namespace of an element.
    pub const fn new(uri: &'static str) -> Self {
        Self { uri, prefix: None }
    }
}

/// Where a REST protocol puts a member (Smithy 2.0, "HTTP bindings").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// In the body's document, with the others that are.
    Body,
    /// In the path.
    Label,
    /// In the header of that name.
    Header(&'static str),
    /// In headers whose names begin so.
    PrefixHeaders(&'static str),
    /// In the query parameter of that name.
    Query(&'static str),
    /// In all other query parameters.
    QueryParams,
    /// The body is the member.
    Payload,
    /// The response's status.
    ResponseCode,
}

impl Binding {
    /// The binding as far as responses heed it, which have neither path nor query.
    #[must_use]
    pub fn in_response(self) -> Self {
        match self {
            Self::Label | Self::Query(_) | Self::QueryParams => Self::Body,
            other => other,
        }
    }
}

impl Trait {
    /// The binding that the trait stands for, if it is one of the HTTP binding traits.
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

/// Who is at fault in an error (`smithy.api#error`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The request; sending it again changes nothing.
    Client,
    /// The service.
    Server,
}

impl Fault {
    /// Who is at fault in an error of which only the status is known.
    pub fn of_status(status: StatusCode) -> Self {
        if status.is_server_error() {
            Self::Server
        } else {
            Self::Client
        }
    }

    /// The status of errors for which the model says no other (Smithy 2.0, `error` trait).
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Client => StatusCode::BAD_REQUEST,
            Self::Server => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Who is at fault, in the words of the `awsQuery` protocol.
    pub const fn party(self) -> &'static str {
        match self {
            Self::Client => "Sender",
            Self::Server => "Receiver",
        }
    }
}
