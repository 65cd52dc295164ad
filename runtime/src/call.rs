//! One call from its input to its output, without IO: requests, signing, retries, errors.

pub mod error;
pub(crate) mod exchange;
pub mod quirks;
pub mod retry;
pub(crate) mod settings;
pub mod token;
pub mod wire;
