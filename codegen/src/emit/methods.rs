//! What ends a builder: `build`, and on inputs `send`, `wait` and the like.

use proc_macro2::TokenStream;
use quote::quote;

use super::builder::Builder;
use crate::ir::{Role, Structure};

pub(super) fn all(builder: &Builder<'_>) -> TokenStream {
    let mut items = builder.build();
    if let Role::Input { paged, waited } = builder.structure.role {
        items.extend(builder.call(paged));
        if waited {
            items.extend(builder.wait());
        }
    }
    items
}

impl Builder<'_> {
    /// `where A: required::A, ..`.
    fn proven(&self) -> TokenStream {
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
        let proven = self.proven();
        quote! {
            impl #generics super::#builder #arguments {
                /// The finished value.
                pub fn build(self) -> super::#name #proven {
                    self.value
                }
            }
        }
    }

    /// The `impl` of methods for a context; `mode` is `M` or one of the two.
    fn on(
        &self,
        context: &TokenStream,
        mode: Option<TokenStream>,
        methods: &TokenStream,
    ) -> TokenStream {
        let Structure { name, builder, .. } = self.structure;
        let parameters = &self.parameters;
        let any = mode.is_none().then(|| quote!(M: ::tinsmith::client::Mode,));
        let mode = mode.unwrap_or_else(|| quote!(M));
        let arguments = self.arguments(&quote!(#context<#mode, O>));
        quote! {
            impl<#any O: ::tinsmith::operation::Operation<Input = super::#name>, #(#parameters),*>
                super::#builder #arguments
            {
                #methods
            }
        }
    }

    fn call(&self, paged: bool) -> TokenStream {
        let proven = self.proven();
        let call = quote!(::tinsmith::client::Call);
        let paginator = paged.then(|| {
            quote! {
                /// All pages, one after the other.
                pub fn into_paginator(self) -> ::tinsmith::paginate::Paginator<M, O> #proven {
                    self.context.paginate(self.value)
                }
            }
        });
        let any = quote! {
            /// Changes the call: its headers, time limits, endpoint and the like.
            pub fn customize(mut self, change: impl ::core::ops::FnOnce(#call<M, O>) -> #call<M, O>) -> Self {
                self.context = change(self.context);
                self
            }

            #paginator
        };
        let result = quote!(::core::result::Result<O::Output, ::tinsmith::Error<O::Error>>);
        let future = quote! {
            /// Sends the request and waits for the output.
            pub fn send(self) -> impl ::core::future::Future<Output = #result> + 'static #proven {
                self.context.send(self.value)
            }
        };
        let blocking = quote! {
            /// Sends the request and returns the output.
            pub fn send(self) -> #result #proven {
                self.context.send(self.value)
            }
        };
        let mut items = self.on(&call, None, &any);
        items.extend(self.on(&call, Some(quote!(::tinsmith::Async)), &future));
        items.extend(self.on(&call, Some(quote!(::tinsmith::Blocking)), &blocking));
        items
    }

    fn wait(&self) -> TokenStream {
        let proven = self.proven();
        let waiter = quote!(::tinsmith::wait::Waiter);
        let any = quote! {
            /// Changes the wait: its pauses and who is told of each poll.
            pub fn customize(mut self, change: impl ::core::ops::FnOnce(#waiter<M, O>) -> #waiter<M, O>) -> Self {
                self.context = change(self.context);
                self
            }
        };
        let result = quote! {
            ::core::result::Result<::tinsmith::wait::Poll<O>, ::tinsmith::wait::WaitError<O>>
        };
        let future = quote! {
            /// Polls until the wait is over, for `limit` at most.
            pub fn wait(self, limit: ::core::time::Duration)
                -> impl ::core::future::Future<Output = #result> + 'static #proven
            {
                self.context.wait(self.value, limit)
            }
        };
        let blocking = quote! {
            /// Polls until the wait is over, for `limit` at most.
            pub fn wait(self, limit: ::core::time::Duration) -> #result #proven {
                self.context.wait(self.value, limit)
            }
        };
        let mut items = self.on(&waiter, None, &any);
        items.extend(self.on(&waiter, Some(quote!(::tinsmith::Async)), &future));
        items.extend(self.on(&waiter, Some(quote!(::tinsmith::Blocking)), &blocking));
        items
    }
}
