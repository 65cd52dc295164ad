//! What the tests of several packages share.

pub mod command;
pub mod conformance;
#[cfg(feature = "generate")]
pub mod differential;
#[cfg(feature = "generate")]
pub mod drop_in;
#[cfg(feature = "generate")]
pub mod endpoints;
#[cfg(feature = "generate")]
pub mod facts;
#[cfg(feature = "generate")]
mod models;
#[cfg(feature = "generate")]
mod packages;
pub mod servers;
#[cfg(feature = "wire")]
pub mod wire;
