//! Waiters as data: `smithy.waiters#waitable` with `JMESPath` resolved, so that nothing is
//! parsed or looked up at run time.

use super::Name;
use super::jmespath::{self, Expression};
use crate::model::traits::{self, AcceptorState, Comparator, PathMatcher};
use crate::model::{Model, Shape};

/// One waiter.
#[derive(Debug)]
pub struct Waiter {
    /// In the model.
    pub name: String,
    /// The static schema.
    pub schema: Name,
    /// The client's method.
    pub method: Name,
    /// Seconds.
    pub min_delay: u32,
    /// Seconds.
    pub max_delay: u32,
    /// Tried in order.
    pub acceptors: Vec<Acceptor>,
    /// Of the client's method.
    pub docs: String,
    /// The note, empty if there is none.
    pub deprecated: Option<String>,
}

/// A condition and what it means.
#[derive(Debug)]
pub struct Acceptor {
    /// Where the waiter goes if it matches.
    pub state: AcceptorState,
    /// The condition.
    pub matcher: Matcher,
}

/// A condition on the result of a poll.
#[derive(Debug)]
pub enum Matcher {
    /// The operation succeeded, or failed.
    Success(bool),
    /// It failed with the error of that name.
    ErrorType(String),
    /// What an expression gives for the output.
    Output {
        /// Evaluated on the output.
        path: Expression,
        /// How its result is compared.
        comparator: Comparator,
        /// What with.
        expected: String,
    },
}

/// Resolves the acceptors of a waiter on operations with that output; the error says what
/// cannot be done.
pub fn acceptors(
    model: &Model,
    output: &Shape,
    waiter: &traits::Waiter,
) -> Result<Vec<Acceptor>, String> {
    let acceptors = waiter.acceptors.iter();
    acceptors
        .map(|acceptor| {
            Ok(Acceptor {
                state: acceptor.state,
                matcher: matcher(model, output, &acceptor.matcher)?,
            })
        })
        .collect()
}

fn matcher(model: &Model, output: &Shape, matcher: &traits::Matcher) -> Result<Matcher, String> {
    Ok(match matcher {
        traits::Matcher::Success(success) => Matcher::Success(*success),
        traits::Matcher::ErrorType(name) => {
            let name = name.rsplit('#').next().unwrap_or(name);
            Matcher::ErrorType(name.to_owned())
        }
        traits::Matcher::Output(PathMatcher {
            path,
            expected,
            comparator,
        }) => Matcher::Output {
            path: jmespath::expression(model, output, path)?,
            comparator: *comparator,
            expected: expected.clone(),
        },
        traits::Matcher::InputOutput(_) => {
            return Err("matchers on input and output together are not supported".to_owned());
        }
    })
}
