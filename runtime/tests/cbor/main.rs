//! The CBOR codec: values over a schema with every kind of shape, and the examples of RFC 8949.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
mod decode;
mod document;
mod encode;
mod examples;
#[path = "../json/fixture.rs"]
mod fixture;
mod numbers;
#[path = "../json/random.rs"]
mod random;
mod round_trip;
mod wire;
