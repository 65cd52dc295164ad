//! Evaluates JMESPath expressions, for waiters (`smithy.waiters#waitable`) and endpoint rules
//! (`smithy.rules#operationContextParams`).
//!
//! Follows the semantics of JMESPath (jmespath.org, "JMESPath Specification") on the data model
//! of Smithy 2.0 ("Waiters", "JMESPath data model"). The generator has parsed and type-checked
//! the expressions; one that does not fit the values is null, never an error. Knows values only,
//! neither waiters nor endpoints.

mod data;
mod equal;
mod evaluate;
mod function;
mod slice;

pub(crate) use data::Data;
pub(crate) use evaluate::{evaluate, find};

use std::borrow::Cow;

use crate::model::value::{Structure, Value};
use crate::types::Document;

pub use crate::model::expression::{Comparison, Expression, Function, Literal, Step};

impl Expression {
    /// The result of the expression on `value`, as untyped data.
    pub fn search(&self, value: Value<'_>) -> Document {
        find(self, &Data::from_value(value)).to_document()
    }
}

/// The texts that `path` selects in `value`: a single text, or the texts of a list.
pub(crate) fn texts(path: &Expression, value: &dyn Structure) -> Vec<String> {
    let found = evaluate(path, value);
    let found = found.elements().unwrap_or_else(|| vec![found]);
    found
        .iter()
        .filter_map(Data::text)
        .map(Cow::into_owned)
        .collect()
}
