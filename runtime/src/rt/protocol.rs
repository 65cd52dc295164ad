//! Protocols as the statics that a service names, and their types.

pub use crate::protocol::*;

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
