//! What stands for the client when there is none: the names that the user asked for, so
//! that the one error is not buried under what follows from it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use tinsmith_codegen::model::is_identifier;

use crate::arguments::Word;

/// What an operation's name is followed by in the names of its other types.
const SUFFIXES: [&str; 5] = ["", "Input", "InputBuilder", "Output", "Error"];

/// A module in which every name is imported from nowhere. The compiler reports the import
/// once, at `span`, and then says nothing of any use of the names.
pub(crate) fn module(name: &str, operations: &[Word], span: Span) -> TokenStream {
    let Some(name) = identifier(name) else {
        return TokenStream::new();
    };
    let names = operations
        .iter()
        .filter_map(|word| identifier(word.text.rsplit('#').next().unwrap_or_default()))
        .flat_map(|name| SUFFIXES.map(|suffix| format_ident!("{name}{suffix}")));
    let missing = Ident::new("what_the_error_above_is_about", span);
    quote! {
        pub mod #name {
            pub use super::#missing::{Client, #(#names),*};
        }
    }
}

fn identifier(text: &str) -> Option<Ident> {
    is_identifier(text).then(|| Ident::new(text, Span::call_site()))
}
