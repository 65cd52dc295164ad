//! What generated code declares: schemas, operations, and the values that they describe.
//! Static data and the traits that it points at; whoever interprets them is above.

pub mod debug;
pub mod operation;
pub mod schema;
pub mod value;
