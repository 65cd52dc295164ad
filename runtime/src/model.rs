//! The declarations of generated code: schemas, operations, and the values that they describe.
//!
//! Holds static data and the traits that this data points at. Other layers interpret the data
//! and implement the traits.

pub(crate) mod codec;
pub mod debug;
pub(crate) mod endpoint;
pub(crate) mod expression;
pub mod operation;
pub(crate) mod path;
pub mod pattern;
pub(crate) mod protocol;
pub(crate) mod quirk;
pub mod schema;
pub(crate) mod secrets;
pub(crate) mod streaming;
pub mod value;
