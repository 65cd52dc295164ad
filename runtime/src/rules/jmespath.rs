//! Evaluation of JMESPath expressions: what waiters wait for
//! (`smithy.waiters#waitable`) and what endpoint rules read of an input
//! (`smithy.rules#operationContextParams`).
//!
//! Semantics are JMESPath's (jmespath.org, "JMESPath Specification"), on values as Smithy 2.0
//! gives them ("Waiters", "JMESPath data model"). Parsing and type checking were done at
//! generation time; what does not fit the values all the same gives null, and never an error.
//! Knows values only, neither waiters nor endpoints.

mod data;
mod equal;
mod evaluate;
mod slice;

pub(crate) use data::Data;
pub(crate) use evaluate::{evaluate, find};

use std::borrow::Cow;

use crate::model::value::{Structure, Value};
use crate::types::Document;

pub use crate::model::expression::{Comparison, Expression, Literal, Step};

impl Expression {
    /// What the expression finds in `value`, as untyped data.
    pub fn search(&self, value: Value<'_>) -> Document {
        find(self, &Data::of(value)).to_document()
    }
}

/// The texts that `path` finds in `value`: one, or those of a list.
pub(crate) fn texts(path: &Expression, value: &dyn Structure) -> Vec<String> {
    let found = evaluate(path, value);
    let found = found.elements().unwrap_or_else(|| vec![found]);
    found
        .iter()
        .filter_map(Data::text)
        .map(Cow::into_owned)
        .collect()
}
