//! JMESPath expressions as static data, which `rules/jmespath` evaluates.

/// A JMESPath expression whose fields are member indices.
#[derive(Debug)]
pub enum Expression {
    /// From the current value; without steps, `@`.
    Path(&'static [Step]),
    /// A value that the expression itself holds.
    Literal(Literal),
    /// `length(..)`; null of what has none.
    Length(&'static Self),
    /// `keys(..)` of a map or structure; null of anything else.
    Keys(&'static Self),
    /// `contains(haystack, needle)`; null where the haystack is neither text nor a list.
    Contains(&'static Self, &'static Self),
    /// `|`: the second of what the first finds, projections being at an end.
    Pipe(&'static Self, &'static Self),
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
    Double(f64),
    String(&'static str),
    List(&'static [Self]),
    Map(&'static [(&'static str, Self)]),
}

/// A step on the way from a value to those it holds.
///
/// On the way there is one value, or a projection of many, on which later steps work one by one.
#[derive(Debug)]
pub enum Step {
    /// The member at this index.
    Field(usize),
    /// The entry or member of that name, where only the value says what it has.
    Key(&'static str),
    /// `[0]`: an element of a list, from its end if negative.
    Index(i64),
    /// `[start:stop:step]`: a projection of some of a list's elements.
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
    /// `[]`: a projection of a list's elements, one level of nested lists dissolved; ends the
    /// projections before it.
    Flatten,
    /// `[?..]`: a projection of the elements for which the expression is true.
    Filter(&'static Expression),
    /// `[a, b]`: a list made of each value.
    Select(&'static [Expression]),
    /// `{a: b}`: an object made of each value.
    Name(&'static [(&'static str, Expression)]),
    /// `.length(@)`: an expression of each value, null or not.
    Apply(&'static Expression),
}
