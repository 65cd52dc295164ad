//! An open enum of strings or of integers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::attributes::{Derives, docs};
use crate::ir::{EnumValues, Enumeration};

pub(super) fn item(enumeration: &Enumeration, derives: &Derives) -> TokenStream {
    let Enumeration { name, unknown, .. } = enumeration;
    let text = docs(&enumeration.docs);
    let more = &derives.alone;
    match &enumeration.values {
        EnumValues::Strings(values) => {
            let values = values.iter().map(|it| {
                let (text, name, value) = (docs(&it.docs), &it.name, &it.value);
                quote!(#text #name = #value)
            });
            quote! {
                ::tinsmith::rt::string_enum! {
                    #text
                    #more
                    #name, #unknown { #(#values),* }
                }
            }
        }
        EnumValues::Integers(values) => {
            let values = values.iter().map(|it| {
                let (text, name) = (docs(&it.docs), &it.name);
                let value = Literal::i32_unsuffixed(it.value);
                quote!(#text #name = #value)
            });
            quote! {
                ::tinsmith::rt::int_enum! {
                    #text
                    #more
                    #name, #unknown { #(#values),* }
                }
            }
        }
    }
}
