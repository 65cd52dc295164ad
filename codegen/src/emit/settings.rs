//! The type in which users set what only this service's endpoint rules ask for.

use proc_macro2::TokenStream;
use quote::quote;

use super::attributes::docs;
use crate::compile::endpoint::ParameterKind;
use crate::ir::Setting;

/// The type; nothing where there is nothing to set.
pub(super) fn declaration(settings: &[Setting]) -> TokenStream {
    if settings.is_empty() {
        return TokenStream::new();
    }
    let setters = settings.iter().map(setter);
    quote! {
        /// Settings of this service's endpoint rules, for `Client::with_params`.
        #[derive(Clone, Debug, Default)]
        pub struct ClientParams(::tinsmith::rt::endpoint::ClientParams);

        impl ClientParams {
            #(#setters)*
        }
    }
}

/// The constructor of a client with such settings, likewise.
pub(super) fn constructor(settings: &[Setting]) -> TokenStream {
    if settings.is_empty() {
        return TokenStream::new();
    }
    quote! {
        /// The same with settings that only this service has.
        pub fn with_params(config: ::tinsmith::Config<M>, params: ClientParams) -> Self {
            Self(::tinsmith::client::Client::with_params(config, params.0, &SERVICE))
        }
    }
}

fn setter(setting: &Setting) -> TokenStream {
    let Setting {
        parameter, setter, ..
    } = setting;
    let text = docs(&setting.docs);
    let (with, argument) = match setting.kind {
        ParameterKind::Boolean => (quote!(with_flag), quote!(bool)),
        ParameterKind::String => (
            quote!(with_text),
            quote!(impl ::core::convert::Into<::std::string::String>),
        ),
        ParameterKind::StringArray => (
            quote!(with_list),
            quote! {
                impl ::core::iter::IntoIterator<
                    Item = impl ::core::convert::Into<::std::string::String>,
                >
            },
        ),
    };
    quote! {
        #text
        #[must_use]
        pub fn #setter(self, value: #argument) -> Self {
            Self(self.0.#with(#parameter, value))
        }
    }
}
