//! The AWS JSON protocols in both directions, and the fake service that uses them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod client;
mod fake;
mod fixture;
mod server;
mod service;
