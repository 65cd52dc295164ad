//! Protocols as the statics that a service names, and their types.
//!
//! Without its feature a protocol is [`Absent`], so that the only error is the sentence of
//! `require_features!`.

mod absent;

pub use crate::protocol::*;
pub use absent::Absent;

macro_rules! protocols {
    ($($(#[$docs:meta])* $feature:literal $name:ident: $type:ident = $value:expr;)*) => {
        $(
            $(#[$docs])*
            #[cfg(feature = $feature)]
            pub static $name: $type = $value;
            $(#[$docs])*
            #[cfg(not(feature = $feature))]
            pub static $name: Absent = Absent;
        )*
    };
}

protocols! {
    /// `aws.protocols#awsJson1_0`.
    "aws-json-1-0" AWS_JSON_1_0: AwsJson = AwsJson::V1_0;
    /// `aws.protocols#awsJson1_0` of a service with `aws.protocols#awsQueryCompatible`.
    "aws-json-1-0" AWS_JSON_1_0_QUERY_COMPATIBLE: AwsJson = AwsJson::V1_0.query_compatible();
    /// `aws.protocols#awsJson1_1`.
    "aws-json-1-1" AWS_JSON_1_1: AwsJson = AwsJson::V1_1;
    /// `aws.protocols#awsQuery`.
    "aws-query" AWS_QUERY: AwsQuery = AwsQuery::AWS;
    /// `aws.protocols#ec2Query`.
    "ec2-query" EC2_QUERY: AwsQuery = AwsQuery::EC2;
    /// `aws.protocols#restJson1`.
    "rest-json-1" REST_JSON_1: RestJson = RestJson;
    /// `aws.protocols#restXml`.
    "rest-xml" REST_XML: RestXml = RestXml::WRAPPED;
    /// `aws.protocols#restXml` with `noErrorWrapping`.
    "rest-xml" REST_XML_UNWRAPPED: RestXml = RestXml::UNWRAPPED;
    /// `smithy.protocols#rpcv2Cbor`.
    "rpc-v2-cbor" RPC_V2_CBOR: RpcV2 = RpcV2::CBOR;
    /// `smithy.protocols#rpcv2Cbor` of a service with `aws.protocols#awsQueryCompatible`.
    "rpc-v2-cbor" RPC_V2_CBOR_QUERY_COMPATIBLE: RpcV2 = RpcV2::CBOR.query_compatible();
    /// `smithy.protocols#rpcv2Json`.
    "rpc-v2-json" RPC_V2_JSON: RpcV2 = RpcV2::JSON;
}
