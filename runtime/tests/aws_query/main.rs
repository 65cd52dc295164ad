//! Forms, and the protocol `awsQuery` in both directions.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod client;
mod decode;
mod fixture;
mod form;
mod server;
