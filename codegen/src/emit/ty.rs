//! The one place that spells Rust types and names.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::ir::{Field, Name, Presence, SchemaRef, Type};

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ident = match self.as_str().strip_prefix("r#") {
            Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
            None => Ident::new(self.as_str(), Span::call_site()),
        };
        ident.to_tokens(tokens);
    }
}

/// The type of a value that is there.
pub(super) fn ty(of: &Type) -> TokenStream {
    match of {
        Type::Boolean => quote!(bool),
        Type::Byte => quote!(i8),
        Type::Short => quote!(i16),
        Type::Integer => quote!(i32),
        Type::Long => quote!(i64),
        Type::Float => quote!(f32),
        Type::Double => quote!(f64),
        Type::BigInteger => quote!(::tinsmith::BigInteger),
        Type::BigDecimal => quote!(::tinsmith::BigDecimal),
        Type::String => quote!(::std::string::String),
        Type::Blob => quote!(::tinsmith::Blob),
        Type::Timestamp => quote!(::tinsmith::Timestamp),
        Type::Document => quote!(::tinsmith::Document),
        Type::Unit => quote!(::tinsmith::Unit),
        Type::ByteStream => quote!(::tinsmith::ByteStream),
        Type::EventStream(events) => quote!(::tinsmith::EventStream<super::#events>),
        Type::Named(name) => quote!(super::#name),
        Type::List(element) => {
            let element = ty(element);
            quote!(::std::vec::Vec<#element>)
        }
        Type::Map(key, value) => {
            let (key, value) = (ty(key), ty(value));
            quote!(::tinsmith::Map<#key, #value>)
        }
        Type::Boxed(inner) => {
            let inner = ty(inner);
            quote!(::std::boxed::Box<#inner>)
        }
        Type::Nullable(inner) => option(&ty(inner)),
    }
}

/// The type of a structure's field.
pub(super) fn field(of: &Field) -> TokenStream {
    let present = ty(&of.ty);
    match of.presence {
        Presence::Optional => option(&present),
        Presence::Required(_) | Presence::Default(_) => present,
    }
}

/// `Option<inner>`.
pub(super) fn option(inner: &TokenStream) -> TokenStream {
    quote!(::core::option::Option<#inner>)
}

/// `Some(..)` or `None`.
pub(super) fn maybe(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(
        || quote!(::core::option::Option::None),
        |value| quote!(::core::option::Option::Some(#value)),
    )
}

/// The path of a static schema.
pub(super) fn schema(of: &SchemaRef) -> TokenStream {
    match of {
        SchemaRef::Prelude(name) => {
            let name = Name::new(name);
            quote!(::tinsmith::rt::schema::prelude::#name)
        }
        SchemaRef::Shared(name) => quote!(super::schema::#name),
        SchemaRef::Own(module, name) => quote!(super::#module::#name),
    }
}
