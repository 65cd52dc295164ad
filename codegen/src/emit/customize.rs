//! What services want beyond their models, as rules of the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Attributes, Customization, Digests, Messages};

/// `&Rule { .. }`.
pub(super) fn rule(customization: &Customization) -> TokenStream {
    let rule = match customization {
        Customization::Header { name, value } => quote!(Header { name: #name, value: #value }),
        Customization::LateError => quote!(LateError),
        Customization::RawPath => quote!(RawPath),
        Customization::BucketName { member } => {
            let member = index(*member);
            quote!(BucketName { member: #member })
        }
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
        Customization::MessageDigests(digests) => message_digests(digests),
        Customization::QueryInBody => quote!(QueryInBody),
        Customization::TreeHash { header } => quote!(TreeHash { header: #header }),
        Customization::ResponseCrc32 { header } => quote!(ResponseCrc32 { header: #header }),
    };
    quote!(&::tinsmith::quirks::#rule)
}

fn index(member: usize) -> Literal {
    Literal::usize_unsuffixed(member)
}

fn message_digests(digests: &Digests) -> TokenStream {
    let messages = match digests.messages {
        Messages::Sent => quote!(Sent),
        Messages::SentTogether {
            entries,
            id,
            results,
        } => {
            let (entries, id, results) = (index(entries), index(id), index(results));
            quote!(SentTogether { entries: #entries, id: #id, results: #results })
        }
        Messages::Received { messages } => {
            let messages = index(messages);
            quote!(Received { messages: #messages })
        }
    };
    let (id, body) = (index(digests.id), index(digests.body));
    let body_md5 = index(digests.body_md5);
    let attributes = digests.attributes.iter().map(attributes);
    quote! {
        MessageDigests {
            messages: ::tinsmith::quirks::Messages::#messages,
            id: #id,
            body: #body,
            body_md5: #body_md5,
            attributes: &[#(#attributes),*],
        }
    }
}

fn attributes(attributes: &Attributes) -> TokenStream {
    let (member, md5) = (index(attributes.member), index(attributes.md5));
    let (text, binary) = (index(attributes.text), index(attributes.binary));
    let kind = index(attributes.kind);
    quote! {
        ::tinsmith::quirks::Attributes {
            member: #member,
            md5: #md5,
            kind: #kind,
            text: #text,
            binary: #binary,
        }
    }
}
