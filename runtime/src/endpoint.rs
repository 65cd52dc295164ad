//! Owner to fill.

/// Stub.
#[derive(Debug)]
pub struct RuleSet;
