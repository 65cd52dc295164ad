//! Checks an input against the constraint traits of its model, before it is sent.
//!
//! Finds all violations at once, each with its path. Checks only inputs, and never page tokens.
//! Unknown enum values and union variants are always valid. [`Validation`] decides what happens
//! on a violation; the client reports it.

mod number;
mod order;
mod walk;

use std::fmt;

use crate::model::operation::OperationSchema;
use crate::model::pattern::Pattern;
use crate::model::schema::ShapeId;
use crate::model::value::Structure;

pub(crate) use order::compare;

/// How to handle an input that violates its model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Validation {
    /// Return an error and do not send the input.
    #[default]
    Enforce,
    /// Call the callback `on_violation` of the configuration, and send the input.
    Warn,
    /// Do not check inputs.
    Off,
}

/// All violations in one input.
#[derive(Clone, Debug)]
pub struct Violations {
    operation: ShapeId,
    found: Vec<Violation>,
}

/// A constraint, and a value that violates it.
#[derive(Clone, Debug)]
pub struct Violation {
    path: String,
    constraint: Constraint,
    found: String,
}

/// A constraint trait of the model (Smithy 2.0, "Constraint traits").
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Constraint {
    /// `smithy.api#required`.
    Required,
    /// `smithy.api#length`, both ends included: characters of a string, bytes of a blob,
    /// elements of a list, entries of a map.
    Length {
        /// Minimum length.
        min: u64,
        /// Maximum length; `u64::MAX` if the model sets none.
        max: u64,
    },
    /// `smithy.api#range`, both ends included, with the numbers as written in the model.
    Range {
        /// Minimum value.
        min: Option<&'static str>,
        /// Maximum value.
        max: Option<&'static str>,
    },
    /// `smithy.api#pattern`.
    Pattern(&'static Pattern),
    /// `smithy.api#uniqueItems`.
    UniqueItems,
}

/// Checks `input` against the input shape of `operation`, except for its page token.
pub fn input(operation: &OperationSchema, input: &dyn Structure) -> Result<(), Violations> {
    let token = operation.paginated.map(|pagination| pagination.input_token);
    let found = walk::violations(input, token);
    if found.is_empty() {
        Ok(())
    } else {
        Err(Violations {
            operation: operation.id,
            found,
        })
    }
}

impl Violations {
    /// The operation whose input was checked.
    pub const fn operation(&self) -> ShapeId {
        self.operation
    }

    /// The violations, at least one, in the order of the model's members.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.found.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Violation {
    /// The path of the value, such as `Tags["a"].Values[2]`, or `Tags.key("a")` for a key itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The violated constraint.
    pub const fn constraint(&self) -> Constraint {
        self.constraint
    }

    /// The found length, number or excerpt; never a sensitive value.
    pub fn found(&self) -> &str {
        &self.found
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.operation.name;
        match self.found.as_slice() {
            [one] => write!(f, "the input of {name} violates its model: {one}")?,
            several => {
                write!(
                    f,
                    "the input of {name} violates its model in {} places:",
                    several.len()
                )?;
                for violation in several {
                    write!(f, "\n- {violation}")?;
                }
            }
        }
        f.write_str(
            "\nif the model is too strict, set `Validation::Warn` or `Validation::Off` for the \
             client or the call to send the input anyway, or drop or widen the constraint in the \
             generator's overlay",
        )
    }
}

impl std::error::Error for Violations {}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            constraint,
            found,
        } = self;
        match constraint {
            Constraint::Required => write!(f, "{path} {constraint}"),
            _ => write!(f, "{path} {constraint}, found {found}"),
        }
    }
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Required => f.write_str("is required"),
            Self::Length { min, max } if min == max => write!(f, "must have length {min}"),
            Self::Length { min: 0, max } => write!(f, "must have at most length {max}"),
            Self::Length { min, max: u64::MAX } => write!(f, "must have at least length {min}"),
            Self::Length { min, max } => write!(f, "must have length {min} to {max}"),
            Self::Range {
                min: Some(min),
                max: Some(max),
            } => write!(f, "must be from {min} to {max}"),
            Self::Range {
                min: Some(min),
                max: None,
            } => write!(f, "must be at least {min}"),
            Self::Range {
                min: None,
                max: Some(max),
            } => write!(f, "must be at most {max}"),
            Self::Range {
                min: None,
                max: None,
            } => f.write_str("must be a number"),
            Self::Pattern(pattern) => write!(f, "must match `{}`", pattern.source()),
            Self::UniqueItems => f.write_str("must have unique elements"),
        }
    }
}
