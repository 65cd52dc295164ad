//! Whether what a poll returned is what is waited for.
//!
//! Few programs use this: `#[inline]` leaves compiling it to those that do.

use super::schema::{Comparator, Condition};
use crate::jmespath::{Data, evaluate};
use crate::value::{Structure, Value};

impl Condition {
    /// Whether the condition holds for `output`.
    #[inline]
    pub fn holds(&self, output: &dyn Structure) -> bool {
        let found = evaluate(&self.path, output);
        let is_expected =
            |it: &Data<'_>| matches!(it, Data::One(Value::String(text)) if *text == self.expected);
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
