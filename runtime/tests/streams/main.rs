//! Streams of bytes and of events, through clients, transports and the fake service.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bytes_in;
mod bytes_out;
mod checksums;
mod compression;
mod duplex;
mod event_calls;
mod event_signatures;
mod events;
mod fixture;
mod frames;
mod futures;
mod hashed;
mod lengths;
#[cfg(all(feature = "reqwest", feature = "tower", feature = "ureq"))]
mod limits;
mod rig;
mod sources;
mod stalls;
mod vectors;
