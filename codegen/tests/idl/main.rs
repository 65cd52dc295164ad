//! Models in Smithy's IDL: what files of the official corpora stand for, what is refused
//! and where, and that no text makes the reader panic.

mod invalid;
mod protocol_tests;
mod support;
mod valid;
