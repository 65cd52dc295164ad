//! How an operation travels beside its members, as static data.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ty;
use crate::ir::{Checksum, Http, PathPart};

/// `&Http { .. }`.
pub(super) fn binding(http: &Http) -> TokenStream {
    let method = &http.method;
    let path = http.path.iter().map(part);
    let query = http.query.iter().map(|(name, value)| {
        let value = ty::maybe(value.as_ref().map(|it| quote!(#it)));
        quote!((#name, #value))
    });
    let status = Literal::u16_unsuffixed(http.status);
    quote! {
        &::tinsmith::rt::operation::Http {
            method: #method,
            path: &[#(#path),*],
            query: &[#(#query),*],
            status: #status,
        }
    }
}

fn part(part: &PathPart) -> TokenStream {
    let index = |index: usize| Literal::usize_unsuffixed(index);
    let part = match part {
        PathPart::Text(text) => quote!(Text(#text)),
        PathPart::Label(member) => {
            let member = index(*member);
            quote!(Label(#member))
        }
        PathPart::Greedy(member) => {
            let member = index(*member);
            quote!(Greedy(#member))
        }
        PathPart::Key(member) => {
            let member = index(*member);
            quote!(Key(#member))
        }
    };
    quote!(::tinsmith::rt::operation::PathPart::#part)
}

/// `&Checksum { .. }`.
pub(super) fn checksum(checksum: &Checksum) -> TokenStream {
    let Checksum {
        required,
        md5,
        response,
        ..
    } = checksum;
    let member = |index: Option<usize>| {
        let index = index.map(Literal::usize_unsuffixed);
        ty::maybe(index.map(|it| quote!(#it)))
    };
    let algorithm = member(checksum.algorithm);
    let validation_mode = member(checksum.validation_mode);
    quote! {
        &::tinsmith::rt::operation::Checksum {
            required: #required,
            md5: #md5,
            algorithm: #algorithm,
            validation_mode: #validation_mode,
            response: &[#(#response),*],
        }
    }
}
