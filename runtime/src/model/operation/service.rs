//! What a model says about a service, and how its requests are authenticated.

use super::OperationSchema;
use crate::model::endpoint::RuleSet;
use crate::model::protocol::Protocol;
use crate::model::schema::{ShapeId, XmlNamespace};

/// What the model says about a service.
#[derive(Debug)]
pub struct ServiceSchema {
    /// The service shape.
    pub id: ShapeId,
    /// The service's `version` property.
    pub version: &'static str,
    /// `aws.api#service`, `sdkId`: names the service in `User-Agent` and in
    /// `AWS_ENDPOINT_URL_…`; the shape's name for services that are not of AWS.
    pub sdk_id: &'static str,
    /// How requests and responses travel.
    pub protocol: &'static dyn Protocol,
    /// How requests are authenticated, in the order of the model's preference.
    pub auth: &'static [AuthScheme],
    /// `smithy.rules#endpointRuleSet`, lowered; none: the user gives the endpoint.
    pub endpoint: Option<&'static RuleSet>,
    /// `smithy.api#xmlNamespace` of the service.
    pub xml_namespace: Option<XmlNamespace>,
    /// The operations that were generated.
    pub operations: &'static [&'static OperationSchema],
}

impl ServiceSchema {
    /// A service without operations, authentication and endpoint rules. Generated code changes
    /// what its model says.
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
    /// `aws.auth#sigv4a` with the service's signing name; takes the feature `sigv4a`.
    SigV4a {
        /// The `name` property of the trait.
        name: &'static str,
    },
    /// `smithy.api#httpBearerAuth`: a token (RFC 6750).
    Bearer,
    /// `smithy.api#httpBasicAuth`: a user and a password (RFC 7617).
    Basic,
    /// `smithy.api#httpDigestAuth`: a user and the proof of a password (RFC 7616); takes the
    /// feature `http-digest`.
    Digest,
    /// `smithy.api#httpApiKeyAuth`.
    ApiKey {
        /// Where the key goes.
        place: ApiKeyPlace,
        /// What is written before it, in a header only.
        scheme: Option<&'static str>,
    },
    /// `smithy.api#noAuth`, `smithy.api#optionalAuth`.
    None,
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyPlace {
    /// The header of this name.
    Header(&'static str),
    /// The parameter of the query of this name.
    Query(&'static str),
}

impl AuthScheme {
    /// The scheme's name, as in the trait's shape id after `#`.
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
