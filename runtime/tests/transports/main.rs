//! The adapters to HTTP clients, against a server of plain sockets on loopback.

#![cfg(all(feature = "reqwest", feature = "tower", feature = "ureq"))]
#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod encodings;
mod exact;
mod failures;
mod floods;
mod given;
mod lengths;
mod redirects;
mod responses;
mod rig;
mod server;
mod stalls;
#[cfg(all(feature = "reqwest-rustls-ring", feature = "ureq-rustls"))]
mod tls;
mod uploads;
