//! Proofs of who sent a request: pure functions of request, credentials and time.
//!
//! Nothing here looks for credentials, reads a clock or sends anything.

pub mod credentials;
#[cfg(feature = "http-digest")]
pub(crate) mod digest;
pub mod sigv4;
mod skew;

pub use skew::ClockSkew;
