//! Nothing: what is measured is the crate below.
