//! The enum of an operation's errors.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::attributes::docs;
use crate::ir::{ErrorEnum, Name};

pub(super) fn item(error: &ErrorEnum, operation: &Name) -> TokenStream {
    let ErrorEnum {
        name, unmodelled, ..
    } = error;
    let text = docs(&format!(
        "The errors of [`{operation}`](super::{operation})."
    ));
    let variants = error.variants.iter().enumerate().map(|(index, variant)| {
        let index = Literal::usize_unsuffixed(index);
        let (name, structure) = (&variant.name, &variant.structure);
        quote!(#index => #name(super::#structure))
    });
    quote! {
        ::tinsmith::rt::error_enum! {
            #text
            #name, #unmodelled { #(#variants),* }
        }
    }
}
