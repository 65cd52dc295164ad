//! Owner to fill.
