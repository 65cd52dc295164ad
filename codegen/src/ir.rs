//! What is going to be emitted, every decision taken: identifiers, boxes, optionality, wire
//! names, documentation. Plain trees: an entity names another by the identifier it has in
//! the generated code. Knows Smithy no more, and tokens not yet.

mod http;
mod paging;
mod quirks;
mod schema;
mod shape;
pub mod waiter;

use std::collections::BTreeMap;

use crate::compile::{endpoint, jmespath};

pub use self::http::{Checksum, Http, PathPart};
pub use self::paging::{Items, Pagination};
pub use self::quirks::{RuleValue, ServiceRule};
pub use self::schema::{
    Binding, Schema, SchemaMember, SchemaRef, TimestampFormat, Trait, Xml, XmlNamespace,
};
pub use self::shape::{
    Accessor, Argument, EnumValue, EnumValues, Enumeration, Field, Home, Literal, Marker, Presence,
    Requirement, Role, Structure, Type, Union, Variant,
};
pub use crate::names::Name;

/// Everything that is generated for one service.
#[derive(Debug)]
pub struct Ir {
    /// The service, its client included.
    pub service: Service,
    /// Sorted by shape id.
    pub operations: Vec<Operation>,
    /// Operations of the model that are not generated, by the advice to a user who calls one.
    pub absent: BTreeMap<String, Vec<Absent>>,
    /// Sorted by shape id; inputs and outputs of operations without are made up.
    pub structures: Vec<Structure>,
    /// Sorted by shape id.
    pub unions: Vec<Union>,
    /// Sorted by shape id.
    pub enumerations: Vec<Enumeration>,
    /// Sorted by shape id; those of the prelude belong to the runtime.
    pub schemas: Vec<Schema>,
    /// The names of required members, sorted.
    pub markers: Vec<Marker>,
    /// Paths of the derives that the user asks for, such as `serde::Serialize`.
    pub derives: Vec<String>,
    /// Whether structures can get members without breaking the user's code.
    pub non_exhaustive: bool,
    /// The features of the runtime that the code needs, sorted.
    pub features: Vec<&'static str>,
}

impl Ir {
    /// The static schema that `at` names; `None` for those of the runtime's prelude.
    pub fn schema(&self, at: &SchemaRef) -> Option<&Schema> {
        let (module, name) = match at {
            SchemaRef::Prelude(_) => return None,
            SchemaRef::Shared(name) => (None, name),
            SchemaRef::Own(module, name) => (Some(module), name),
        };
        self.schemas.iter().find(|schema| {
            let home = match &schema.home {
                Home::Operation(module) => Some(module),
                Home::Types | Home::Errors => None,
            };
            home == module && schema.name == *name
        })
    }
}

/// The service.
#[derive(Debug)]
pub struct Service {
    /// The shape's namespace and name.
    pub id: Id,
    /// The module that all goes into.
    pub module: Name,
    /// The type that stands for the service.
    pub marker: Name,
    /// The `version` property.
    pub version: String,
    /// The name used in `User-Agent` and in the environment.
    pub sdk_id: String,
    /// How requests travel.
    pub protocol: Protocol,
    /// Authentication schemes, the preferred one first.
    pub auth: Vec<Auth>,
    /// Endpoint rules, where the model has some.
    pub endpoint: Option<endpoint::RuleSet>,
    /// The operation that asks for endpoints, where others depend on it.
    pub discovery: Option<Id>,
    /// Parameters of the endpoint rules that are the user's to set, in the order of the rules.
    pub settings: Vec<Setting>,
    /// Of every document that is written, where the protocol has XML.
    pub xml_namespace: Option<XmlNamespace>,
    /// Of the module.
    pub docs: String,
}

/// A parameter of the endpoint rules that is the user's to set.
#[derive(Debug)]
pub struct Setting {
    /// The parameter.
    pub parameter: String,
    /// The method that sets it.
    pub setter: Name,
    /// The type of its values.
    pub kind: endpoint::ParameterKind,
    /// Of the method.
    pub docs: String,
}

/// A shape's absolute name.
#[derive(Debug, Clone)]
pub struct Id {
    /// Before `#`.
    pub namespace: String,
    /// After `#`.
    pub name: String,
}

/// The protocols that the runtime speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0`.
    AwsJson10,
    /// The same with `aws.protocols#awsQueryCompatible`.
    AwsJson10QueryCompatible,
    /// `aws.protocols#awsJson1_1`.
    AwsJson11,
    /// `aws.protocols#restJson1`.
    RestJson1,
    /// `aws.protocols#restXml`.
    RestXml,
    /// The same with `noErrorWrapping`.
    RestXmlUnwrapped,
    /// `aws.protocols#awsQuery`.
    AwsQuery,
    /// `aws.protocols#ec2Query`.
    Ec2Query,
    /// `smithy.protocols#rpcv2Cbor`.
    RpcV2Cbor,
    /// The same with `aws.protocols#awsQueryCompatible`.
    RpcV2CborQueryCompatible,
    /// `smithy.protocols#rpcv2Json`.
    RpcV2Json,
}

