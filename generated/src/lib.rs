//! Clients for every model in `models/`, one module each.
//!
//! The build script generates them: a model file that is dropped in becomes a module, and a
//! `.toml` of the same name beside it says which operations, and what to correct.

include!(concat!(env!("OUT_DIR"), "/services.rs"));
