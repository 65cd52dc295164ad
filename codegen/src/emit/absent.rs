//! Operations that are not generated: methods of the client that the compiler refuses, with advice.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Absent, Ir};

/// Of the module.
pub(super) const DOCS: &str = "Operations of the model that were not generated, one trait for \
each. Nothing implements them: they exist for the compiler's messages.";

pub(super) fn module(ir: &Ir) -> TokenStream {
    let declarations = ir.absent.iter().map(|(advice, operations)| {
        let operations = operations.iter().map(|it| {
            let Absent {
                marker,
                method,
                message,
            } = it;
            quote!(#marker = #method: #message)
        });
        quote! {
            ::tinsmith::rt::absent! { super::Client, #advice { #(#operations),* } }
        }
    });
    declarations.collect()
}
