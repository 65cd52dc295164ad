//! `restJson1` in both directions: HTTP bindings around JSON documents.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_requests;
mod bad_responses;
mod defaults;
mod fixture;
mod payloads;
mod requests;
mod responses;
mod routing;
