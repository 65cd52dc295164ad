//! The interfaces to the outside: bodies, transports, the clock, randomness. Knows bytes and
//! HTTP, but no models or services.

pub mod body;
#[cfg(feature = "checksum")]
pub mod checksum;
pub mod clock;
#[cfg(feature = "gzip")]
pub(crate) mod compression;
pub mod entropy;
pub(crate) mod environment;
pub mod transport;
