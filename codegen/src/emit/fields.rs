//! Structures of the runtime as a constructor and the fields that differ from what it gives:
//! `Http { status: 201, ..Http::new("GET") }`. Such code compiles with runtimes that have more
//! fields; a complete literal would not.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::ty;

/// The structure at the path `ty` that `new` gives, with the fields that have a value.
pub(super) fn structure<const N: usize>(
    ty: &TokenStream,
    new: &TokenStream,
    fields: [(&str, Option<TokenStream>); N],
) -> TokenStream {
    let fields = fields.into_iter().filter_map(|(name, value)| {
        let (name, value) = (format_ident!("{name}"), value?);
        Some(quote!(#name: #value))
    });
    let fields: Vec<_> = fields.collect();
    if fields.is_empty() {
        quote!(#ty::new(#new))
    } else {
        quote!(#ty { #(#fields,)* ..#ty::new(#new) })
    }
}

/// A list, unless it is empty.
pub(super) fn list(items: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| quote!(&[#(#items),*]))
}

/// `true`, or nothing.
pub(super) fn flag(is: bool) -> Option<TokenStream> {
    is.then(|| quote!(true))
}

/// `Some(value)`, or nothing.
pub(super) fn some(value: Option<TokenStream>) -> Option<TokenStream> {
    value.map(|value| ty::maybe(Some(value)))
}

/// `Some(index)`, or nothing.
pub(super) fn index(index: Option<usize>) -> Option<TokenStream> {
    let index = Literal::usize_unsuffixed(index?);
    some(Some(quote!(#index)))
}
