//! `JMESPath` expressions as static data.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use crate::ir::jmespath::{Comparison, Expression, Literal, Step};

pub(super) fn expression(it: &Expression) -> TokenStream {
    let variant = match it {
        Expression::Path(steps) => {
            let steps = steps.iter().map(step);
            quote!(Path(&[#(#steps),*]))
        }
        Expression::Literal(literal) => {
            let literal = match literal {
                Literal::Null => quote!(Null),
                Literal::Bool(value) => quote!(Bool(#value)),
                Literal::Integer(number) => {
                    let number = Token::i64_unsuffixed(*number);
                    quote!(Integer(#number))
                }
                Literal::String(text) => quote!(String(#text)),
            };
            quote!(Literal(::tinsmith::jmespath::Literal::#literal))
        }
        Expression::Length(of) => unary("Length", of),
        Expression::Keys(of) => unary("Keys", of),
        Expression::Not(of) => unary("Not", of),
        Expression::Contains(left, right) => binary("Contains", left, right),
        Expression::And(left, right) => binary("And", left, right),
        Expression::Or(left, right) => binary("Or", left, right),
        Expression::Compare(comparison, left, right) => {
            let (left, right) = (expression(left), expression(right));
            let comparison = spell(*comparison);
            quote!(Compare(::tinsmith::jmespath::Comparison::#comparison, &#left, &#right))
        }
    };
    quote!(::tinsmith::jmespath::Expression::#variant)
}

fn unary(name: &str, of: &Expression) -> TokenStream {
    let (name, of) = (crate::ir::Name::new(name), expression(of));
    quote!(#name(&#of))
}

fn binary(name: &str, left: &Expression, right: &Expression) -> TokenStream {
    let (left, right) = (expression(left), expression(right));
    let name = crate::ir::Name::new(name);
    quote!(#name(&#left, &#right))
}

fn spell(comparison: Comparison) -> TokenStream {
    match comparison {
        Comparison::Equal => quote!(Equal),
        Comparison::NotEqual => quote!(NotEqual),
        Comparison::Less => quote!(Less),
        Comparison::LessOrEqual => quote!(LessOrEqual),
        Comparison::Greater => quote!(Greater),
        Comparison::GreaterOrEqual => quote!(GreaterOrEqual),
    }
}

fn step(it: &Step) -> TokenStream {
    let variant = match it {
        Step::Field(index) => {
            let index = Token::usize_unsuffixed(*index);
            quote!(Field(#index))
        }
        Step::Each => quote!(Each),
        Step::Values => quote!(Values),
        Step::Flatten => quote!(Flatten),
        Step::Filter(condition) => {
            let condition = expression(condition);
            quote!(Filter(&#condition))
        }
        Step::Select(chosen) => {
            let chosen = chosen.iter().map(expression);
            quote!(Select(&[#(#chosen),*]))
        }
    };
    quote!(::tinsmith::jmespath::Step::#variant)
}
