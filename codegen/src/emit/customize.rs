//! What services want beyond their models, as rules of the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::Customization;

/// `&Rule { .. }`.
pub(super) fn rule(customization: &Customization) -> TokenStream {
    let rule = match customization {
        Customization::Header { name, value } => quote!(Header { name: #name, value: #value }),
        Customization::LateError => quote!(LateError),
        Customization::RawPath => quote!(RawPath),
        Customization::DefaultText { member, value } => {
            let member = index(*member);
            quote!(DefaultText { member: #member, value: #value })
        }
        Customization::TrimPrefix { member, prefixes } => {
            let member = index(*member);
            quote!(TrimPrefix { member: #member, prefixes: &[#(#prefixes),*] })
        }
        Customization::EndpointMember { member } => {
            let member = index(*member);
            quote!(EndpointMember { member: #member })
        }
        Customization::PresignedUrl {
            source,
            url,
            name,
            sends_regions,
        } => {
            let (source, url) = (index(*source), index(*url));
            quote! {
                PresignedUrl { source: #source, url: #url, name: #name, sends_regions: #sends_regions }
            }
        }
        Customization::TreeHash { header } => quote!(TreeHash { header: #header }),
        Customization::ResponseCrc32 { header } => quote!(ResponseCrc32 { header: #header }),
    };
    quote!(&::tinsmith::customize::#rule)
}

fn index(member: usize) -> Literal {
    Literal::usize_unsuffixed(member)
}
