//! The builder of a structure: a type parameter for each required member says whether it
//! was set, and an input's builder carries the call that its value is for.

use proc_macro2::TokenStream;
use quote::quote;

use super::attributes::{deprecated, docs};
use super::{methods, ty};
use crate::ir::{Argument, Field, Name, Operation, Presence, Role, Structure, Type};

/// What the parts of a builder are spelled with.
pub(super) struct Builder<'a> {
    pub(super) structure: &'a Structure,
    /// The type parameters for required members.
    pub(super) parameters: Vec<&'a Name>,
    /// Whether there is a type parameter `C` for the context.
    pub(super) has_context: bool,
}

/// The builder of `structure`, which is the input of `operations`.
pub(super) fn item(structure: &Structure, operations: &[&Operation]) -> TokenStream {
    let builder = Builder {
        structure,
        parameters: structure.required().map(|(_, it)| &it.parameter).collect(),
        has_context: structure.role == Role::Input,
    };
    let mut items = builder.declaration();
    items.extend(builder.setters());
    items.extend(methods::all(&builder, operations));
    items
}

impl Builder<'_> {
    /// `<C, A, B>` with `context` for `C`, and the required members as they are.
    pub(super) fn arguments(&self, context: &TokenStream) -> TokenStream {
        let parameters = &self.parameters;
        let context = self.has_context.then(|| quote!(#context,));
        let none = context.is_none() && parameters.is_empty();
        if none {
            TokenStream::new()
        } else {
            quote!(<#context #(#parameters),*>)
        }
    }

    fn declaration(&self) -> TokenStream {
        let Structure { name, builder, .. } = self.structure;
        let parameters = &self.parameters;
        let context = self.has_context.then(|| quote!(C = (),));
        let declared = quote!(#context #(#parameters = ::tinsmith::rt::Unset),*);
        let generics = if declared.is_empty() {
            declared
        } else {
            quote!(<#declared>)
        };
        let context = self.has_context.then(|| quote!(context: C,));
        let state = (!parameters.is_empty())
            .then(|| quote!(state: ::core::marker::PhantomData<fn() -> (#(#parameters,)*)>,));
        let (text, hint) = if self.has_context {
            (
                format!("The builder of [`{name}`](super::{name}), which is sent or kept."),
                "a builder does nothing until it is built or sent",
            )
        } else {
            (
                format!("The builder of [`{name}`](super::{name})."),
                "a builder does nothing until it is built",
            )
        };
        let text = docs(&text);
        let constructor = self.constructor();
        quote! {
            #text
            #[must_use = #hint]
            #[derive(Clone, Debug)]
            pub struct #builder #generics {
                value: super::#name,
                #context
                #state
            }

            #constructor
        }
    }

    fn constructor(&self) -> TokenStream {
        let Structure { builder, .. } = self.structure;
        let unset = self
            .parameters
            .iter()
            .map(|_| quote!(::tinsmith::rt::Unset));
        let (generics, parameter) = if self.has_context {
            (Some(quote!(<C>)), Some(quote!(context: C)))
        } else {
            (None, None)
        };
        let context = self.has_context.then(|| quote!(C,));
        let arguments = quote!(#context #(#unset),*);
        let arguments = if arguments.is_empty() {
            arguments
        } else {
            quote!(<#arguments>)
        };
        let context = self.has_context.then(|| quote!(context,));
        let state = self.state();
        quote! {
            impl #generics super::#builder #arguments {
                pub(super) fn with(#parameter) -> Self {
                    Self {
                        value: ::tinsmith::rt::value::Field::blank(),
                        #context
                        #state
                    }
                }
            }
        }
    }

    fn state(&self) -> TokenStream {
        if self.parameters.is_empty() {
            return TokenStream::new();
        }
        quote!(state: ::core::marker::PhantomData,)
    }

    fn setters(&self) -> TokenStream {
        let builder = &self.structure.builder;
        if self.structure.fields.is_empty() {
            return TokenStream::new();
        }
        let arguments = self.arguments(&quote!(C));
        let setters = self
            .structure
            .fields
            .iter()
            .map(|field| self.setters_of(field));
        quote! {
            impl #arguments super::#builder #arguments {
                #(#setters)*
            }
        }
    }

    fn setters_of(&self, field: &Field) -> TokenStream {
        let Field { name, setter, .. } = field;
        let text = docs(&field.summary);
        let deprecated = deprecated(field.deprecated.as_ref());
        let (parameters, change) = change(field);
        let (returned, rest) = self.returned(field);
        let inline = self.inline();
        let replacer = field.replacer.as_ref().map(|replacer| {
            let text = docs(&format!(
                "Replaces the value of [`{}`](super::{}::{}).",
                name.plain(),
                self.structure.name,
                name.plain()
            ));
            let ty = ty::field(field);
            quote! {
                #text
                #deprecated
                #inline
                pub fn #replacer(mut self, value: #ty) -> #returned {
                    self.value.#name = value;
                    #rest
                }
            }
        });
        let ensure = field.ensure.as_ref().map(|ensure| {
            quote! {
                /// Fills the token now, unless it is set, for the caller to read and keep.
                pub fn #ensure(&mut self) -> &str {
                    ::tinsmith::rt::token::ensure(&mut self.value.#name)
                }
            }
        });
        quote! {
            #text
            #deprecated
            #inline
            pub fn #setter(mut self, #parameters) -> #returned {
                #change
                #rest
            }
            #replacer
            #ensure
        }
    }

    /// A setter of a builder without type parameters would be compiled whether it is called or
    /// not; others are compiled where they are called.
    fn inline(&self) -> Option<TokenStream> {
        let is_plain = !self.has_context && self.parameters.is_empty();
        is_plain.then(|| quote!(#[inline]))
    }

    /// What a setter returns: the builder, in the state in which the member is set.
    fn returned(&self, field: &Field) -> (TokenStream, TokenStream) {
        let Some(requirement) = field.presence.requirement() else {
            return (quote!(Self), quote!(self));
        };
        let builder = &self.structure.builder;
        let context = self.has_context.then(|| quote!(C,));
        let states = self.parameters.iter().map(|parameter| {
            if **parameter == requirement.parameter {
                quote!(::tinsmith::rt::Set)
            } else {
                quote!(#parameter)
            }
        });
        let moved = self.has_context.then(|| quote!(context: self.context,));
        let state = self.state();
        (
            quote!(super::#builder<#context #(#states),*>),
            quote!(super::#builder { value: self.value, #moved #state }),
        )
    }
}

/// The parameters of a setter, and what it does with them.
fn change(field: &Field) -> (TokenStream, TokenStream) {
    let name = &field.name;
    let optional = matches!(field.presence, Presence::Optional);
    let held = if optional {
        quote!(self.value.#name.get_or_insert_default())
    } else {
        quote!(self.value.#name)
    };
    match &field.argument {
        Argument::Element { ty: element, into } => {
            let (parameter, value) = parameter("value", element, *into);
            (parameter, quote!(#held.push(#value);))
        }
        Argument::Entry {
            key,
            key_into,
            value,
            value_into,
        } => {
            let (key, key_value) = parameter("key", key, *key_into);
            let (value, value_value) = parameter("value", value, *value_into);
            (
                quote!(#key, #value),
                quote!(#held.insert(#key_value, #value_value);),
            )
        }
        Argument::Value | Argument::Into => {
            let (inner, boxed) = match &field.ty {
                Type::Boxed(inner) => (&**inner, true),
                other => (other, false),
            };
            let (parameter, value) =
                parameter("value", inner, matches!(field.argument, Argument::Into));
            let value = if boxed {
                quote!(::std::boxed::Box::new(#value))
            } else {
                value
            };
            let value = if optional {
                ty::maybe(Some(value))
            } else {
                value
            };
            (parameter, quote!(self.value.#name = #value;))
        }
    }
}

/// A parameter, and the value that it gives.
fn parameter(name: &str, of: &Type, into: bool) -> (TokenStream, TokenStream) {
    let name = Name::new(name);
    let ty = ty::ty(of);
    if into {
        (
            quote!(#name: impl ::core::convert::Into<#ty>),
            quote!(#name.into()),
        )
    } else {
        (quote!(#name: #ty), quote!(#name))
    }
}
