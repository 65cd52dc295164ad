//! What generated code declares: schemas, operations, and the values that they describe.
//! Static data, and the traits that it points at; the layers above interpret and implement them.

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
