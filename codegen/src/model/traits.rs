//! Typed reading of every supported trait, and the list of traits ignored on purpose. Knows the
//! traits' values; `lower` decides their meaning for Rust.
//!
//! A trait is read once, when its shape is. To honour another one, add a line to the
//! table below.

mod aws;
mod constraint;
mod http;
mod ignored;
mod operation;
mod read;
mod rules;
mod waiter;

use indexmap::IndexMap;

use super::Node;
use super::ShapeId;
use crate::syntax::json::{Json, Report};

pub use self::aws::{
    AwsService, DiscoveredEndpoint, EndpointDiscovery, HttpChecksum, HttpVersions, QueryError,
    RestXml, SigningName,
};
pub use self::constraint::{Length, Range, TimestampFormat, XmlNamespace};
pub use self::http::{ApiKeyAuth, ApiKeyPlace, EndpointTrait, Http, RequestCompression};
pub use self::ignored::{Standing, standing};
pub use self::operation::{Deprecated, ErrorKind, Mixin, Paginated, Recommended, Retryable};
pub use self::rules::{
    ClientContextParam, ContextParam, OperationContextParam, RuleSet, StaticContextParam,
};
pub use self::waiter::{Acceptor, AcceptorState, Comparator, Matcher, PathMatcher, Waiter};

use self::read::Read;

/// The honoured traits of one shape or member, and the ids of the rest.
#[derive(Debug, Clone, Default)]
pub struct Traits {
    honoured: Vec<Trait>,
    others: Vec<ShapeId>,
}

impl Traits {
    /// Reads every trait of `raw`; a malformed value is reported and left out.
    pub(crate) fn read<'src>(
        raw: impl IntoIterator<Item = (&'src str, Json<'src>)>,
        report: &mut Report<'_>,
    ) -> Self {
        let mut traits = Self::default();
        for (id, value) in raw {
            match Trait::read(id, value, report) {
                Some(Some(read)) => traits.add(read),
                Some(None) => {}
                None => traits.others.extend(ShapeId::parse(id)),
            }
        }
        traits
    }

    /// Lists given in several places are one list (Smithy 2.0, "Trait conflict resolution").
    fn add(&mut self, read: Trait) {
        if let Trait::Auth(more) = read {
            let old = self.honoured.iter_mut().find_map(|known| match known {
                Trait::Auth(list) => Some(list),
                _ => None,
            });
            match old {
                Some(list) => list.extend(more),
                None => self.honoured.push(Trait::Auth(more)),
            }
        } else {
            self.honoured.push(read);
        }
    }

    /// The zero that version 1.0 implied.
    pub(crate) fn set_default(&mut self, value: Node) {
        self.honoured.push(Trait::Default(value));
    }

    /// The traits of a member that is the header `name`.
    pub(crate) fn of_header(name: &str, documentation: &str) -> Self {
        Self {
            honoured: vec![
                Trait::HttpHeader(name.to_owned()),
                Trait::Documentation(documentation.to_owned()),
            ],
            others: Vec::new(),
        }
    }

    /// The user's pagination of the operation, which replaces the model's.
    pub(crate) fn set_paginated(&mut self, value: Option<Paginated>) {
        self.honoured
            .retain(|it| !matches!(it, Trait::Paginated(_)));
        self.honoured.extend(value.map(Trait::Paginated));
    }

    /// The user's waiters of the operation, which replace the model's.
    pub(crate) fn set_waitable(&mut self, value: IndexMap<String, Waiter>) {
        self.honoured.retain(|it| !matches!(it, Trait::Waitable(_)));
        self.honoured.push(Trait::Waitable(value));
    }

    /// Takes documentation in Markdown.
    pub(crate) fn set_documentation(&mut self, text: &str) {
        self.honoured.push(Trait::Documentation(text.to_owned()));
    }

    /// The value of an enum member without its own is its name.
    pub(crate) fn set_enum_value(&mut self, value: &str) {
        self.honoured
            .push(Trait::EnumValue(Node::String(value.to_owned())));
    }

    /// Applied traits that have no accessor here: ignored on purpose, custom or unknown;
    /// [`standing`] distinguishes them.
    pub fn others(&self) -> &[ShapeId] {
        &self.others
    }
}

