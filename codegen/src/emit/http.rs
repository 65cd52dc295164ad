//! How an operation travels beside its members, as static data.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::fields::{self, flag, index, list};
use super::ty;
use crate::ir::{Checksum, Http, PathPart};

/// The status of a success for which the model gives no other.
const OK: u16 = 200;

/// `&Http { .. }`.
pub(super) fn binding(http: &Http) -> TokenStream {
    let method = &http.method;
    let query = http.query.iter().map(|(name, value)| {
        let value = ty::maybe(value.as_ref().map(|it| quote!(#it)));
        quote!((#name, #value))
    });
    let status = Some(http.status).filter(|it| *it != OK);
    let status = status.map(|it| Literal::u16_unsuffixed(it).into_token_stream());
    let value = fields::structure(
        &quote!(::tinsmith::rt::operation::Http),
        &quote!(#method),
        [
            ("path", list(http.path.iter().map(part))),
            ("query", list(query)),
            ("status", status),
        ],
    );
    quote!(&#value)
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
    let response = checksum.response.iter().map(|name| quote!(#name));
    let value = fields::structure(
        &quote!(::tinsmith::rt::operation::Checksum),
        &TokenStream::new(),
        [
            ("required", flag(checksum.required)),
            ("md5", flag(checksum.md5)),
            ("algorithm", index(checksum.algorithm)),
            ("validation_mode", index(checksum.validation_mode)),
            ("response", list(response)),
        ],
    );
    quote!(&#value)
}
