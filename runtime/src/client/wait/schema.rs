//! `smithy.waiters#waitable` as static data, its JMESPath resolved to member indices.

use crate::rules::jmespath::Expression;

/// One waiter of one operation.
#[derive(Debug)]
pub struct WaiterSchema {
    /// The waiter's name.
    pub name: &'static str,
    /// The minimum pause between two polls, in seconds.
    pub min_delay: u32,
    /// The maximum pause between two polls, in seconds.
    pub max_delay: u32,
    /// The conditions that end the wait, in the order in which they are tried.
    pub acceptors: &'static [Acceptor],
}

impl WaiterSchema {
    /// A waiter without acceptors, with the pauses of the specification.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            min_delay: 2,
            max_delay: 120,
            acceptors: &[],
        }
    }
}

/// A condition and the waiter's state when it holds.
#[derive(Debug)]
pub struct Acceptor {
    /// The state.
    pub state: State,
    /// The condition.
    pub matcher: Matcher,
    /// The path of the reason for a failure state in the output.
    pub message: Option<Expression>,
}

impl Acceptor {
    /// An acceptor that leads to `state` if `matcher` matches.
    pub const fn new(state: State, matcher: Matcher) -> Self {
        Self {
            state,
            matcher,
            message: None,
        }
    }

    /// Sets the path of the reason for a failure state in the output.
    pub const fn with_message(mut self, message: Expression) -> Self {
        self.message = Some(message);
        self
    }
}

/// The waiter's next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The wait ends in success.
    Success,
    /// The wait ends in failure.
    Failure,
    /// Polls again.
    Retry,
}

/// The condition on the outcome of a poll.
#[derive(Debug)]
pub enum Matcher {
    /// `success`: any output when true, any error of the service when false.
    Success(bool),
    /// `errorType`: an error's name, without namespace, or the code that the service sends.
    ErrorType(&'static str),
    /// `output`: a condition on the output alone.
    Output(Condition),
    /// `inputOutput`: a condition on an object with the members `input` and `output`.
    InputOutput(Condition),
}

/// A comparison of the value at a path with an expected value.
#[derive(Debug)]
pub struct Condition {
    /// The path of the value.
    pub path: Expression,
    /// The comparator.
    pub comparator: Comparator,
    /// The expected value, as text.
    pub expected: &'static str,
}

impl Condition {
    /// A comparison of the value at `path` with `expected`.
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
    /// The string equals the expected one.
    StringEquals,
    /// The boolean equals the expected one.
    BooleanEquals,
    /// The list of strings is not empty, and all equal the expected one.
    AllStringEquals,
    /// At least one string equals the expected one.
    AnyStringEquals,
}
