//! Waiters as data: conditions with `JMESPath` resolved to member indices.

use super::Name;
use crate::compile::jmespath::Expression;

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
    /// The note; empty without one.
    pub deprecated: Option<String>,
}

/// A condition and what it means.
#[derive(Debug)]
pub struct Acceptor {
    /// Where the waiter goes if it matches.
    pub state: AcceptorState,
    /// The condition.
    pub matcher: Matcher,
    /// Where the output says why the wait is in vain.
    pub message: Option<Expression>,
}

/// A condition on the result of a poll.
#[derive(Debug)]
pub enum Matcher {
    /// The operation succeeded, or failed.
    Success(bool),
    /// It failed with the error of that name.
    ErrorType(String),
    /// What an expression finds in the output.
    Output(Condition),
    /// What an expression finds in an object of input and output.
    InputOutput(Condition),
}

/// A comparison of what an expression finds.
#[derive(Debug)]
pub struct Condition {
    /// Where to look.
    pub path: Expression,
    /// How what is found is compared.
    pub comparator: Comparator,
    /// What with.
    pub expected: String,
}

/// Where a waiter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcceptorState {
    /// It ends well.
    Success,
    /// It ends badly.
    Failure,
    /// It polls again.
    Retry,
}

/// How what an expression finds is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// A text is equal.
    StringEquals,
    /// A boolean is equal.
    BooleanEquals,
    /// Every text of a list, which is not empty, is equal.
    AllStringEquals,
    /// Some text of a list is equal.
    AnyStringEquals,
}

impl Comparator {
    /// The name in models.
    pub fn name(self) -> &'static str {
        match self {
            Self::StringEquals => "stringEquals",
            Self::BooleanEquals => "booleanEquals",
            Self::AllStringEquals => "allStringEquals",
            Self::AnyStringEquals => "anyStringEquals",
        }
    }
}
