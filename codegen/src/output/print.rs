//! Code to be checked in is formatted by `prettyplease` where the feature `format` is on.

use proc_macro2::TokenStream;

/// The text of a file that people read.
#[cfg(not(feature = "format"))]
pub(super) fn pretty(tokens: TokenStream) -> String {
    super::plain::print(tokens)
}

/// The text of a file that people read.
#[cfg(feature = "format")]
pub(super) fn pretty(tokens: TokenStream) -> String {
    // Emitted code always parses; if that is ever broken, the compiler says it best. A copy of
    // the tokens to print then would cost as much as parsing them.
    match syn::parse2(tokens) {
        Ok(file) => prettyplease::unparse(&file),
        Err(fault) => super::plain::print(fault.to_compile_error()),
    }
}
