//! `restXml` in both directions: HTTP bindings around XML documents.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
mod errors;
mod fixture;
mod messages;
