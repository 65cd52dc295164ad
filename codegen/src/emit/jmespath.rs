//! `JMESPath` expressions as static data.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::ty;
use crate::compile::jmespath::{Comparison, Expression, Node, Slice, Step};
use crate::ir::Name;

pub(super) fn expression(it: &Expression) -> TokenStream {
    let variant = match it {
        Expression::Path(steps) => {
            let steps = steps.iter().map(step);
            quote!(Path(&[#(#steps),*]))
        }
        Expression::Literal(value) => {
            let value = literal(value);
            quote!(Literal(#value))
        }
        Expression::Length(of) => unary("Length", of),
        Expression::Keys(of) => unary("Keys", of),
        Expression::Not(of) => unary("Not", of),
        Expression::Contains(left, right) => binary("Contains", left, right),
        Expression::Call(function, arguments) => {
            let function = Name::new(&format!("{function:?}"));
            let arguments = arguments.iter().map(expression);
            quote!(Call(::tinsmith::rt::jmespath::Function::#function, &[#(#arguments),*]))
        }
        Expression::Pipe(left, right) => binary("Pipe", left, right),
        Expression::And(left, right) => binary("And", left, right),
        Expression::Or(left, right) => binary("Or", left, right),
        Expression::Compare(comparison, left, right) => {
            let (left, right) = (expression(left), expression(right));
            let comparison = spell(*comparison);
            quote!(Compare(::tinsmith::rt::jmespath::Comparison::#comparison, &#left, &#right))
        }
    };
    quote!(::tinsmith::rt::jmespath::Expression::#variant)
}

fn unary(name: &str, of: &Expression) -> TokenStream {
    let (name, of) = (Name::new(name), expression(of));
    quote!(#name(&#of))
}

fn binary(name: &str, left: &Expression, right: &Expression) -> TokenStream {
    let (left, right) = (expression(left), expression(right));
    let name = Name::new(name);
    quote!(#name(&#left, &#right))
}

fn literal(node: &Node) -> TokenStream {
    let variant = match node {
        Node::Null => quote!(Null),
        Node::Bool(value) => quote!(Bool(#value)),
        Node::Number(text) => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(number), _) => {
                let number = Token::i64_unsuffixed(number);
                quote!(Integer(#number))
            }
            (_, Ok(number)) if number.is_finite() => {
                let number = Token::f64_unsuffixed(number);
                quote!(Double(#number))
            }
            _ => quote!(Null),
        },
        Node::String(text) => quote!(String(#text)),
        Node::Array(items) => {
            let items = items.iter().map(literal);
            quote!(List(&[#(#items),*]))
        }
        Node::Object(entries) => {
            let entries = entries.iter().map(|(name, value)| {
                let value = literal(value);
                quote!((#name, #value))
            });
            quote!(Map(&[#(#entries),*]))
        }
    };
    quote!(::tinsmith::rt::jmespath::Literal::#variant)
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
        Step::Key(name) => quote!(Key(#name)),
        Step::Index(index) => {
            let index = Token::i64_unsuffixed(*index);
            quote!(Index(#index))
        }
        Step::Slice(it) => slice(*it),
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
        Step::Name(named) => {
            let named = named.iter().map(|(name, part)| {
                let part = expression(part);
                quote!((#name, #part))
            });
            quote!(Name(&[#(#named),*]))
        }
        Step::Apply(call) => {
            let call = expression(call);
            quote!(Apply(&#call))
        }
    };
    quote!(::tinsmith::rt::jmespath::Step::#variant)
}

fn slice(slice: Slice) -> TokenStream {
    let limit = |limit: Option<i64>| {
        let limit = limit.map(Token::i64_unsuffixed);
        ty::maybe(limit.map(|it| quote!(#it)))
    };
    let (start, stop) = (limit(slice.start), limit(slice.stop));
    let stride = Token::i64_unsuffixed(slice.step);
    quote!(Slice { start: #start, stop: #stop, step: #stride })
}
