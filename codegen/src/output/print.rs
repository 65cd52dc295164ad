//! Tokens to text: with `prettyplease` where the feature `format` is on, else plainly, which
//! is quicker to build and to run and is what build scripts do.

use proc_macro2::TokenStream;

/// The text of a file.
#[cfg(not(feature = "format"))]
pub(super) fn print(tokens: TokenStream) -> String {
    super::plain::print(tokens)
}

/// The text of a file.
#[cfg(feature = "format")]
pub(super) fn print(tokens: TokenStream) -> String {
    let plain = tokens.to_string();
    // Emitted code always parses; if that is ever broken, the compiler says it best.
    syn::parse2(tokens).map_or(plain, |file| prettyplease::unparse(&file))
}
