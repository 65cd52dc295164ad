//! `rpcv2Cbor` (Smithy 2.0, "Smithy RPC v2 CBOR protocol"): RPC v2 with CBOR documents.

use super::rpc_v2::{Format, RpcV2};
use crate::codec::cbor::{self, Cbor};

static FORMAT: Format = Format {
    protocol: "rpc-v2-cbor",
    content_type: "application/cbor",
    codec: &Cbor,
    empty: &[0xA0],
    decode_document: cbor::decode_document,
    #[cfg(feature = "fake")]
    service: super::rpc_v2::service::Format {
        absolute_services: true,
        encode_tagged: Cbor::encode_tagged,
        encode_document: cbor::encode_document,
    },
};

impl RpcV2 {
    /// `smithy.protocols#rpcv2Cbor`.
    pub const CBOR: Self = Self::new(&FORMAT);
}
