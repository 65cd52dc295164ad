//! What ends a builder: `build`, and on inputs `send`, `wait` and the like.

use proc_macro2::TokenStream;
use quote::quote;

use super::attributes::docs;
use super::builder::Builder;
use crate::ir::{Operation, Structure};

pub(super) fn all(builder: &Builder<'_>, operations: &[&Operation]) -> TokenStream {
    let mut items = builder.build();
    for operation in operations {
        items.extend(builder.call(operation));
        if !operation.waiters.is_empty() {
            items.extend(builder.wait(operation));
        }
    }
    items
}

impl Builder<'_> {
    /// `where A: required::A, ..`.
    fn where_clause(&self) -> TokenStream {
        let bounds = self.structure.required().map(|(_, requirement)| {
            let (parameter, marker) = (&requirement.parameter, &requirement.marker);
            quote!(#parameter: super::required::#marker)
        });
        let bounds: Vec<_> = bounds.collect();
        if bounds.is_empty() {
            TokenStream::new()
        } else {
            quote!(where #(#bounds),*)
        }
    }

    fn build(&self) -> TokenStream {
        let Structure { name, builder, .. } = self.structure;
        let parameters = &self.parameters;
        let generics = if parameters.is_empty() {
            TokenStream::new()
        } else {
            quote!(<#(#parameters),*>)
        };
        let arguments = self.arguments(&quote!(()));
        let where_clause = self.where_clause();
        quote! {
            impl #generics super::#builder #arguments {
                /// The finished value.
                pub fn build(self) -> super::#name #where_clause {
                    self.value
                }
            }
        }
    }

    /// The methods of a builder whose context is `context`, of clients of either mode.
    fn impl_block(
        &self,
        context: &TokenStream,
        operation: &Operation,
        methods: &TokenStream,
    ) -> TokenStream {
        let (builder, marker) = (&self.structure.builder, &operation.marker);
        let parameters = &self.parameters;
        let arguments = self.arguments(&quote!(#context<M, super::#marker>));
        quote! {
            impl<M: ::tinsmith::client::Mode, #(#parameters),*> super::#builder #arguments {
                #methods
            }
        }
    }

    fn call(&self, operation: &Operation) -> TokenStream {
        let where_clause = self.where_clause();
        let marker = &operation.marker;
        let call = quote!(::tinsmith::client::Call);
        let paginator = operation.paging.as_ref().map(|_| {
            quote! {
                /// All pages, one after the other.
                pub fn into_paginator(self) -> ::tinsmith::paginate::Paginator<M, super::#marker>
                #where_clause
                {
                    self.context.paginate(self.value)
                }
            }
        });
        let customize = customize(
            "Configures this call: its headers, time limits, endpoint and more.",
            &quote!(#call<M, super::#marker>),
        );
        let terminals = terminals_of_call(operation);
        let terminals = terminals.iter().map(|it| it.method(&where_clause));
        let methods = quote!(#customize #paginator #(#terminals)*);
        self.impl_block(&call, operation, &methods)
    }

    fn wait(&self, operation: &Operation) -> TokenStream {
        let marker = &operation.marker;
        let waiter = quote!(::tinsmith::wait::Waiter);
        let customize = customize(
            "Configures this wait: its pauses, and a callback for each poll.",
            &quote!(#waiter<M, super::#marker>),
        );
        let wait = Terminal {
            docs: "Polls until the wait is over, for `limit` at most.",
            name: quote!(wait),
            parameter: Some((quote!(limit: ::core::time::Duration), quote!(limit))),
            output: quote!(::tinsmith::wait::Poll<super::#marker>),
            error: quote!(::tinsmith::wait::WaitError<super::#marker>),
        };
        let wait = wait.method(&self.where_clause());
        self.impl_block(&waiter, operation, &quote!(#customize #wait))
    }
}

/// The method that changes the context of a builder.
fn customize(text: &str, context: &TokenStream) -> TokenStream {
    let text = docs(text);
    quote! {
        #text
        pub fn customize(mut self, change: impl ::core::ops::FnOnce(#context) -> #context) -> Self {
            self.context = change(self.context);
            self
        }
    }
}

/// A method that uses a builder up.
struct Terminal {
    docs: &'static str,
    name: TokenStream,
    /// What it takes besides the builder, and how that is passed on.
    parameter: Option<(TokenStream, TokenStream)>,
    /// What it ends with.
    output: TokenStream,
    error: TokenStream,
}

impl Terminal {
    fn method(&self, where_clause: &TokenStream) -> TokenStream {
        let Self {
            name,
            output,
            error,
            ..
        } = self;
        let text = docs(self.docs);
        let (parameter, passed) = self.parameter.clone().unzip();
        quote! {
            #text
            pub fn #name(self, #parameter) -> M::Return<::core::result::Result<#output, #error>>
            #where_clause
            {
                self.context.#name(self.value, #passed)
            }
        }
    }
}

fn terminals_of_call(operation: &Operation) -> [Terminal; 4] {
    let (output, error) = (&operation.output, &operation.error.name);
    let terminal = |docs, name, output| Terminal {
        docs,
        name,
        parameter: None,
        output,
        error: quote!(::tinsmith::Error<super::#error>),
    };
    let presign = Terminal {
        parameter: Some((quote!(expires: ::core::time::Duration), quote!(expires))),
        ..terminal(
            "Signs a request that can be sent without credentials until `expires` has passed.",
            quote!(presign),
            quote!(::tinsmith::client::Presigned),
        )
    };
    [
        terminal(
            "Sends the request and returns its output.",
            quote!(send),
            quote!(super::#output),
        ),
        terminal(
            "Sends the request and returns the output with the response that carried it.",
            quote!(reply),
            quote!(::tinsmith::client::Reply<super::#output>),
        ),
        presign,
        terminal(
            "Explains the request that would be sent.",
            quote!(explain),
            quote!(::tinsmith::client::Explained),
        ),
    ]
}
