//! Errors at a span of the user's source, reported as compiler errors.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// An error, shown at the argument that it is about.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) span: Span,
    pub(crate) message: String,
    /// The file that the user probably meant, if the file does not exist.
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

    /// Code that fails to compile with this message.
    pub(crate) fn tokens(&self) -> TokenStream {
        let message = &self.message;
        quote_spanned!(self.span=> ::core::compile_error! { #message })
    }
}

/// A message followed by a help line, as in the generator's diagnostics.
pub(crate) fn with_help(message: String, help: Option<String>) -> String {
    match help {
        Some(help) => format!("{message}\n  = help: {help}"),
        None => message,
    }
}
