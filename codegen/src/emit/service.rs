//! The service: the type that stands for it, its schema and its client.

use proc_macro2::TokenStream;
use quote::quote;

use super::attributes::{deprecated, docs as doc_lines};
use super::fields::{self, flag, list, some};
use super::{example, schema, settings};
use crate::ir::{Auth, Discovery, Ir, Operation, Protocol};

/// Of the service's module.
pub(super) fn docs(ir: &Ir) -> String {
    let example = example::example(ir).map(|code| format!("\n\n```text\n{code}\n```"));
    ir.service.docs.clone() + &example.unwrap_or_default()
}

pub(super) fn client(ir: &Ir) -> TokenStream {
    let mut items = marker(ir);
    items.extend(declaration(ir));
    items.extend(discovering(ir));
    items.extend(plumbing());
    items.extend(settings::declaration(&ir.service.settings));
    items.extend(calls(ir));
    items
}

fn marker(ir: &Ir) -> TokenStream {
    let marker = &ir.service.marker;
    let crate::ir::Id { namespace, name } = &ir.service.id;
    let text = doc_lines(&format!("The service `{namespace}#{name}` as a type."));
    quote! {
        #text
        #[derive(Clone, Copy, Debug)]
        pub enum #marker {}

        impl ::tinsmith::rt::operation::Service for #marker {
            const SCHEMA: &'static ::tinsmith::rt::operation::ServiceSchema = &SERVICE;
        }
    }
}

