//! What one service's rules ask the user about, beside region and the like.

use std::borrow::Cow;

use super::value::{List, Value};

/// Values for parameters of endpoint rules that are settings of the client, by name. Generated
/// clients wrap this in a type of their own that has a method for each.
#[derive(Clone, Debug, Default)]
pub struct ClientParams(Vec<(&'static str, Value<'static>)>);

impl ClientParams {
    /// The same with a boolean.
    #[must_use]
    pub fn with_flag(self, name: &'static str, value: bool) -> Self {
        self.with(name, value.into())
    }

    /// The same with a text.
    #[must_use]
    pub fn with_text(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with(name, Value::Text(Cow::Owned(value.into())))
    }

    /// The same with a list of texts.
    #[must_use]
    pub fn with_list(
        self,
        name: &'static str,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let values = values.into_iter().map(|value| Cow::Owned(value.into()));
        self.with(name, Value::List(List::Owned(values.collect())))
    }

    fn with(mut self, name: &'static str, value: Value<'static>) -> Self {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value));
        self
    }

    pub(crate) fn as_slice(&self) -> &[(&'static str, Value<'static>)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_value_replaces_an_earlier_one() {
        let params = ClientParams::default()
            .with_flag("A", true)
            .with_text("B", "text")
            .with_flag("A", false);
        assert_eq!(
            params.as_slice(),
            [("B", Value::from("text")), ("A", Value::from(false))]
        );
    }
}
