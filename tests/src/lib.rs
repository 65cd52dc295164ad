//! What the tests of several packages share.

pub mod command;
pub mod conformance;
pub mod endpoints;
pub mod facts;
pub mod servers;
