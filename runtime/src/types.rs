//! Values that the standard library has no type for.
//!
//! Owns representation and text formats; knows no schema and no wire format.

mod big;
mod blob;
mod document;
mod timestamp;

pub use big::{BigDecimal, BigInteger};
pub use blob::Blob;
pub use document::{Document, Number};
pub use timestamp::Timestamp;