/// One table for all traits: the name in models, the type of the value, and the accessor.
macro_rules! honoured {
    (
        flags { $($(#[$flag_doc:meta])* $flag_id:literal $Flag:ident $flag:ident;)* }
        texts { $($(#[$text_doc:meta])* $text_id:literal $TextTrait:ident $text:ident;)* }
        values { $($(#[$value_doc:meta])* $value_id:literal $Value:ident($Type:ty) $value:ident;)* }
    ) => {
        #[derive(Debug, Clone)]
        enum Trait {
            $($Flag,)*
            $($TextTrait(String),)*
            $($Value($Type),)*
        }

        impl Trait {
            /// `None` if the trait is not honoured, `Some(None)` if its value was refused.
            fn read(id: &str, json: Json<'_>, report: &mut Report<'_>) -> Option<Option<Self>> {
                match id {
                    $($flag_id => Some(read::flag(json, report).map(|()| Self::$Flag)),)*
                    $($text_id => Some(String::read(json, report).map(Self::$TextTrait)),)*
                    $($value_id => Some(<$Type>::read(json, report).map(Self::$Value)),)*
                    _ => None,
                }
            }
        }

        impl Traits {
            $($(#[$flag_doc])*
            #[doc = concat!("Trait `", $flag_id, "`.")]
            pub fn $flag(&self) -> bool {
                self.honoured.iter().any(|read| matches!(read, Trait::$Flag))
            })*
            $($(#[$text_doc])*
            #[doc = concat!("Trait `", $text_id, "`.")]
            pub fn $text(&self) -> Option<&str> {
                self.honoured.iter().find_map(|read| match read {
                    Trait::$TextTrait(text) => Some(text.as_str()),
                    _ => None,
                })
            })*
            $($(#[$value_doc])*
            #[doc = concat!("Trait `", $value_id, "`.")]
            pub fn $value(&self) -> Option<&$Type> {
                self.honoured.iter().find_map(|read| match read {
                    Trait::$Value(value) => Some(value),
                    _ => None,
                })
            })*
        }

        /// Whether the trait has an accessor.
        fn is_honoured(id: &str) -> bool {
            matches!(id, $($flag_id)|* $(| $text_id)* $(| $value_id)*)
        }
    };
}

honoured! {
    flags {
        /// The member must be given.
        "smithy.api#required" Required required;
        /// The default came after the member did; it is not a reason to make it non-null.
        "smithy.api#addedDefault" AddedDefault added_default;
        /// Clients treat the member as nullable, whatever its other traits.
        "smithy.api#clientOptional" ClientOptional client_optional;
        /// The structure is the input of one operation.
        "smithy.api#input" Input input;
        /// The structure is the output of one operation.
        "smithy.api#output" Output output;
        /// The list or map may hold nulls.
        "smithy.api#sparse" Sparse sparse;
        /// The value must not be logged.
        "smithy.api#sensitive" Sensitive sensitive;
        /// No element occurs twice.
        "smithy.api#uniqueItems" UniqueItems unique_items;
        /// Filled by the client if not given.
        "smithy.api#idempotencyToken" IdempotencyToken idempotency_token;
        /// The member is a label of the URI.
        "smithy.api#httpLabel" HttpLabel http_label;
        /// The map's entries are query parameters.
        "smithy.api#httpQueryParams" HttpQueryParams http_query_params;
        /// The member is the whole body.
        "smithy.api#httpPayload" HttpPayload http_payload;
        /// The member is the HTTP status.
        "smithy.api#httpResponseCode" HttpResponseCode http_response_code;
        /// A blob sent as a stream, or a union sent as events.
        "smithy.api#streaming" Streaming streaming;
        /// The stream's length must be known.
        "smithy.api#requiresLength" RequiresLength requires_length;
        /// The member is the payload of an event.
        "smithy.api#eventPayload" EventPayload event_payload;
        /// The member is a header of an event.
        "smithy.api#eventHeader" EventHeader event_header;
        /// The member is a label of the endpoint's host.
        "smithy.api#hostLabel" HostLabel host_label;
        /// Authentication may be left out.
        "smithy.api#optionalAuth" OptionalAuth optional_auth;
        /// For use in its own namespace only.
        "smithy.api#private" Private private;
        /// Not for customers.
        "smithy.api#internal" Internal internal;
        /// May change.
        "smithy.api#unstable" Unstable unstable;
        /// A second call has no further effect.
        "smithy.api#idempotent" Idempotent idempotent;
        /// Calling changes nothing.
        "smithy.api#readonly" Readonly readonly;
        /// The structure means "no value".
        "smithy.api#unitType" UnitType unit_type;
        /// Written as an XML attribute.
        "smithy.api#xmlAttribute" XmlAttribute xml_attribute;
        /// Written without a wrapping element.
        "smithy.api#xmlFlattened" XmlFlattened xml_flattened;
        /// The request needs a checksum header.
        "smithy.api#httpChecksumRequired" HttpChecksumRequired http_checksum_required;
        /// Bearer tokens authenticate.
        "smithy.api#httpBearerAuth" HttpBearerAuth http_bearer_auth;
        /// User name and the proof of a password authenticate.
        "smithy.api#httpDigestAuth" HttpDigestAuth http_digest_auth;
        /// User name and password authenticate.
        "smithy.api#httpBasicAuth" HttpBasicAuth http_basic_auth;
        /// The body's hash is not signed.
        "aws.auth#unsignedPayload" UnsignedPayload unsigned_payload;
        /// Amazon's query protocol.
        "aws.protocols#awsQuery" AwsQuery aws_query;
        /// Amazon EC2's query protocol.
        "aws.protocols#ec2Query" Ec2Query ec2_query;
        /// Errors also carry the codes of the query protocol in a header.
        "aws.protocols#awsQueryCompatible" AwsQueryCompatible aws_query_compatible;
        /// The output's XML has no wrapping element.
        "aws.customizations#s3UnwrappedXmlOutput" S3UnwrappedXmlOutput s3_unwrapped_xml_output;
    }
    texts {
        /// An ECMA 262 regular expression that the value must contain a match of.
        "smithy.api#pattern" Pattern pattern;
        /// The member's key in JSON.
        "smithy.api#jsonName" JsonName json_name;
        /// The RFC 6838 type of the contents.
        "smithy.api#mediaType" MediaType media_type;
        /// CommonMark or HTML.
        "smithy.api#documentation" Documentation documentation;
        /// The version or date it came with.
        "smithy.api#since" Since since;
        /// A proper name.
        "smithy.api#title" Title title;
        /// The query parameter the member is.
        "smithy.api#httpQuery" HttpQuery http_query;
        /// The header the member is.
        "smithy.api#httpHeader" HttpHeader http_header;
        /// The prefix of the headers that the map's entries are.
        "smithy.api#httpPrefixHeaders" HttpPrefixHeaders http_prefix_headers;
        /// The XML element's or attribute's name.
        "smithy.api#xmlName" XmlName xml_name;
        /// The parameter's name in EC2's query protocol.
        "aws.protocols#ec2QueryName" Ec2QueryName ec2_query_name;
    }
    values {
        /// The value a client fills in, or `null` to take the target's default away.
        "smithy.api#default" Default(Node) default_value;
        /// The value of an enum's member: a string, or an integer in an `intEnum`.
        "smithy.api#enumValue" EnumValue(Node) enum_value;
        /// The shape is a mixin.
        "smithy.api#mixin" Mixin(Mixin) mixin;
        /// Limits of length.
        "smithy.api#length" Length(Length) length;
        /// Limits of value.
        "smithy.api#range" Range(Range) range;
        /// How a timestamp is written.
        "smithy.api#timestampFormat" TimestampFormat(TimestampFormat) timestamp_format;
        /// It should not be used any more.
        "smithy.api#deprecated" Deprecated(Deprecated) deprecated;
        /// Why and when to set the member.
        "smithy.api#recommended" Recommended(Recommended) recommended;
        /// Names and addresses of further reading.
        "smithy.api#externalDocumentation" ExternalDocumentation(IndexMap<String, String>) external_documentation;
        /// The structure is an error.
        "smithy.api#error" Error(ErrorKind) error;
        /// The HTTP status of the error.
        "smithy.api#httpError" HttpError(u16) http_error;
        /// The error may go away on a retry.
        "smithy.api#retryable" Retryable(Retryable) retryable;
        /// Method, URI and status.
        "smithy.api#http" Http(Http) http;
        /// Where the pages' tokens and items are.
        "smithy.api#paginated" Paginated(Paginated) paginated;
        /// The prefix of the host.
        "smithy.api#endpoint" Endpoint(EndpointTrait) endpoint;
        /// Authentication schemes in order of preference.
        "smithy.api#auth" Auth(Vec<ShapeId>) auth;
        /// An API key authenticates.
        "smithy.api#httpApiKeyAuth" HttpApiKeyAuth(ApiKeyAuth) http_api_key_auth;
        /// The XML namespace.
        "smithy.api#xmlNamespace" XmlNamespace(XmlNamespace) xml_namespace;
        /// The request may be compressed.
        "smithy.api#requestCompression" RequestCompression(RequestCompression) request_compression;
        /// Conditions to wait for, by name.
        "smithy.waiters#waitable" Waitable(IndexMap<String, Waiter>) waitable;
        /// Names under which AWS knows the service.
        "aws.api#service" AwsService(AwsService) aws_service;
        /// How endpoints are asked for.
        "aws.api#clientEndpointDiscovery" ClientEndpointDiscovery(EndpointDiscovery) client_endpoint_discovery;
        /// The endpoint is asked for by another operation.
        "aws.api#clientDiscoveredEndpoint" ClientDiscoveredEndpoint(DiscoveredEndpoint) client_discovered_endpoint;
        /// Signature version 4 authenticates.
        "aws.auth#sigv4" Sigv4(SigningName) sigv4;
        /// The asymmetric signature version 4 authenticates.
        "aws.auth#sigv4a" Sigv4a(SigningName) sigv4a;
        /// Checksums in headers or trailers.
        "aws.protocols#httpChecksum" HttpChecksum(HttpChecksum) http_checksum;
        /// The error's code in the query protocol.
        "aws.protocols#awsQueryError" QueryError(QueryError) aws_query_error;
        /// JSON RPC, version 1.0.
        "aws.protocols#awsJson1_0" AwsJson10(HttpVersions) aws_json_1_0;
        /// JSON RPC, version 1.1.
        "aws.protocols#awsJson1_1" AwsJson11(HttpVersions) aws_json_1_1;
        /// REST with JSON bodies.
        "aws.protocols#restJson1" RestJson1(HttpVersions) rest_json_1;
        /// REST with XML bodies.
        "aws.protocols#restXml" RestXml(RestXml) rest_xml;
        /// RPC version 2 with CBOR bodies.
        "smithy.protocols#rpcv2Cbor" Rpcv2Cbor(HttpVersions) rpcv2_cbor;
        /// RPC version 2 with JSON bodies.
        "smithy.protocols#rpcv2Json" Rpcv2Json(HttpVersions) rpcv2_json;
        /// The endpoint parameter the member sets.
        "smithy.rules#contextParam" ContextParam(ContextParam) context_param;
        /// Endpoint parameters the operation sets.
        "smithy.rules#staticContextParams" StaticContextParams(IndexMap<String, StaticContextParam>) static_context_params;
        /// Endpoint parameters taken out of the input, by JMESPath.
        "smithy.rules#operationContextParams" OperationContextParams(IndexMap<String, OperationContextParam>) operation_context_params;
        /// Endpoint parameters that are settings of the client.
        "smithy.rules#clientContextParams" ClientContextParams(IndexMap<String, ClientContextParam>) client_context_params;
        /// How endpoints are found; not read here.
        "smithy.rules#endpointRuleSet" EndpointRuleSet(RuleSet) endpoint_rule_set;
        /// The same as a diagram; not read here.
        "smithy.rules#endpointBdd" EndpointBdd(RuleSet) endpoint_bdd;
    }
}

/// Traits of prelude shapes.
impl Traits {
    /// Of `smithy.api#Unit`.
    pub(crate) fn unit() -> Self {
        Self {
            honoured: vec![Trait::UnitType],
            others: Vec::new(),
        }
    }

    /// Of a `Primitive…` shape.
    pub(crate) fn defaulting_to(zero: Node) -> Self {
        Self {
            honoured: vec![Trait::Default(zero)],
            others: Vec::new(),
        }
    }
}
