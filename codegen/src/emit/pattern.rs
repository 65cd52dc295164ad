//! Spells a compiled pattern as a constant expression of the runtime's type.
//!
//! Takes the pattern as it is; what the bytes mean is [`crate::compile::pattern`]'s.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::compile::pattern::{Category, Compiled, Program};

/// `::tinsmith::rt::pattern::Pattern::new(..)`, or `::with(..)` an engine that a `static` of its own
/// holds; usable in a `static`.
pub(crate) fn compiled(pattern: &Compiled) -> TokenStream {
    match pattern {
        Compiled::Automaton(program) => self::pattern(program),
        Compiled::Expression { source, spelled } => quote! {
            ::tinsmith::rt::pattern::Pattern::with(#source, {
                static REGEX: ::tinsmith::rt::pattern::regex::Regex =
                    ::tinsmith::rt::pattern::regex::Regex::new(#spelled);
                &REGEX
            })
        },
    }
}

/// `::tinsmith::rt::pattern::Pattern::new(..)`, usable in a `static`.
pub(crate) fn pattern(program: &Program) -> TokenStream {
    let Program { source, edges, .. } = program;
    let symbols = Literal::byte_string(&program.symbols);
    let rows = Literal::byte_string(&program.rows);
    let categories = program.categories.iter().map(|category| match category {
        Category::Letter => quote!(::tinsmith::rt::pattern::Category::Letter),
        Category::Number => quote!(::tinsmith::rt::pattern::Category::Number),
        Category::Separator => quote!(::tinsmith::rt::pattern::Category::Separator),
    });
    quote! {
        ::tinsmith::rt::pattern::Pattern::new(#source, #edges, #symbols, &[#(#categories),*], #rows)
    }
}
