//! Types of values that the standard library lacks.
//!
//! Owns representations and text formats. Knows the names of timestamp formats, but no schemas
//! and no wire formats.

mod big;
mod blob;
mod document;
pub mod map;
mod serde_enums;
#[cfg(feature = "serde")]
mod serde_impls;
mod timestamp;

pub use big::{BigDecimal, BigInteger, NumberError};
pub use blob::Blob;
pub use document::{Document, Number};
pub(crate) use timestamp::civil;
pub use timestamp::{Timestamp, TimestampError, TimestampFormat};
