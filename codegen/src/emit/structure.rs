//! A structure: the struct, its tables, and the way to its builder.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::attributes::{Derives, docs};
use super::literal::literal;
use super::ty;
use crate::ir::{Field, Presence, Role, Structure};

pub(super) fn item(structure: &Structure, derives: &Derives) -> TokenStream {
    let Structure { name, builder, .. } = structure;
    let text = docs(&structure.docs);
    let Derives {
        more,
        non_exhaustive,
        ..
    } = derives;
    let fields = structure.fields.iter().map(|it| field(it, derives));
    let schema = ty::schema(&structure.schema);
    let slots = structure.fields.iter().enumerate().map(slot);
    let context = match structure.role {
        Role::Input { .. } => quote!(()),
        Role::Plain => TokenStream::new(),
    };
    let default = structure.required().next().is_none().then(|| {
        quote! {
            impl ::core::default::Default for #name {
                fn default() -> Self {
                    ::tinsmith::value::Field::blank()
                }
            }
        }
    });
    quote! {
        #text
        #[derive(Clone, PartialEq #more)]
        #non_exhaustive
        pub struct #name {
            #(#fields)*
        }

        ::tinsmith::structure!(#name, #schema, { #(#slots),* });

        impl #name {
            /// Sets members one by one.
            pub fn builder() -> super::#builder {
                super::#builder::with(#context)
            }
        }

        #default
    }
}

fn field(field: &Field, derives: &Derives) -> TokenStream {
    let text = docs(&field.docs);
    let name = &field.name;
    let ty = ty::field(field);
    let wire_name = derives.wire_name(&field.member);
    let absent = match field.presence {
        Presence::Optional => derives.may_be_absent(),
        Presence::Required(_) | Presence::Default(_) => TokenStream::new(),
    };
    quote! {
        #text
        #wire_name
        #absent
        pub #name: #ty,
    }
}

fn slot((index, field): (usize, &Field)) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    let name = &field.name;
    match &field.presence {
        Presence::Default(Some(default)) => {
            let default = literal(default);
            quote!(#index => #name = #default)
        }
        Presence::Required(_) | Presence::Optional | Presence::Default(None) => {
            quote!(#index => #name)
        }
    }
}
