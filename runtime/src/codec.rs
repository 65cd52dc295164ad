//! Wire formats, which encode and decode structures.
//!
//! Owns the code that all formats share, such as client error correction. A codec knows schemas
//! and values, but no operations and no HTTP.

#[cfg(feature = "_codec")]
pub(crate) mod budget;
#[cfg(feature = "cbor")]
#[cfg_attr(
    not(feature = "rpc-v2-cbor"),
    allow(dead_code, reason = "only protocols use it")
)]
pub mod cbor;
#[cfg(feature = "_codec")]
pub(crate) mod correction;
#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "query")]
pub mod query;
#[cfg(any(feature = "json", feature = "xml"))]
mod scan;
#[cfg(feature = "_codec")]
mod seen;
#[cfg(any(feature = "rest-json-1", feature = "xml"))]
#[cfg_attr(
    not(any(feature = "rest-json-1", feature = "_xml-protocol")),
    allow(dead_code, reason = "only protocols use it")
)]
pub(crate) mod text;
#[cfg(feature = "xml")]
#[cfg_attr(
    not(feature = "_xml-protocol"),
    allow(dead_code, reason = "only protocols use it")
)]
pub mod xml;

pub use crate::model::codec::{Codec, DecodeError, Decoded, EncodeError, Limits, Missing, Part};
#[cfg(feature = "_codec")]
pub(crate) use seen::Seen;
