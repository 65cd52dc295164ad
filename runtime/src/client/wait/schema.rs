//! `smithy.waiters#waitable` as static data, its JMESPath resolved to member indices.

use crate::rules::jmespath::Expression;

/// One waiter of one operation.
#[derive(Debug)]
pub struct WaiterSchema {
    /// The waiter's name.
    pub name: &'static str,
    /// The least pause between two polls, in seconds.
    pub min_delay: u32,
    /// The greatest pause between two polls, in seconds.
    pub max_delay: u32,
    /// What ends the wait, in the order in which it is tried.
    pub acceptors: &'static [Acceptor],
}

impl WaiterSchema {
    /// A waiter that nothing ends, with the pauses of the specification.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            min_delay: 2,
            max_delay: 120,
            acceptors: &[],
        }
    }
}

/// A condition and the state that the waiter is in when it holds.
#[derive(Debug)]
pub struct Acceptor {
    /// The state.
    pub state: State,
    /// The condition.
    pub matcher: Matcher,
    /// Where the output has the reason for a failure state.
    pub message: Option<Expression>,
}

impl Acceptor {
    /// What `matcher` leads to.
    pub const fn new(state: State, matcher: Matcher) -> Self {
        Self {
            state,
            matcher,
            message: None,
        }
    }

    /// Where the output has the reason for a failure state.
    pub const fn with_message(mut self, message: Expression) -> Self {
        self.message = Some(message);
        self
    }
}

/// The next action of a waiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The wait ends in success.
    Success,
    /// The wait ends in failure.
    Failure,
    /// Polls again.
    Retry,
}

/// The part of a poll's outcome that an acceptor examines.
#[derive(Debug)]
pub enum Matcher {
    /// `success`: any output when true, any error of the service when false.
    Success(bool),
    /// `errorType`: an error's name, without namespace, or the code that the service sends.
    ErrorType(&'static str),
    /// `output`: of the output alone.
    Output(Condition),
    /// `inputOutput`: of an object with the members `input` and `output`.
    InputOutput(Condition),
}

/// A comparison of the value at a path with an expected value.
#[derive(Debug)]
pub struct Condition {
    /// Where to look.
    pub path: Expression,
    /// How to compare.
    pub comparator: Comparator,
    /// The expected value, as text.
    pub expected: &'static str,
}

impl Condition {
    /// A comparison of what `path` finds with `expected`.
    pub const fn new(path: Expression, comparator: Comparator, expected: &'static str) -> Self {
        Self {
            path,
            comparator,
            expected,
        }
    }
}

/// `PathComparator` of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// A string is the one expected.
    StringEquals,
    /// A boolean is the one expected.
    BooleanEquals,
    /// There are strings, and all are the one expected.
    AllStringEquals,
    /// At least one string is the one expected.
    AnyStringEquals,
}
