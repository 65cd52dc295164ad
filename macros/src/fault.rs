//! Faults at a place in the user's source, as the compiler's own errors.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// One error, shown at the argument that it is about.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) span: Span,
    pub(crate) message: String,
    /// The file that the user probably meant, where it is a file that is wrong.
    pub(crate) meant: Option<String>,
}

impl Fault {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            meant: None,
        }
    }

    /// The error as code that does not compile, with this message.
    pub(crate) fn tokens(&self) -> TokenStream {
        let message = &self.message;
        quote_spanned!(self.span=> ::core::compile_error! { #message })
    }
}

/// A message with the way out below it, as in the messages of the generator.
pub(crate) fn with_help(message: String, help: Option<String>) -> String {
    match help {
        Some(help) => format!("{message}\n  = help: {help}"),
        None => message,
    }
}
