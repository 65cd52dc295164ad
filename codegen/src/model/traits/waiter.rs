//! Values of `smithy.waiters#waitable`.

use super::read::{Properties, Read, read_choice, read_properties};
use crate::syntax::json::{Entry, Json, Report};

/// One waiter: the conditions to poll for, and the delays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiter {
    /// Its description.
    pub documentation: Option<String>,
    /// Tried in order; the first that matches decides.
    pub acceptors: Vec<Acceptor>,
    /// The least delay between two polls, in seconds; 2 unless given.
    pub min_delay: u64,
    /// The greatest delay between two polls, in seconds; 120 unless given.
    pub max_delay: u64,
    /// It should not be used any more.
    pub deprecated: bool,
}

impl Read for Waiter {
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        let mut properties = Properties::of(json, report)?;
        let documentation = properties.optional("documentation", report);
        let acceptors = properties.required("acceptors", report);
        let min_delay = properties.optional("minDelay", report).unwrap_or(2);
        let max_delay = properties.optional("maxDelay", report).unwrap_or(120);
        let deprecated = properties.flag("deprecated", report);
        let _tags: Vec<String> = properties.list("tags", report);
        properties.finish(report);
        Some(Self {
            documentation,
            acceptors: acceptors?,
            min_delay,
            max_delay,
            deprecated,
        })
    }
}

/// One condition and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptor {
    /// Where the waiter goes if it matches.
    pub state: AcceptorState,
    /// The condition.
    pub matcher: Matcher,
    /// A JMESPath over the output: why the wait is in vain.
    pub message: Option<String>,
}

read_properties!(Acceptor {
    "state" => state: required,
    "matcher" => matcher: required,
    "message" => message: optional,
});

/// Where a waiter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcceptorState {
    /// The wait is over.
    Success,
    /// The wait is in vain.
    Failure,
    /// Poll again.
    Retry,
}

read_choice!(AcceptorState {
    "success" => Success,
    "failure" => Failure,
    "retry" => Retry,
});

/// A condition on the result of a poll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matcher {
    /// The operation succeeded, or failed.
    Success(bool),
    /// It failed with this error: a shape's name or id.
    ErrorType(String),
    /// A JMESPath over the output.
    Output(PathMatcher),
    /// A JMESPath over `{input, output}`.
    InputOutput(PathMatcher),
}

impl Read for Matcher {
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        let Entry { at, key, value } = Properties::of(json, report)?.only(report)?;
        match &*key {
            "success" => bool::read(value, report).map(Self::Success),
            "errorType" => String::read(value, report).map(Self::ErrorType),
            "output" => PathMatcher::read(value, report).map(Self::Output),
            "inputOutput" => PathMatcher::read(value, report).map(Self::InputOutput),
            other => report.error(at, format!("unknown waiter matcher `{other}`")),
        }
    }
}

/// A JMESPath expression and the value that its result is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathMatcher {
    /// The expression.
    pub path: String,
    /// The expected value.
    pub expected: String,
    /// How.
    pub comparator: Comparator,
}

read_properties!(PathMatcher {
    "path" => path: required,
    "expected" => expected: required,
    "comparator" => comparator: required,
});

/// How a JMESPath's result is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// A string equal to the expected one.
    StringEquals,
    /// A boolean equal to the expected one.
    BooleanEquals,
    /// A list, not empty, all of whose strings equal the expected one.
    AllStringEquals,
    /// A list, one of whose strings equals the expected one.
    AnyStringEquals,
}

read_choice!(Comparator {
    "stringEquals" => StringEquals,
    "booleanEquals" => BooleanEquals,
    "allStringEquals" => AllStringEquals,
    "anyStringEquals" => AnyStringEquals,
});
