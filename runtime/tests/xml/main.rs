//! The XML codec: values over a schema with every kind of shape and every XML trait.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod decode;
mod decode_errors;
mod encode;
mod fixture;
mod payload;
mod syntax;
mod unions;
