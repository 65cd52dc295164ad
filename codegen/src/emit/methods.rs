//! What ends a builder: `build`, and on inputs `send`, `wait` and the like.

use proc_macro2::TokenStream;
use quote::quote;

use super::attributes::docs;
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
        let mut items = self.on(&call, None, &any);
        for is_async in [true, false] {
            let mode = if is_async {
                quote!(::tinsmith::Async)
            } else {
                quote!(::tinsmith::Blocking)
            };
            let ends = ends_of_call().map(|end| end.method(is_async, &proven));
            items.extend(self.on(&call, Some(mode), &ends.collect()));
        }
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
        let mut items = self.on(&waiter, None, &any);
        for is_async in [true, false] {
            let mode = if is_async {
                quote!(::tinsmith::Async)
            } else {
                quote!(::tinsmith::Blocking)
            };
            items.extend(self.on(
                &waiter,
                Some(mode),
                &end_of_wait().method(is_async, &proven),
            ));
        }
        items
    }
}

/// A method that uses a builder up.
struct End {
    docs: &'static str,
    name: TokenStream,
    /// What it takes besides the builder, and how that is passed on.
    parameter: Option<(TokenStream, TokenStream)>,
    /// What it gives, sooner or later.
    result: TokenStream,
}

impl End {
    fn method(&self, is_async: bool, proven: &TokenStream) -> TokenStream {
        let Self { name, result, .. } = self;
        let text = docs(self.docs);
        let (parameter, passed) = self.parameter.clone().unzip();
        let result = if is_async {
            quote!(::tinsmith::future::CallFuture<#result>)
        } else {
            result.clone()
        };
        quote! {
            #text
            pub fn #name(self, #parameter) -> #result #proven {
                self.context.#name(self.value, #passed)
            }
        }
    }
}

fn ends_of_call() -> impl Iterator<Item = End> {
    let result =
        |output: TokenStream| quote!(::core::result::Result<#output, ::tinsmith::Error<O::Error>>);
    let end = |docs, name, output| End {
        docs,
        name,
        parameter: None,
        result: result(output),
    };
    let expires = quote!(expires: ::core::time::Duration);
    let presign = End {
        parameter: Some((expires, quote!(expires))),
        ..end(
            "Signs a request that can be sent without credentials until `expires` has passed.",
            quote!(presign),
            quote!(::tinsmith::auth::sigv4::Presigned),
        )
    };
    [
        end(
            "Sends the request for its output.",
            quote!(send),
            quote!(O::Output),
        ),
        end(
            "Sends the request for its output and the response around it.",
            quote!(reply),
            quote!(::tinsmith::client::Reply<O::Output>),
        ),
        presign,
        end(
            "Tells what would be sent, and why.",
            quote!(explain),
            quote!(::tinsmith::client::Explained),
        ),
    ]
    .into_iter()
}

fn end_of_wait() -> End {
    End {
        docs: "Polls until the wait is over, for `limit` at most.",
        name: quote!(wait),
        parameter: Some((quote!(limit: ::core::time::Duration), quote!(limit))),
        result: quote! {
            ::core::result::Result<::tinsmith::wait::Poll<O>, ::tinsmith::wait::WaitError<O>>
        },
    }
}
