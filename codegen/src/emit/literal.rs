//! Default values as expressions.

use proc_macro2::{Literal as Token, TokenStream};
use quote::{format_ident, quote};

use crate::ir::Literal;

/// An expression of the type of the field that the default is for.
pub(super) fn literal(value: &Literal) -> TokenStream {
    let number = |text: &str| text.parse::<TokenStream>().unwrap_or_default();
    match value {
        Literal::True => quote!(true),
        Literal::Integer(text) => number(text),
        Literal::Float(text) => {
            let point = text.contains(['.', 'e', 'E']);
            number(&if point {
                text.clone()
            } else {
                format!("{text}.0")
            })
        }
        Literal::NotFinite(name) => {
            let name = format_ident!("{name}");
            quote!(::core::convert::Into::into(f32::#name))
        }
        Literal::DocumentFloat(number) => {
            let number = Token::f64_unsuffixed(*number);
            quote!(::core::convert::Into::into(#number))
        }
        Literal::Big(number) | Literal::DocumentInteger(number) => integer(*number),
        Literal::BigInteger(text) => quote!(::tinsmith::BigInteger::declared(#text)),
        Literal::BigDecimal(text) => quote!(::tinsmith::BigDecimal::declared(#text)),
        Literal::String(text) | Literal::Enum(text) | Literal::DocumentString(text) => {
            quote!(::core::convert::Into::into(#text))
        }
        Literal::Blob(bytes) => {
            let bytes = Token::byte_string(bytes);
            quote!(::core::convert::Into::into(#bytes))
        }
        Literal::Timestamp(seconds, nanos) => {
            let seconds = Token::i64_unsuffixed(*seconds);
            let nanos = Token::u32_unsuffixed(*nanos);
            quote!(::tinsmith::Timestamp::new(#seconds, #nanos))
        }
        Literal::IntEnum(code) => integer(i64::from(*code)),
        Literal::DocumentBool(value) => quote!(::core::convert::Into::into(#value)),
        Literal::DocumentList => quote!(::tinsmith::Document::List(::std::vec::Vec::new())),
        Literal::DocumentMap => quote!(::tinsmith::Document::Map(::tinsmith::Map::new())),
    }
}

/// An integer that is converted; without a suffix its type is `i32`.
fn integer(value: i64) -> TokenStream {
    let token = match i32::try_from(value) {
        Ok(value) => Token::i32_unsuffixed(value),
        Err(_) => Token::i64_suffixed(value),
    };
    quote!(::core::convert::Into::into(#token))
}
