//! Client settings for the parameters of one service's endpoint rules.

use std::borrow::Cow;

use super::value::{List, Value};
use crate::model::endpoint::RuleSet;

/// Values of a variable, and the parameter's value for each; `None` leaves it to the rules.
type Words = &'static [(&'static str, Option<bool>)];

const FLAG: Words = &[("true", Some(true)), ("false", Some(false))];

/// Parameters, the environment variables that set them unless the client does, and the values
/// of these variables (AWS SDKs and Tools Reference, "Amazon S3"). A variable with a space in its
/// name is only a key of profiles, below `s3 =`.
const VARIABLES: [(&str, &str, Words); 6] = [
    ("UseArnRegion", "AWS_S3_USE_ARN_REGION", FLAG),
    (
        "DisableMultiRegionAccessPoints",
        "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS",
        FLAG,
    ),
    (
        "DisableS3ExpressSessionAuth",
        "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH",
        FLAG,
    ),
    (
        "UseGlobalEndpoint",
        "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT",
        &[("legacy", Some(true)), ("regional", Some(false))],
    ),
    ("Accelerate", "s3 use_accelerate_endpoint", FLAG),
    (
        "ForcePathStyle",
        "s3 addressing_style",
        &[
            ("path", Some(true)),
            ("virtual", Some(false)),
            ("auto", None),
        ],
    ),
];

/// Values of endpoint parameters that are settings of the client, by name. Each generated client
/// wraps this in its own type, which has a method for each parameter.
#[derive(Clone, Debug, Default)]
pub struct ClientParams(Vec<(&'static str, Value<'static>)>);

impl ClientParams {
    /// The same parameters with a boolean.
    #[must_use]
    pub fn with_flag(self, name: &'static str, value: bool) -> Self {
        self.with(name, value.into())
    }

    /// The same parameters with a text.
    #[must_use]
    pub fn with_text(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with(name, Value::Text(Cow::Owned(value.into())))
    }

    /// The same parameters with a list of texts.
    #[must_use]
    pub fn with_list(
        self,
        name: &'static str,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let values = values.into_iter().map(|value| Cow::Owned(value.into()));
        self.with(name, Value::List(List::Owned(values.collect())))
    }

    /// The same parameters, and those parameters of `rules` that only the environment sets.
    /// `choose` reads a variable and translates its value.
    pub(crate) fn or_else(
        self,
        rules: Option<&RuleSet>,
        mut choose: impl FnMut(&str, Words) -> Option<bool>,
    ) -> Self {
        let Some(rules) = rules else { return self };
        VARIABLES
            .iter()
            .fold(self, |params, (name, variable, words)| {
                let is_set = params.0.iter().any(|(known, _)| known == name);
                if is_set || rules.index(name).is_none() {
                    return params;
                }
                match choose(variable, words) {
                    Some(on) => params.with_flag(name, on),
                    None => params,
                }
            })
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
    use crate::rules::endpoint::Parameter;

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

    static RULES: RuleSet = RuleSet {
        parameters: &[
            parameter("UseArnRegion"),
            parameter("UseGlobalEndpoint"),
            parameter("Other"),
        ],
        conditions: &[],
        outcomes: &[],
        decisions: &[],
        root: 0,
        partitions: None,
    };

    const fn parameter(name: &'static str) -> Parameter {
        Parameter {
            name,
            required: false,
            default: None,
            built_in: None,
        }
    }

    #[test]
    fn the_environment_sets_parameters_of_the_rules_that_the_client_does_not_set() {
        let choose = |name: &str, words: Words| {
            let index = usize::from(name == "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT");
            words[index].1
        };
        let params = ClientParams::default().or_else(Some(&RULES), choose);
        assert_eq!(
            params.as_slice(),
            [
                ("UseArnRegion", Value::from(true)),
                ("UseGlobalEndpoint", Value::from(false))
            ]
        );
        let params = ClientParams::default().with_flag("UseArnRegion", false);
        let params = params.or_else(Some(&RULES), choose);
        assert_eq!(params.as_slice()[0], ("UseArnRegion", Value::from(false)));
    }
}
