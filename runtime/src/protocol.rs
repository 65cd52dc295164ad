//! How an operation travels over HTTP: one protocol, the client's half and the service's.
//!
//! A protocol binds a codec to requests and responses. It knows nothing of endpoints, signing,
//! retries or transports: paths are relative to the endpoint, bodies are bytes.

#[cfg(any(feature = "aws-json-1-0", feature = "aws-json-1-1"))]
mod aws_json;
#[cfg(any(feature = "rest-json-1", feature = "rest-xml"))]
mod binding;
#[cfg(any(
    feature = "aws-json-1-0",
    feature = "aws-json-1-1",
    feature = "rest-json-1"
))]
mod error_body;
#[cfg(any(
    feature = "aws-json-1-0",
    feature = "aws-json-1-1",
    feature = "rest-json-1",
    feature = "rpc-v2-cbor",
    feature = "rpc-v2-json",
    feature = "rest-xml",
    feature = "aws-query",
    feature = "ec2-query"
))]
mod error_message;
#[cfg(any(feature = "aws-query", feature = "ec2-query"))]
mod query;
#[cfg(any(
    feature = "aws-json-1-0",
    feature = "aws-json-1-1",
    feature = "rpc-v2-cbor",
    feature = "rpc-v2-json"
))]
mod query_compatible;
#[cfg(feature = "rest-json-1")]
mod rest_json;
#[cfg(feature = "rest-xml")]
mod rest_xml;
#[cfg(any(feature = "rpc-v2-cbor", feature = "rpc-v2-json"))]
mod rpc_v2;
#[cfg(feature = "rpc-v2-cbor")]
mod rpc_v2_cbor;
#[cfg(feature = "rpc-v2-json")]
mod rpc_v2_json;
#[cfg(feature = "fake")]
mod service;
#[cfg(any(feature = "rest-xml", feature = "aws-query", feature = "ec2-query"))]
mod xml_error;

use std::fmt::Debug;

use bytes::Bytes;
use http::{Request, Response};

use crate::codec::{Codec, DecodeError, Decoded, EncodeError, Limits};
use crate::model::operation::{OperationSchema, ServiceSchema};
use crate::model::value::Structure;

#[cfg(any(feature = "aws-json-1-0", feature = "aws-json-1-1"))]
pub use aws_json::AwsJson;
#[cfg(any(feature = "aws-query", feature = "ec2-query"))]
pub use query::AwsQuery;
#[cfg(feature = "rest-json-1")]
pub use rest_json::RestJson;
#[cfg(feature = "rest-xml")]
pub use rest_xml::RestXml;
#[cfg(any(feature = "rpc-v2-cbor", feature = "rpc-v2-json"))]
pub use rpc_v2::RpcV2;
#[cfg(feature = "fake")]
pub use service::{Refusal, ServiceProtocol};

/// `aws.protocols#awsJson1_0`.
#[cfg(feature = "aws-json-1-0")]
pub static AWS_JSON_1_0: AwsJson = AwsJson::V1_0;

/// `aws.protocols#awsJson1_0` of a service with `aws.protocols#awsQueryCompatible`.
#[cfg(feature = "aws-json-1-0")]
pub static AWS_JSON_1_0_QUERY_COMPATIBLE: AwsJson = AwsJson::V1_0.query_compatible();

/// `aws.protocols#awsJson1_1`.
#[cfg(feature = "aws-json-1-1")]
pub static AWS_JSON_1_1: AwsJson = AwsJson::V1_1;

/// `aws.protocols#awsQuery`.
#[cfg(feature = "aws-query")]
pub static AWS_QUERY: AwsQuery = AwsQuery::AWS;

/// `aws.protocols#ec2Query`.
#[cfg(feature = "ec2-query")]
pub static EC2_QUERY: AwsQuery = AwsQuery::EC2;

/// `aws.protocols#restJson1`.
#[cfg(feature = "rest-json-1")]
pub static REST_JSON_1: RestJson = RestJson;

/// `aws.protocols#restXml`.
#[cfg(feature = "rest-xml")]
pub static REST_XML: RestXml = RestXml::WRAPPED;

/// `aws.protocols#restXml` with `noErrorWrapping`.
#[cfg(feature = "rest-xml")]
pub static REST_XML_UNWRAPPED: RestXml = RestXml::UNWRAPPED;

/// `smithy.protocols#rpcv2Cbor`.
#[cfg(feature = "rpc-v2-cbor")]
pub static RPC_V2_CBOR: RpcV2 = RpcV2::CBOR;

/// `smithy.protocols#rpcv2Cbor` of a service with `aws.protocols#awsQueryCompatible`.
#[cfg(feature = "rpc-v2-cbor")]
pub static RPC_V2_CBOR_QUERY_COMPATIBLE: RpcV2 = RpcV2::CBOR.query_compatible();

/// `smithy.protocols#rpcv2Json`.
#[cfg(feature = "rpc-v2-json")]
pub static RPC_V2_JSON: RpcV2 = RpcV2::JSON;

/// The media type of a body made of the messages of an event stream.
pub(crate) const EVENT_STREAM: &str = "application/vnd.amazon.eventstream";

/// A protocol of the Smithy specification, as clients speak it.
pub trait Protocol: Debug + Send + Sync {
    /// Encodes `input`. The URI is relative to the endpoint and starts with `/`.
    ///
    /// A member that streams is not in the body: with an event stream, the body is the
    /// payload of the initial request, for protocols that have one.
    fn encode_request(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        input: &dyn Structure,
    ) -> Result<Request<Bytes>, EncodeError>;

    /// Whether the response is an error.
    fn is_failure(&self, response: &Response<Bytes>) -> bool;

    /// Decodes the output of a successful response into `output`. Members that stream are left
    /// as they are; with an event stream the body is the payload of the initial response, for
    /// protocols that have one.
    fn decode_output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        output: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError>;

    /// Names the error that a response carries, whatever its body is: garbage gives an
    /// empty code.
    fn identify_failure(&self, operation: &OperationSchema, response: &Response<Bytes>) -> Failure;

    /// Decodes the members of a modelled error into `error`.
    fn decode_error(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        error: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError>;

    /// The service's name for the request, where the protocol has it in the body.
    fn request_id(&self, _response: &Response<Bytes>) -> Option<String> {
        None
    }

    /// How events are spelled, for protocols that can stream them.
    fn events(&self) -> Option<EventFormat>;

    /// The other direction, for the fake service.
    #[cfg(feature = "fake")]
    fn service(&self) -> Option<&dyn ServiceProtocol> {
        None
    }
}

/// How a protocol spells events (Smithy 2.0, "Event streams").
#[derive(Clone, Copy, Debug)]
pub struct EventFormat {
    /// The codec of payloads that are documents.
    pub codec: &'static dyn Codec,
    /// What the header `:content-type` says of them.
    pub content_type: &'static str,
    /// Whether members beside the stream travel in a first message; REST protocols have
    /// other places for them.
    pub initial_messages: bool,
    /// What is accepted of one event.
    pub limits: Limits,
}

/// Whose members an initial message has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Initial {
    Request,
    #[cfg(feature = "fake")]
    Response,
}

/// What a response says of the error that it carries.
#[derive(Clone, Debug, Default)]
pub struct Failure {
    /// The error's name without namespace, or empty.
    pub code: String,
    /// The service's explanation.
    pub message: Option<String>,
    /// The position in [`OperationSchema::errors`], where the error is modelled.
    pub index: Option<usize>,
}
