//! The forms of the values of Smithy's and AWS's own traits, whose definitions need not be given.
//!
//! Source: the trait definitions of smithy-lang/smithy; names and types only.

use super::id::ShapeId;
use crate::suggest::closest;

/// The form of a trait's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    /// Of structures and maps.
    Object,
    /// Of lists.
    List,
    /// Any, null among them.
    Document,
    /// Of all else, which cannot be left out.
    Other,
}

impl Value {
    /// By the type of the shape that defines the trait.
    pub(crate) fn of(kind: &str) -> Self {
        match kind {
            "structure" | "map" => Self::Object,
            "list" | "set" => Self::List,
            "document" => Self::Document,
            _ => Self::Other,
        }
    }
}

/// The form of the values of a library's trait; `None` if the library has no such trait.
pub(crate) fn trait_value(id: &str) -> Option<Value> {
    let (namespace, name) = id.split_once('#')?;
    let of_namespace = TRAITS.iter().filter(|(known, ..)| *known == namespace);
    let has_name = |names: &str| names.split_ascii_whitespace().any(|known| known == name);
    let mut found = of_namespace.filter(|(.., names)| has_name(names));
    found.next().map(|(_, value, _)| *value)
}

/// The namespace and the name of every trait of the libraries.
fn traits() -> impl Iterator<Item = (&'static str, &'static str)> {
    let names = |names: &'static str| names.split_ascii_whitespace();
    let all = TRAITS.iter();
    all.flat_map(move |(namespace, _, list)| names(list).map(move |name| (*namespace, name)))
}

/// Whether the namespace is one of the libraries' in which there may be shapes that are no
/// traits; the prelude is known completely.
pub(crate) fn is_open(namespace: &str) -> bool {
    let has_traits = TRAITS.iter().any(|(known, ..)| *known == namespace);
    namespace == "aws.test" || (has_traits && namespace != "smithy.api")
}

/// The trait of Smithy or of AWS that an unknown one was meant to be: of the same name, or
/// of a near one in the prelude.
pub(crate) fn meant_trait(unknown: &ShapeId) -> Option<String> {
    let name = unknown.name();
    let same = traits().find(|(_, known)| *known == name);
    let prelude = traits().filter(|(namespace, _)| *namespace == "smithy.api");
    let near = || closest(name, prelude.map(|(_, known)| known));
    let (namespace, name) = same.or_else(|| near().map(|name| ("smithy.api", name)))?;
    Some(format!("{namespace}#{name}"))
}

/// Namespace, form of the values, and names.
const TRAITS: &[(&str, Value, &str)] = &[
    (
        "aws.api",
        Value::Object,
        "\
        arn arnReference awsChunked clientDiscoveredEndpoint clientEndpointDiscovery \
        clientEndpointDiscoveryId controlPlane dataPlane service tagEnabled taggable",
    ),
    ("aws.api", Value::Other, "data"),
    (
        "aws.apigateway",
        Value::Object,
        "\
        apiKeyRequired apiTlsPolicy authorizers endpointConfiguration gatewayResponses \
        integration mockIntegration",
    ),
    (
        "aws.apigateway",
        Value::Other,
        "\
        apiKeySource authorizer minimumCompressionSize requestValidator resourcePolicy",
    ),
    ("aws.auth", Value::List, "cognitoUserPoolsScopes"),
    (
        "aws.auth",
        Value::Object,
        "cognitoUserPools sigv4 sigv4a unsignedPayload",
    ),
    (
        "aws.cloudformation",
        Value::Object,
        "\
        cfnAdditionalIdentifier cfnDefaultValue cfnExcludeProperty cfnResource",
    ),
    ("aws.cloudformation", Value::Other, "cfnMutability cfnName"),
    ("aws.customizations", Value::Object, "s3UnwrappedXmlOutput"),
    (
        "aws.endpoints",
        Value::Object,
        "\
        dualStackOnlyEndpoints endpointsModifier rulesBasedEndpoints \
        standardPartitionalEndpoints standardRegionalEndpoints",
    ),
    (
        "aws.iam",
        Value::List,
        "\
        conditionKeys requiredActions serviceResolvedConditionKeys \
        supportedPrincipalTypes",
    ),
    (
        "aws.iam",
        Value::Object,
        "\
        defineConditionKeys disableConditionKeyInference iamAction iamResource",
    ),
    (
        "aws.iam",
        Value::Other,
        "actionName actionPermissionDescription conditionKeyValue",
    ),
    (
        "aws.protocols",
        Value::Object,
        "\
        awsJson1_0 awsJson1_1 awsQuery awsQueryCompatible awsQueryError ec2Query \
        httpChecksum restJson1 restXml",
    ),
    ("aws.protocols", Value::Other, "ec2QueryName"),
    (
        "smithy.api",
        Value::List,
        "auth enum examples references suppress tags",
    ),
    (
        "smithy.api",
        Value::Object,
        "\
        addedDefault authDefinition box clientOptional cors deprecated endpoint \
        eventHeader eventPayload externalDocumentation hostLabel http httpApiKeyAuth \
        httpBasicAuth httpBearerAuth httpChecksumRequired httpDigestAuth httpLabel \
        httpPayload httpQueryParams httpResponseCode idRef idempotencyToken idempotent \
        input internal length longPoll metadata mixin nestedProperties noReplace \
        notProperty optionalAuth output paginated private property protocolDefinition \
        range readonly recommended requestCompression required requiresLength retryable \
        sensitive sparse streaming trait traitValidators uniqueItems unitType unstable \
        xmlAttribute xmlFlattened xmlNamespace",
    ),
    (
        "smithy.api",
        Value::Other,
        "\
        documentation enumValue error httpError httpHeader httpPrefixHeaders \
        httpQuery jsonName mediaType pattern resourceIdentifier since timestampFormat \
        title xmlName",
    ),
    ("smithy.api", Value::Document, "default"),
    ("smithy.contracts", Value::Object, "conditions"),
    ("smithy.mqtt", Value::Object, "mqttJson topicLabel"),
    ("smithy.mqtt", Value::Other, "publish subscribe"),
    ("smithy.openapi", Value::Object, "specificationExtension"),
    ("smithy.protocols", Value::Object, "rpcv2Cbor rpcv2Json"),
    (
        "smithy.rules",
        Value::Object,
        "\
        clientContextParams contextParam endpointBdd endpointTests \
        operationContextParams staticContextParams",
    ),
    ("smithy.rules", Value::Document, "endpointRuleSet"),
    (
        "smithy.test",
        Value::List,
        "\
        eventStreamTests httpMalformedRequestTests httpRequestTests httpResponseTests \
        smokeTests",
    ),
    ("smithy.waiters", Value::Object, "waitable"),
];
