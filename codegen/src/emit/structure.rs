//! A structure: the struct, its tables, and the way to its builder.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::attributes::{Derives, docs};
use super::literal::literal;
use super::{accessor, ty};
use crate::ir::{Field, Name, Presence, Role, Structure, Type};

pub(super) fn item(structure: &Structure, derives: &Derives) -> TokenStream {
    let Structure { name, builder, .. } = structure;
    let text = docs(&structure.docs);
    let Derives {
        more,
        non_exhaustive,
        ..
    } = derives;
    let fields = structure
        .fields
        .iter()
        .map(|it| field(structure, it, derives));
    let schema = ty::schema(&structure.schema);
    let slots = structure.fields.iter().enumerate().map(slot);
    let defaults = defaults(structure, derives);
    let accessors = accessor::all(structure);
    let context = match structure.role {
        Role::Input => quote!(()),
        Role::Plain => TokenStream::new(),
    };
    let default = structure.required().next().is_none().then(|| {
        quote! {
            impl ::core::default::Default for #name {
                fn default() -> Self {
                    ::tinsmith::rt::value::Field::blank()
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

        ::tinsmith::rt::structure!(#name, #schema, { #(#slots),* });

        #accessors

        impl #name {
            /// Sets members one by one.
            pub fn builder() -> super::#builder {
                super::#builder::with(#context)
            }

            #defaults
        }

        #default
    }
}

fn field(of: &Structure, field: &Field, derives: &Derives) -> TokenStream {
    let text = docs(&field.docs);
    let name = &field.name;
    let ty = ty::field(field);
    let streams = matches!(field.ty, Type::ByteStream | Type::EventStream(_));
    let wire_name = (!streams).then(|| derives.wire_name(&field.member));
    let absent = match field.presence {
        _ if streams => derives.skipped(),
        Presence::Optional => derives.may_be_absent(),
        Presence::Required(_) => TokenStream::new(),
        Presence::Default(None) => derives.has_default(None),
        Presence::Default(Some(_)) => {
            let function = format!("{}::{}", of.name.plain(), default_of(field));
            derives.has_default(Some(&function))
        }
    };
    quote! {
        #text
        #wire_name
        #absent
        pub #name: #ty,
    }
}

/// The function that gives a field's default value.
fn default_of(field: &Field) -> String {
    format!("default_{}", field.name.plain())
}

/// The functions that serde takes default values from.
fn defaults(structure: &Structure, derives: &Derives) -> TokenStream {
    let fields = structure.fields.iter().filter(|_| derives.has_serde());
    let functions = fields.filter_map(|field| match &field.presence {
        Presence::Default(Some(default)) => {
            let (name, ty) = (Name::new(&default_of(field)), ty::field(field));
            let default = literal(default);
            Some(quote!(fn #name() -> #ty { #default }))
        }
        _ => None,
    });
    functions.collect()
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
