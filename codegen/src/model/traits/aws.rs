//! Values of the traits of AWS, and of the protocols.

use super::read::read_properties;
use crate::model::ShapeId;

/// `aws.api#service`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsService {
    /// The name SDKs and configuration use, such as `DynamoDB`.
    pub sdk_id: String,
    /// The service's part of ARNs.
    pub arn_namespace: Option<String>,
    /// The service's part of CloudFormation types.
    pub cloud_formation_name: Option<String>,
    /// The service in CloudTrail.
    pub cloud_trail_event_source: Option<String>,
    /// The service in AWS's documentation.
    pub doc_id: Option<String>,
    /// Where the service's metrics are in `CloudWatch`.
    pub cloud_watch_namespace: Option<String>,
    /// The host's first part.
    pub endpoint_prefix: Option<String>,
}

read_properties!(AwsService {
    "sdkId" => sdk_id: required,
    "arnNamespace" => arn_namespace: optional,
    "cloudFormationName" => cloud_formation_name: optional,
    "cloudTrailEventSource" => cloud_trail_event_source: optional,
    "cloudWatchNamespace" => cloud_watch_namespace: optional,
    "docId" => doc_id: optional,
    "endpointPrefix" => endpoint_prefix: optional,
});

/// `aws.api#clientDiscoveredEndpoint`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscoveredEndpoint {
    /// The operation works at a discovered endpoint only.
    pub required: bool,
}

read_properties!(DiscoveredEndpoint { "required" => required: flag, });

/// `aws.api#clientEndpointDiscovery`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointDiscovery {
    /// The operation that asks for endpoints; not in the closure unless it is chosen, too.
    pub operation: ShapeId,
    /// The error that invalidates a discovered endpoint.
    pub error: Option<ShapeId>,
}

read_properties!(EndpointDiscovery {
    "operation" => operation: required,
    "error" => error: optional,
});

/// `aws.auth#sigv4` and `aws.auth#sigv4a`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningName {
    /// The service's name in the credential scope.
    pub name: String,
}

read_properties!(SigningName { "name" => name: required, });

/// The HTTP versions that a protocol trait offers, in order of preference; none given
/// means `http/1.1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpVersions {
    /// For requests.
    pub http: Vec<String>,
    /// For event streams, where these differ.
    pub event_stream_http: Vec<String>,
}

read_properties!(HttpVersions {
    "http" => http: list,
    "eventStreamHttp" => event_stream_http: list,
});

/// `aws.protocols#restXml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestXml {
    /// For requests.
    pub http: Vec<String>,
    /// For event streams, where these differ.
    pub event_stream_http: Vec<String>,
    /// Errors have no `ErrorResponse` element around them.
    pub no_error_wrapping: bool,
}

read_properties!(RestXml {
    "http" => http: list,
    "eventStreamHttp" => event_stream_http: list,
    "noErrorWrapping" => no_error_wrapping: flag,
});

/// `aws.protocols#httpChecksum`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpChecksum {
    /// The input member that chooses the request's algorithm.
    pub request_algorithm_member: Option<String>,
    /// The request must have a checksum.
    pub request_checksum_required: bool,
    /// The input member that asks for the response's checksum to be checked.
    pub request_validation_mode_member: Option<String>,
    /// Algorithms the response may use.
    pub response_algorithms: Vec<String>,
}

read_properties!(HttpChecksum {
    "requestAlgorithmMember" => request_algorithm_member: optional,
    "requestChecksumRequired" => request_checksum_required: flag,
    "requestValidationModeMember" => request_validation_mode_member: optional,
    "responseAlgorithms" => response_algorithms: list,
});

/// `aws.protocols#awsQueryError`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// The error's code on the wire.
    pub code: String,
    /// The error's HTTP status.
    pub http_response_code: u16,
}

read_properties!(QueryError {
    "code" => code: required,
    "httpResponseCode" => http_response_code: required,
});
