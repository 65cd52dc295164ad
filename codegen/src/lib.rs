//! Placeholder.

pub mod diagnostic;
pub mod model;
pub mod suggest;