impl Protocol {
    /// The trait's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::AwsJson10 | Self::AwsJson10QueryCompatible => "awsJson1_0",
            Self::AwsJson11 => "awsJson1_1",
            Self::RestJson1 => "restJson1",
            Self::RestXml | Self::RestXmlUnwrapped => "restXml",
            Self::AwsQuery => "awsQuery",
            Self::Ec2Query => "ec2Query",
            Self::RpcV2Cbor | Self::RpcV2CborQueryCompatible => "rpcv2Cbor",
            Self::RpcV2Json => "rpcv2Json",
        }
    }
}

/// An authentication scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Auth {
    /// `aws.auth#sigv4`.
    SigV4 {
        /// The service's name in the credential scope.
        name: String,
    },
    /// `aws.auth#sigv4a`.
    SigV4a {
        /// The service's name in the credential scope.
        name: String,
    },
    /// `smithy.api#httpBearerAuth`.
    Bearer,
    /// `smithy.api#httpBasicAuth`.
    Basic,
    /// `smithy.api#httpDigestAuth`.
    Digest,
    /// `smithy.api#httpApiKeyAuth`.
    ApiKey {
        /// Of the header or of the query's parameter.
        name: String,
        /// Whether it is a parameter of the query.
        in_query: bool,
        /// What is written before the key.
        scheme: Option<String>,
    },
    /// No authentication.
    None,
}

/// One operation.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "traits without a value are flags"
)]
pub struct Operation {
    /// The shape.
    pub id: Id,
    /// The module of the operation's own items.
    pub module: Name,
    /// The type that stands for the operation.
    pub marker: Name,
    /// The static schema.
    pub schema: Name,
    /// The client's method.
    pub method: Name,
    /// The input structure.
    pub input: Name,
    /// `XInput` for an operation `X` whose input has another name.
    pub input_alias: Option<Name>,
    /// The builder of the input.
    pub builder: Name,
    /// Its schema.
    pub input_schema: SchemaRef,
    /// The output structure.
    pub output: Name,
    /// `XOutput` for an operation `X` whose output has another name.
    pub output_alias: Option<Name>,
    /// Its schema.
    pub output_schema: SchemaRef,
    /// The enum of errors.
    pub error: ErrorEnum,
    /// Own authentication schemes, where they differ from the service's.
    pub auth: Option<Vec<Auth>>,
    /// What the host begins with.
    pub host_prefix: Vec<HostPart>,
    /// Where the pages' tokens are.
    pub paging: Option<Pagination>,
    /// The output member that says whether there are more pages, where the token does not.
    pub more_pages: Option<usize>,
    /// Whether a repeated token is the end of the pages.
    pub repeats_last_token: bool,
    /// That the endpoint is asked for.
    pub discovery: Option<Discovery>,
    /// Conditions to wait for.
    pub waiters: Vec<waiter::Waiter>,
    /// Endpoint parameters that the operation fixes.
    pub static_context: Vec<(String, StaticParam)>,
    /// Endpoint parameters, and where in the input they are.
    pub operation_context: Vec<(String, jmespath::Expression)>,
    /// Whether the service may hold the answer back on purpose.
    pub long_polling: bool,
    /// Method and path, where the protocol heeds them.
    pub http: Option<Http>,
    /// Whether endpoint rules place what the path begins with.
    pub addressed: bool,
    /// The input member that streams.
    pub input_stream: Option<usize>,
    /// The output member that streams.
    pub output_stream: Option<usize>,
    /// Checksums of requests and responses.
    pub checksum: Option<Checksum>,
    /// Whether requests may be compressed.
    pub compressed: bool,
    /// Whether signatures leave the body out.
    pub unsigned_payload: bool,
    /// Whether the output's only member is the root of its XML.
    pub unwrapped_output: bool,
    /// What the service needs beyond its model.
    pub customizations: Vec<ServiceRule>,
    /// Of the marker and of the client's method.
    pub docs: String,
    /// The note; empty without one.
    pub deprecated: Option<String>,
}

impl Operation {
    /// The other names of its input and output.
    pub fn aliases(&self) -> impl Iterator<Item = &Name> {
        self.input_alias.iter().chain(&self.output_alias)
    }
}

/// An operation of the model that is not generated: a method of the client says so when it is called.
#[derive(Debug)]
pub struct Absent {
    /// The trait that nothing implements.
    pub marker: Name,
    /// The client's method.
    pub method: Name,
    /// The compile error.
    pub message: String,
}

/// That an operation goes to an endpoint which the service is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// The error which says that an endpoint is none any more.
    pub error: String,
    /// Whether the operation works at no other endpoint.
    pub required: bool,
}

/// A part of a host prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostPart {
    /// As it is.
    Text(String),
    /// The input member at this index.
    Label(usize),
}

/// A value that an operation fixes for an endpoint parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StaticParam {
    /// A boolean.
    Bool(bool),
    /// A string.
    String(String),
    /// A list of strings.
    StringArray(Vec<String>),
}

/// The enum of an operation's errors.
#[derive(Debug)]
pub struct ErrorEnum {
    /// The enum.
    pub name: Name,
    /// The variant for errors that the model does not list.
    pub unmodelled: Name,
    /// The modelled ones.
    pub variants: Vec<ErrorVariant>,
}

/// One modelled error of an operation.
#[derive(Debug)]
pub struct ErrorVariant {
    /// The variant.
    pub name: Name,
    /// The error's structure.
    pub structure: Name,
    /// Its schema.
    pub schema: SchemaRef,
}
