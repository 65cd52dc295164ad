//! Signature Version 4, in both forms, against the vectors of other implementations.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod asymmetric;
mod case;
mod symmetric;
mod vector;
