//! Evaluates the conditions of acceptors.
//!
//! Rarely used: `#[inline]` leaves compiling it to the programs that call it.

use super::schema::{Comparator, Condition};
use crate::model::value::{Structure, Value};
use crate::rules::jmespath::{Data, find};

impl Condition {
    /// Returns whether the condition holds for `output`.
    #[inline]
    pub fn holds(&self, output: &dyn Structure) -> bool {
        self.is_met(&Data::One(Value::Structure(output)))
    }

    /// Returns whether the condition holds for the object of `input` and `output`.
    #[inline]
    pub fn holds_for_both(&self, input: &dyn Structure, output: &dyn Structure) -> bool {
        let part = |name, part| (name, Data::One(Value::Structure(part)));
        self.is_met(&Data::Named(vec![
            part("input", input),
            part("output", output),
        ]))
    }

    fn is_met(&self, data: &Data<'_>) -> bool {
        let found = find(&self.path, data);
        let is_expected = |it: &Data<'_>| it.text().is_some_and(|text| text == self.expected);
        match self.comparator {
            Comparator::StringEquals => is_expected(&found),
            Comparator::BooleanEquals => {
                matches!(found, Data::One(Value::Boolean(it)) if it == (self.expected == "true"))
            }
            Comparator::AllStringEquals => {
                let all = found.elements();
                all.as_ref()
                    .is_some_and(|all| !all.is_empty() && all.iter().all(is_expected))
            }
            Comparator::AnyStringEquals => found
                .elements()
                .is_some_and(|all| all.iter().any(is_expected)),
        }
    }
}
