//! JMESPath expressions as static data, which `rules/jmespath` evaluates.

/// A JMESPath expression whose fields are member indices.
#[derive(Debug)]
pub enum Expression {
    /// Steps from the current value; without steps, `@`.
    Path(&'static [Step]),
    /// A literal value.
    Literal(Literal),
    /// `length(..)`; null for a value without a length.
    Length(&'static Self),
    /// `keys(..)` of a map or structure; null for any other value.
    Keys(&'static Self),
    /// `contains(haystack, needle)`; null if the haystack is neither text nor a list.
    Contains(&'static Self, &'static Self),
    /// Any other function of these arguments. An expression reference, `&..`, is the expression that
    /// the function evaluates on each element.
    Call(Function, &'static [Self]),
    /// `|`: evaluates the second on the result of the first, and ends the projections before it.
    Pipe(&'static Self, &'static Self),
    /// Compares two values.
    Compare(Comparison, &'static Self, &'static Self),
    /// `&&`: the first value that is false, else the second.
    And(&'static Self, &'static Self),
    /// `||`: the first value that is true, else the second.
    Or(&'static Self, &'static Self),
    /// `!`.
    Not(&'static Self),
}

/// The functions that have no variant of [`Expression`]; each is null for a value of a wrong type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the function of that name")]
#[non_exhaustive]
pub enum Function {
    Abs,
    Avg,
    Ceil,
    EndsWith,
    Floor,
    Join,
    Map,
    Max,
    MaxBy,
    Merge,
    Min,
    MinBy,
    NotNull,
    Reverse,
    Sort,
    SortBy,
    StartsWith,
    Sum,
    ToArray,
    ToNumber,
    ToString,
    Type,
    Values,
}

/// `==`, `!=`, `<`, `<=`, `>`, `>=`; the last four compare numbers only.
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
    Double(f64),
    String(&'static str),
    List(&'static [Self]),
    Map(&'static [(&'static str, Self)]),
}

/// A step of a path, from a value to values inside it.
///
/// The current value is a single value or a projection. Later steps apply to each value of a
/// projection.
#[derive(Debug)]
pub enum Step {
    /// The member at this index.
    Field(usize),
    /// The entry or member of this name, in a map or untyped data.
    Key(&'static str),
    /// `[0]`: an element of a list; a negative index counts from the end.
    Index(i64),
    /// `[start:stop:step]`: a projection of a slice of a list.
    #[expect(missing_docs, reason = "each field is the part of that name")]
    Slice {
        start: Option<i64>,
        stop: Option<i64>,
        step: i64,
    },
    /// `[*]`: a projection of a list's elements.
    Each,
    /// `*`: a projection of a map's values.
    Values,
    /// `[]`: a projection of a list's elements, with one level of nested lists flattened; ends the
    /// projections before it.
    Flatten,
    /// `[?..]`: a projection of the elements for which the expression is true.
    Filter(&'static Expression),
    /// `[a, b]`: a list of the expressions' results.
    Select(&'static [Expression]),
    /// `{a: b}`: an object of the expressions' results.
    Name(&'static [(&'static str, Expression)]),
    /// `.length(@)`: an expression applied to each value, null included.
    Apply(&'static Expression),
}
