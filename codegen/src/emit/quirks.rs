//! What services need beyond their models, as rules of the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{RuleValue, ServiceRule};

/// `&Rule { .. }`.
pub(super) fn rule(rule: &ServiceRule) -> TokenStream {
    let rule = structure(rule);
    quote!(&#rule)
}

fn structure(rule: &ServiceRule) -> TokenStream {
    let path = rule.name.split("::").map(|name| format_ident!("{name}"));
    let path = quote!(::tinsmith::rt::quirks::#(#path)::*);
    if rule.fields.is_empty() {
        return path;
    }
    let fields = rule.fields.iter().map(|(name, value)| {
        let (name, value) = (format_ident!("{name}"), self::value(value));
        quote!(#name: #value)
    });
    quote!(#path { #(#fields),* })
}

fn value(value: &RuleValue) -> TokenStream {
    match value {
        RuleValue::Index(member) => {
            let member = Literal::usize_unsuffixed(*member);
            quote!(#member)
        }
        RuleValue::Text(text) => quote!(#text),
        RuleValue::Texts(texts) => quote!(&[#(#texts),*]),
        RuleValue::Flag(flag) => quote!(#flag),
        RuleValue::Structure(rule) => structure(rule),
        RuleValue::List(values) => {
            let values = values.iter().map(self::value);
            quote!(&[#(#values),*])
        }
    }
}
