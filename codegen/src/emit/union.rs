//! A union: an open enum, and its tables.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::attributes::{Derives, docs};
use super::ty;
use crate::ir::{Union, Variant};

pub(super) fn item(union: &Union, derives: &Derives) -> TokenStream {
    let Union { name, unknown, .. } = union;
    let text = docs(&union.docs);
    let Derives {
        more,
        non_exhaustive,
        ..
    } = derives;
    let schema = ty::schema(&union.schema);
    let variants = union.variants.iter().map(|it| variant(it, derives));
    let table = union.variants.iter().enumerate().map(|(index, variant)| {
        let (index, name) = (Literal::usize_unsuffixed(index), &variant.name);
        quote!(#index => #name)
    });
    quote! {
        #text
        #[derive(Clone, PartialEq #more)]
        #non_exhaustive
        pub enum #name {
            #(#variants)*
            /// A member newer than the model.
            #unknown {
                /// The member's name.
                name: ::std::string::String,
                /// What it holds.
                value: ::tinsmith::Document,
            },
        }

        ::tinsmith::rt::union!(#name, #schema, #unknown, { #(#table),* });
    }
}

fn variant(variant: &Variant, derives: &Derives) -> TokenStream {
    let text = docs(&variant.docs);
    let name = &variant.name;
    let ty = ty::ty(&variant.ty);
    let wire_name = derives.wire_name(&variant.member);
    quote! {
        #text
        #wire_name
        #name(#ty),
    }
}
