//! Values that the standard library has no type for.
//!
//! Owns representation and text formats. Of schemas it knows the names of timestamp formats only,
//! of wire formats nothing.

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
