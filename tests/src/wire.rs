//! What clients send, byte by byte: adapters to HTTP clients against servers on loopback that
//! verify signatures and framing from the bytes, and answer well or badly.
//!
//! A case says what is called and what must come of it; a table has every case for every adapter.

mod adapters;
mod bench;
mod cases;
mod server;
mod services;
mod soak;
mod stores;
mod table;
mod tools;
mod verify;

pub use adapters::Adapter;
pub use soak::{Report, Soak, soak};
pub use stores::Store;
pub use table::{Table, run};
