//! A waiter as static data.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::fields::{self, list};
use super::jmespath::expression;
use crate::ir::waiter::{Acceptor, AcceptorState, Comparator, Condition, Matcher, Waiter};

pub(super) fn item(waiter: &Waiter) -> TokenStream {
    let Waiter { name, schema, .. } = waiter;
    let min_delay = Token::u32_unsuffixed(waiter.min_delay);
    let max_delay = Token::u32_unsuffixed(waiter.max_delay);
    let ty = quote!(::tinsmith::rt::wait::WaiterSchema);
    let value = fields::structure(
        &ty,
        &quote!(#name),
        [
            ("min_delay", Some(quote!(#min_delay))),
            ("max_delay", Some(quote!(#max_delay))),
            ("acceptors", list(waiter.acceptors.iter().map(acceptor))),
        ],
    );
    quote! {
        pub(super) static #schema: #ty = #value;
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
        Matcher::Output(it) => {
            let condition = condition(it);
            quote!(Output(#condition))
        }
        Matcher::InputOutput(it) => {
            let condition = condition(it);
            quote!(InputOutput(#condition))
        }
    };
    let message = acceptor.message.as_ref().map(|path| {
        let path = expression(path);
        quote!(.with_message(#path))
    });
    quote! {
        ::tinsmith::rt::wait::Acceptor::new(
            ::tinsmith::rt::wait::State::#state,
            ::tinsmith::rt::wait::Matcher::#matcher
        )#message
    }
}

fn condition(condition: &Condition) -> TokenStream {
    let path = expression(&condition.path);
    let comparator = match condition.comparator {
        Comparator::StringEquals => quote!(StringEquals),
        Comparator::BooleanEquals => quote!(BooleanEquals),
        Comparator::AllStringEquals => quote!(AllStringEquals),
        Comparator::AnyStringEquals => quote!(AnyStringEquals),
    };
    let expected = &condition.expected;
    quote! {
        ::tinsmith::rt::wait::Condition::new(
            #path,
            ::tinsmith::rt::wait::Comparator::#comparator,
            #expected,
        )
    }
}
