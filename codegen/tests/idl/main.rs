//! Models in Smithy's IDL: what files of the official corpora stand for, what is refused
//! and where, and that no text makes the reader panic.

mod groups;
mod invalid;
mod lexical;
mod literals;
mod messages;
mod mistakes;
mod protocol_tests;
mod robust;
mod shapes;
mod support;
mod traits;
mod valid;
