//! `rpcv2Cbor` and `rpcv2Json`, in both directions.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
mod client;
mod fixture;
mod json;
mod service;
