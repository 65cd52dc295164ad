//! Static schemas: what the runtime is told of the model.

use super::{Home, Id, Name};
use crate::compile::pattern;

/// One static schema.
#[derive(Debug)]
pub struct Schema {
    /// The static.
    pub name: Name,
    /// Where it is written: with the structure.
    pub home: Home,
    /// The shape.
    pub id: Id,
    /// The runtime's `Kind`, a variant's name.
    pub kind: &'static str,
    /// In the model's order.
    pub members: Vec<SchemaMember>,
    /// Those that the runtime reads.
    pub traits: Vec<Trait>,
}

/// One member of a schema.
#[derive(Debug)]
pub struct SchemaMember {
    /// The name in the model.
    pub name: String,
    /// What it holds.
    pub target: SchemaRef,
    /// Those that the runtime reads.
    pub traits: Vec<Trait>,
}

/// A static schema by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaRef {
    /// Of the runtime's `schema::prelude`.
    Prelude(&'static str),
    /// In the module of shared schemas.
    Shared(Name),
    /// In the module of an operation: module, static.
    Own(Name, Name),
}

/// A trait that the runtime reads: its `schema::Trait`.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each variant is the Smithy trait of that name")]
pub enum Trait {
    Required,
    Sparse,
    Sensitive,
    IdempotencyToken,
    UniqueItems,
    Length {
        min: u64,
        max: u64,
    },
    Range {
        min: Option<String>,
        max: Option<String>,
    },
    Pattern(pattern::Compiled),
    JsonName(String),
    TimestampFormat(TimestampFormat),
    Error {
        server: bool,
    },
    HttpError(u16),
    QueryError {
        code: String,
        status: u16,
    },
    Retryable {
        throttling: bool,
    },
    ContextParam(String),
    Binding(Binding),
    MediaType(String),
    Xml(Xml),
    Ec2QueryName(String),
    Streaming,
    RequiresLength,
    EventHeader,
    EventPayload,
    /// What cannot be read is absent.
    Lenient,
    /// `smithy.api#default` of an input's member, as JSON.
    InputDefault(String),
}

/// Where a member travels: one of the HTTP binding traits.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the trait `http` of that name")]
pub enum Binding {
    Label,
    /// In lower case.
    Header(String),
    /// In lower case.
    PrefixHeaders(String),
    Query(String),
    QueryParams,
    Payload,
    ResponseCode,
}

/// How something is spelled in XML: one of the XML binding traits.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the trait `xml` of that name")]
pub enum Xml {
    Name(String),
    Attribute,
    Flattened,
    Namespace(XmlNamespace),
}

/// `smithy.api#xmlNamespace`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The namespace.
    pub uri: String,
    /// The prefix declared for it.
    pub prefix: Option<String>,
}

/// How a timestamp is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is the trait's value of that name"
)]
pub enum TimestampFormat {
    DateTime,
    HttpDate,
    EpochSeconds,
}
