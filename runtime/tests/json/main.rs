//! The JSON codec: values over a schema with every kind of shape, and the `JSONTestSuite`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod decode;
mod decode_errors;
mod encode;
mod fixture;
mod random;
mod round_trip;
mod secrets;
mod suite;
