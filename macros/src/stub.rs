//! The replacement of a client that could not be generated: declares the names that the user
//! asked for, so that follow-up errors do not hide the actual one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use tinsmith_codegen::model::is_identifier;

use crate::arguments::Word;

/// The suffixes of the names of an operation's types.
const SUFFIXES: [&str; 5] = ["", "Input", "InputBuilder", "Output", "Error"];

/// A module that imports every name from a module that does not exist. The compiler reports the
/// import once, at `span`, and does not report uses of the names.
pub(crate) fn module(name: &str, operations: &[Word], span: Span) -> TokenStream {
    let Some(name) = identifier(name) else {
        return TokenStream::new();
    };
    let names = operations
        .iter()
        .filter_map(|word| identifier(word.text.rsplit('#').next().unwrap_or_default()))
        .flat_map(|name| SUFFIXES.map(|suffix| format_ident!("{name}{suffix}")));
    let missing = Ident::new("not_generated_see_the_error_above", span);
    quote! {
        pub mod #name {
            pub use super::#missing::{Client, #(#names),*};
        }
    }
}

fn identifier(text: &str) -> Option<Ident> {
    is_identifier(text).then(|| Ident::new(text, Span::call_site()))
}
