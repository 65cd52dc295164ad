//! One marker trait for each name of a required member, which says in the compiler's words
//! what to call.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Ir, Marker};

/// Of the module.
pub(super) const DOCS: &str = "Proofs that required members were set, one trait for each name. \
Nothing else implements them: they exist for the compiler's messages.";

pub(super) fn module(ir: &Ir) -> TokenStream {
    ir.markers.iter().map(marker).collect()
}

fn marker(Marker { name, setter }: &Marker) -> TokenStream {
    let (setter, plain) = (setter.as_str(), setter.plain());
    let text = format!(" `{plain}` was set.");
    let message = format!("`{plain}` is required, but was never set");
    let label = format!("call `.{setter}(..)` before this");
    quote! {
        #[doc = #text]
        #[diagnostic::on_unimplemented(message = #message, label = #label)]
        pub trait #name {}

        #[diagnostic::do_not_recommend]
        impl #name for ::tinsmith::rt::Set {}
    }
}
