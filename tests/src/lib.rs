//! What the tests of several packages share.

pub mod command;
pub mod conformance;
#[cfg(feature = "generate")]
pub mod endpoints;
#[cfg(feature = "generate")]
pub mod facts;
pub mod servers;
