//! Schemas of services, and the authentication schemes of their requests.

use super::OperationSchema;
use crate::model::endpoint::RuleSet;
use crate::model::protocol::Protocol;
use crate::model::schema::{ShapeId, XmlNamespace};

/// The schema of a service.
#[derive(Debug)]
pub struct ServiceSchema {
    /// The service shape.
    pub id: ShapeId,
    /// The service's `version` property.
    pub version: &'static str,
    /// The `sdkId` of `aws.api#service`, or the shape's name for services outside AWS: names the
    /// service in `User-Agent` and in `AWS_ENDPOINT_URL_…`.
    pub sdk_id: &'static str,
    /// The protocol of requests and responses.
    pub protocol: &'static dyn Protocol,
    /// The authentication schemes of requests, in the model's order of preference.
    pub auth: &'static [AuthScheme],
    /// `smithy.rules#endpointRuleSet`, lowered; with `None`, the user sets the endpoint.
    pub endpoint: Option<&'static RuleSet>,
    /// `smithy.api#xmlNamespace` of the service.
    pub xml_namespace: Option<XmlNamespace>,
    /// The generated operations.
    pub operations: &'static [&'static OperationSchema],
}

impl ServiceSchema {
    /// A service without operations, authentication and endpoint rules. Generated code overrides
    /// fields.
    pub const fn new(id: ShapeId, protocol: &'static dyn Protocol) -> Self {
        Self {
            id,
            version: "",
            sdk_id: id.name,
            protocol,
            auth: &[],
            endpoint: None,
            xml_namespace: None,
            operations: &[],
        }
    }
}

/// An authentication scheme that a service or operation accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthScheme {
    /// `aws.auth#sigv4` with the service's signing name.
    SigV4 {
        /// The `name` property of the trait.
        name: &'static str,
    },
    /// `aws.auth#sigv4a` with the service's signing name; requires the feature `sigv4a`.
    SigV4a {
        /// The `name` property of the trait.
        name: &'static str,
    },
    /// `smithy.api#httpBearerAuth`: a token (RFC 6750).
    Bearer,
    /// `smithy.api#httpBasicAuth`: a user and a password (RFC 7617).
    Basic,
    /// `smithy.api#httpDigestAuth`: a user and the proof of a password (RFC 7616); requires the
    /// feature `http-digest`.
    Digest,
    /// `smithy.api#httpApiKeyAuth`.
    ApiKey {
        /// The part of the request that holds the key.
        place: ApiKeyPlace,
        /// The scheme before the key; in a header only.
        scheme: Option<&'static str>,
    },
    /// `smithy.api#noAuth`, `smithy.api#optionalAuth`.
    None,
}

/// The part of a request that holds an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyPlace {
    /// The header of this name.
    Header(&'static str),
    /// The query parameter of this name.
    Query(&'static str),
}

impl AuthScheme {
    /// The scheme's name: the trait's shape ID after `#`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SigV4 { .. } => "sigv4",
            Self::SigV4a { .. } => "sigv4a",
            Self::Bearer => "httpBearerAuth",
            Self::Basic => "httpBasicAuth",
            Self::Digest => "httpDigestAuth",
            Self::ApiKey { .. } => "httpApiKeyAuth",
            Self::None => "noAuth",
        }
    }
}
