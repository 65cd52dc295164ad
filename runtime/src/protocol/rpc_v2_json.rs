//! `rpcv2Json` (Smithy 2.0, "Smithy RPC v2 JSON protocol"): RPC v2 with JSON documents.

use super::rpc_v2::{Format, RpcV2};
use crate::codec::json::{self, Json};

const CODEC: Json = Json::RPC_V2_JSON;

static FORMAT: Format = Format {
    protocol: "rpc-v2-json",
    content_type: "application/json",
    codec: &CODEC,
    empty: b"{}",
    decode_document: json::decode_document,
    #[cfg(feature = "fake")]
    service: super::rpc_v2::service::Format {
        absolute_services: false,
        encode_tagged: |tag, value, out| CODEC.encode_tagged(tag, value, out),
        encode_document: json::encode_document,
    },
};

impl RpcV2 {
    /// `smithy.protocols#rpcv2Json`.
    pub const JSON: Self = Self::new(&FORMAT);
}
