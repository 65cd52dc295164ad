//! Owner to fill.

/// Stub.
#[derive(Clone, Copy, Debug)]
pub struct Pattern;
