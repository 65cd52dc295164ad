//! Wire formats: how a structure is spelled in bytes.
//!
//! Owns what all formats share, client error correction among it. A codec knows schemas and
//! values; it knows no operation and no HTTP.

#[cfg(any(feature = "cbor", feature = "json", feature = "xml"))]
pub(crate) mod budget;
#[cfg(feature = "cbor")]
#[cfg_attr(
    not(feature = "rpc-v2-cbor"),
    allow(dead_code, reason = "only protocols use it")
)]
pub mod cbor;
#[cfg(any(feature = "cbor", feature = "json", feature = "xml"))]
pub(crate) mod correction;
#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "query")]
pub mod query;
#[cfg(any(feature = "json", feature = "xml"))]
mod scan;
#[cfg(any(feature = "cbor", feature = "json", feature = "xml"))]
mod seen;
#[cfg(any(feature = "rest-json-1", feature = "xml"))]
#[cfg_attr(
    not(any(
        feature = "rest-json-1",
        feature = "rest-xml",
        feature = "aws-query",
        feature = "ec2-query"
    )),
    allow(dead_code, reason = "only protocols use it")
)]
pub(crate) mod text;
#[cfg(feature = "xml")]
#[cfg_attr(
    not(any(feature = "rest-xml", feature = "aws-query", feature = "ec2-query")),
    allow(dead_code, reason = "only protocols use it")
)]
pub mod xml;

pub use crate::model::codec::{Codec, DecodeError, Decoded, EncodeError, Limits, Missing, Part};
#[cfg(any(feature = "cbor", feature = "json", feature = "xml"))]
pub(crate) use seen::Seen;
