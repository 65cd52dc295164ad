//! What the tests of several packages share.

pub mod endpoints;
pub mod servers;
