//! A waiter as static data.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::jmespath::expression;
use crate::ir::waiters::{Acceptor, Matcher, Waiter};
use crate::model::traits::{AcceptorState, Comparator};

pub(super) fn item(waiter: &Waiter) -> TokenStream {
    let Waiter { name, schema, .. } = waiter;
    let min_delay = Token::u32_unsuffixed(waiter.min_delay);
    let max_delay = Token::u32_unsuffixed(waiter.max_delay);
    let acceptors = waiter.acceptors.iter().map(acceptor);
    quote! {
        pub(super) static #schema: ::tinsmith::wait::WaiterSchema = ::tinsmith::wait::WaiterSchema {
            name: #name,
            min_delay: #min_delay,
            max_delay: #max_delay,
            acceptors: &[#(#acceptors),*],
        };
    }
}

fn acceptor(acceptor: &Acceptor) -> TokenStream {
    let state = match acceptor.state {
        AcceptorState::Success => quote!(Success),
        AcceptorState::Failure => quote!(Failure),
        AcceptorState::Retry => quote!(Retry),
    };
    let matcher = match &acceptor.matcher {
        Matcher::Success(success) => quote!(Success(#success)),
        Matcher::ErrorType(name) => quote!(ErrorType(#name)),
        Matcher::Output {
            path,
            comparator,
            expected,
        } => {
            let path = expression(path);
            let comparator = match comparator {
                Comparator::StringEquals => quote!(StringEquals),
                Comparator::BooleanEquals => quote!(BooleanEquals),
                Comparator::AllStringEquals => quote!(AllStringEquals),
                Comparator::AnyStringEquals => quote!(AnyStringEquals),
            };
            quote! {
                Output(::tinsmith::wait::Condition {
                    path: #path,
                    comparator: ::tinsmith::wait::Comparator::#comparator,
                    expected: #expected,
                })
            }
        }
    };
    quote! {
        ::tinsmith::wait::Acceptor {
            state: ::tinsmith::wait::State::#state,
            matcher: ::tinsmith::wait::Matcher::#matcher,
        }
    }
}
