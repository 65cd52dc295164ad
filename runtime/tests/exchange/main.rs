//! Calls in a scripted world: a transport that answers from a script, a clock moved by hand,
//! numbers that repeat.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod bodies;
mod buckets;
mod digest;
mod discovery;
mod endpoints;
mod errors;
mod futures;
mod identity;
mod objects;
mod paginate;
mod presign;
mod preview;
mod quirks;
mod random;

mod requests;
mod retries;
mod rig;
mod script;
mod service;
mod sessions;
mod setup;
mod signatures;
mod skew;
mod store;
mod timeouts;
mod tokens;
mod validation;
mod variables;
mod vault;
mod wait;
