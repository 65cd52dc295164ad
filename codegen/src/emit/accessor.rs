//! The methods of a structure that borrow or copy the values of its fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::ty;
use crate::ir::{Accessor, Field, Presence, Structure, Type};

pub(super) fn all(structure: &Structure) -> Option<TokenStream> {
    let name = &structure.name;
    let accessors = structure.fields.iter().filter_map(|field| {
        let (name, returned) = (&field.name, returned(field)?);
        Some(quote!(#name: #returned))
    });
    let accessors: Vec<_> = accessors.collect();
    (!accessors.is_empty()).then(|| quote!(::tinsmith::rt::accessors!(#name, { #(#accessors),* });))
}

fn returned(field: &Field) -> Option<TokenStream> {
    let is_optional = matches!(field.presence, Presence::Optional);
    let borrowed = match (field.accessor, &field.ty) {
        (Accessor::Absent, _) => return None,
        (Accessor::Copied, _) => return Some(ty::field(field)),
        (Accessor::Borrowed, Type::List(element)) => {
            let element = ty::ty(element);
            return Some(quote!(&[#element]));
        }
        (Accessor::Borrowed, Type::String) => quote!(&str),
        (Accessor::Borrowed, Type::Boxed(held)) => reference(held),
        (Accessor::Borrowed, held) => reference(held),
    };
    Some(if is_optional {
        ty::option(&borrowed)
    } else {
        borrowed
    })
}

fn reference(held: &Type) -> TokenStream {
    let held = ty::ty(held);
    quote!(&#held)
}