fn declaration(ir: &Ir) -> TokenStream {
    let service = &ir.service;
    let (id, version, sdk_id) = (schema::id(&service.id), &service.version, &service.sdk_id);
    let protocol = match service.protocol {
        Protocol::AwsJson10 => quote!(AWS_JSON_1_0),
        Protocol::AwsJson10QueryCompatible => quote!(AWS_JSON_1_0_QUERY_COMPATIBLE),
        Protocol::AwsJson11 => quote!(AWS_JSON_1_1),
        Protocol::RestJson1 => quote!(REST_JSON_1),
        Protocol::RestXml => quote!(REST_XML),
        Protocol::RestXmlUnwrapped => quote!(REST_XML_UNWRAPPED),
        Protocol::AwsQuery => quote!(AWS_QUERY),
        Protocol::Ec2Query => quote!(EC2_QUERY),
        Protocol::RpcV2Cbor => quote!(RPC_V2_CBOR),
        Protocol::RpcV2CborQueryCompatible => quote!(RPC_V2_CBOR_QUERY_COMPATIBLE),
        Protocol::RpcV2Json => quote!(RPC_V2_JSON),
    };
    let rules = service.endpoint.as_ref();
    let namespace = service.xml_namespace.as_ref();
    let operations = ir.operations.iter().map(|operation| {
        let (module, schema) = (&operation.module, &operation.schema);
        quote!(&super::#module::#schema)
    });
    let ty = quote!(::tinsmith::rt::operation::ServiceSchema);
    let value = fields::structure(
        &ty,
        &quote!(#id, &::tinsmith::rt::protocol::#protocol),
        [
            ("version", Some(quote!(#version))),
            ("sdk_id", Some(quote!(#sdk_id))),
            ("auth", Some(auth(&service.auth))),
            (
                "endpoint",
                some(rules.map(|_| quote!(&super::endpoint::ENDPOINT_RULES))),
            ),
            ("xml_namespace", some(namespace.map(schema::xml_namespace))),
            ("operations", list(operations)),
        ],
    );
    quote! {
        static SERVICE: #ty = #value;
    }
}

/// The operation that asks for endpoints, where there is one.
fn discovering(ir: &Ir) -> Option<TokenStream> {
    let id = schema::id(ir.service.discovery.as_ref()?);
    Some(quote! {
        pub(super) static DISCOVERY: ::tinsmith::rt::operation::OperationSchema =
            ::tinsmith::rt::operation::OperationSchema::discovering(#id);
    })
}

/// That an operation's endpoint is asked for.
pub(super) fn discovery(discovery: &Discovery) -> TokenStream {
    let Discovery { error, required } = discovery;
    let value = fields::structure(
        &quote!(::tinsmith::rt::operation::Discovery),
        &quote!(&super::client::DISCOVERY),
        [
            ("error", Some(quote!(#error))),
            ("required", flag(*required)),
        ],
    );
    quote!(&#value)
}

/// A list of authentication schemes.
pub(super) fn auth(schemes: &[Auth]) -> TokenStream {
    let schemes = schemes.iter().map(|scheme| match scheme {
        Auth::SigV4 { name } => {
            quote!(::tinsmith::rt::operation::AuthScheme::SigV4 { name: #name })
        }
        Auth::SigV4a { name } => {
            quote!(::tinsmith::rt::operation::AuthScheme::SigV4a { name: #name })
        }
        Auth::Bearer => quote!(::tinsmith::rt::operation::AuthScheme::Bearer),
        Auth::Basic => quote!(::tinsmith::rt::operation::AuthScheme::Basic),
        Auth::Digest => quote!(::tinsmith::rt::operation::AuthScheme::Digest),
        Auth::ApiKey {
            name,
            in_query,
            scheme,
        } => {
            let scheme = super::ty::maybe(scheme.as_ref().map(|scheme| quote!(#scheme)));
            let place = if *in_query {
                quote!(Query)
            } else {
                quote!(Header)
            };
            quote! {
                ::tinsmith::rt::operation::AuthScheme::ApiKey {
                    place: ::tinsmith::rt::operation::ApiKeyPlace::#place(#name),
                    scheme: #scheme,
                }
            }
        }
        Auth::None => quote!(::tinsmith::rt::operation::AuthScheme::None),
    });
    quote!(&[#(#schemes),*])
}

/// What every client has.
fn plumbing() -> TokenStream {
    quote! {
        /// A client of the service. Cloning it is cheap, and clones share connections.
        pub struct Client<M: ::tinsmith::client::Mode = ::tinsmith::Async>(::tinsmith::client::Client<M>);

        impl<M: ::tinsmith::client::Mode> ::core::clone::Clone for Client<M> {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }

        impl<M: ::tinsmith::client::Mode> ::core::fmt::Debug for Client<M> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }
    }
}

fn calls(ir: &Ir) -> TokenStream {
    let marker = &ir.service.marker;
    let methods = ir.operations.iter().map(call);
    let waiters = ir.operations.iter().flat_map(waits);
    let with_params = settings::constructor(&ir.service.settings);
    let any = quote!(O: ::tinsmith::rt::operation::Operation<Service = super::#marker>);
    let result = quote!(::core::result::Result<O::Output, ::tinsmith::Error<O::Error>>);
    quote! {
        impl<M: ::tinsmith::client::Mode> Client<M> {
            /// A client that works as `config` says.
            pub fn new(config: ::tinsmith::Config<M>) -> Self {
                Self(::tinsmith::client::Client::new(config, &SERVICE))
            }

            #with_params

            /// A call of any operation of the service, for an input that was built elsewhere.
            pub fn operation<#any>(&self) -> ::tinsmith::client::Call<M, O> {
                self.0.operation()
            }

            /// Sends an input that was built elsewhere for its output.
            pub fn call<#any>(&self, input: O::Input) -> M::Return<#result> {
                self.0.operation::<O>().send(input)
            }

            #(#methods)*
            #(#waiters)*
        }
    }
}

fn call(operation: &Operation) -> TokenStream {
    let Operation {
        method,
        marker,
        builder,
        ..
    } = operation;
    let text = doc_lines(&operation.docs);
    let deprecated = deprecated(operation.deprecated.as_ref());
    quote! {
        #text
        #deprecated
        pub fn #method(&self) -> super::#builder<::tinsmith::client::Call<M, super::#marker>> {
            super::#builder::with(self.0.operation())
        }
    }
}

fn waits(operation: &Operation) -> impl Iterator<Item = TokenStream> {
    let Operation {
        module,
        marker,
        builder,
        ..
    } = operation;
    operation.waiters.iter().map(move |waiter| {
        let (method, schema) = (&waiter.method, &waiter.schema);
        let text = doc_lines(&waiter.docs);
        let deprecated = deprecated(waiter.deprecated.as_ref());
        quote! {
            #text
            #deprecated
            pub fn #method(&self) -> super::#builder<::tinsmith::wait::Waiter<M, super::#marker>> {
                super::#builder::with(self.0.waiter(&super::#module::#schema))
            }
        }
    })
}
