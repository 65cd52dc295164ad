//! `smithy.waiters#waitable` as static data, its JMESPath resolved to member indices.

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

/// A condition and the state that the waiter is in when it holds.
#[derive(Debug)]
pub struct Acceptor {
    /// The state.
    pub state: State,
    /// The condition.
    pub matcher: Matcher,
}

/// What a waiter does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Ends: what was waited for is there.
    Success,
    /// Ends: what was waited for will not come.
    Failure,
    /// Polls again.
    Retry,
}

/// What is looked at in the outcome of a poll.
#[derive(Debug)]
pub enum Matcher {
    /// `success`: any output when true, any error of the service when false.
    Success(bool),
    /// `errorType`: an error's name, without namespace.
    ErrorType(&'static str),
    /// `output`.
    Output(Condition),
}

/// A comparison of what a path finds with what is expected.
#[derive(Debug)]
pub struct Condition {
    /// Where to look.
    pub path: Expression,
    /// How to compare.
    pub comparator: Comparator,
    /// What is expected, as text.
    pub expected: &'static str,
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

/// A JMESPath expression whose fields are member indices.
#[derive(Debug)]
pub enum Expression {
    /// From the current value; without steps, `@`.
    Path(&'static [Step]),
    /// A value that the expression itself holds.
    Literal(Literal),
    /// `length(..)`; null of null.
    Length(&'static Self),
    /// `contains(haystack, needle)`.
    Contains(&'static Self, &'static Self),
    /// Two values compared.
    Compare(Comparison, &'static Self, &'static Self),
    /// `&&`: the first value that is false, else the second.
    And(&'static Self, &'static Self),
    /// `||`: the first value that is true, else the second.
    Or(&'static Self, &'static Self),
    /// `!`.
    Not(&'static Self),
}

/// `==`, `!=`, `<`, `<=`, `>`, `>=`; the last four are of numbers only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the comparison of that name")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A literal.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant is the JSON type of that name")]
pub enum Literal {
    Null,
    Bool(bool),
    Integer(i64),
    String(&'static str),
}

/// A step on the way from a value to those it holds.
///
/// On the way there is one value, or a projection of many, on which later steps work one by one.
#[derive(Debug)]
pub enum Step {
    /// The member at this index; in a projection, nulls are dropped.
    Field(usize),
    /// `[*]`: a projection of a list's elements.
    Each,
    /// `*`: a projection of a map's values.
    Values,
    /// `[]`: a projection of a list's elements, one level of nested lists dissolved.
    Flatten,
    /// `[?..]`: a projection of the elements for which the expression is true.
    Filter(&'static Expression),
    /// `[a, b]`: a list made of each value.
    Select(&'static [Expression]),
}
