//! Evaluates a rule set for one set of parameters.
//!
//! Rules and expressions nest only as deep as the model wrote them, and an expression that
//! makes no sense has no value: nothing here can panic.

mod reader;

use self::reader::Reader;
use super::resolved::{Endpoint, EndpointError};
use super::rules::{Condition, Outcome, Rule, RuleSet};
use super::value::{Params, Value};

impl RuleSet {
    /// The endpoint for `params`, which must have been made for these rules.
    ///
    /// Fails when a required parameter is missing, when a rule says so, and when no rule
    /// applies.
    pub fn resolve(&self, params: &Params<'_>) -> Result<Endpoint, EndpointError> {
        self.resolve_traced(params, &mut |_| ())
    }

    /// Like [`RuleSet::resolve`]; tells `applied` the index of each rule on the way to the
    /// one that decided, the innermost first.
    pub fn resolve_traced(
        &self,
        params: &Params<'_>,
        applied: &mut dyn FnMut(usize),
    ) -> Result<Endpoint, EndpointError> {
        for (index, parameter) in self.parameters.iter().enumerate() {
            if parameter.required && params.get(index).is_none() {
                return Err(EndpointError::Missing(parameter.name));
            }
        }
        let mut evaluation = Evaluation {
            rules: self,
            params,
            applied,
            result: Err(EndpointError::Exhausted),
        };
        evaluation.decide(self.rules, None);
        evaluation.result
    }
}

struct Evaluation<'e> {
    rules: &'e RuleSet,
    params: &'e Params<'e>,
    applied: &'e mut dyn FnMut(usize),
    result: Result<Endpoint, EndpointError>,
}

/// A variable on top of those assigned before it. Scopes end with the rule they belong to,
/// which is what the call stack does.
struct Scope<'s> {
    variable: usize,
    value: Value<'s>,
    below: Option<&'s Self>,
}

impl Evaluation<'_> {
    /// Whether one of the rules applied, and thereby set the result.
    fn decide(&mut self, rules: &'static [Rule], scope: Option<&Scope<'_>>) -> bool {
        for (index, rule) in rules.iter().enumerate() {
            if self.apply(rule.conditions, &rule.outcome, scope) {
                (self.applied)(index);
                return true;
            }
        }
        false
    }

    /// Whether every condition holds; if so, the result is that of `outcome`.
    fn apply(
        &mut self,
        mut conditions: &'static [Condition],
        outcome: &'static Outcome,
        scope: Option<&Scope<'_>>,
    ) -> bool {
        let reader = Reader {
            rules: self.rules,
            params: self.params,
            scope,
        };
        while let Some((condition, rest)) = conditions.split_first() {
            if condition.assign {
                let value = reader.value(&condition.value);
                let Some(value) = value.filter(Value::is_truthy) else {
                    return false;
                };
                let scope = Scope {
                    variable: scope.map_or(self.params.len(), |below| below.variable + 1),
                    value,
                    below: scope,
                };
                return self.apply(rest, outcome, Some(&scope));
            }
            if !reader.holds(&condition.value) {
                return false;
            }
            conditions = rest;
        }
        match outcome {
            Outcome::Endpoint(rule) => self.result = reader.endpoint(rule),
            Outcome::Error(message) => self.result = Err(reader.error(message)),
            // A tree whose conditions hold is the last word, even if none of its rules applies.
            Outcome::Tree(rules) => _ = self.decide(rules, scope),
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::endpoint::{
        Endpoint, EndpointRule, Expr, Outcome, Params, Property, PropertyRef, Rule, RuleSet,
    };

    const SCHEMES: Property = Property::List(&[
        Property::Object(&[("name", Property::Text("sigv4a"))]),
        Property::Object(&[
            ("name", Property::Text("sigv4")),
            ("signingName", Property::Text("service")),
            ("signingRegion", Property::Computed(0)),
            ("signingRegionSet", Property::List(&[Property::Text("*")])),
            ("disableDoubleEncoding", Property::Boolean(true)),
        ]),
    ]);

    static RULES: RuleSet = RuleSet {
        parameters: &[],
        rules: &[
            Rule {
                conditions: &[super::Condition {
                    value: Expr::Boolean(false),
                    assign: false,
                }],
                outcome: Outcome::Error(Expr::Text("never")),
            },
            Rule {
                conditions: &[],
                outcome: Outcome::Tree(&[Rule {
                    conditions: &[],
                    outcome: Outcome::Endpoint(EndpointRule {
                        url: Expr::Text("https://host"),
                        headers: &[("x-a", Expr::Text("1")), ("x-a", Expr::Text("2"))],
                        properties: &[("authSchemes", SCHEMES)],
                        computed: &[Expr::Template(&[Expr::Text("us"), Expr::Text("-1")])],
                    }),
                }]),
            },
        ],
        partitions: None,
    };

    fn resolve() -> Endpoint {
        RULES.resolve(&Params::new(&RULES)).unwrap()
    }

    #[test]
    fn rules_that_led_to_the_endpoint_are_traced() {
        let mut trace = Vec::new();
        let params = Params::new(&RULES);
        let endpoint = RULES.resolve_traced(&params, &mut |index| trace.push(index));
        assert_eq!(endpoint.unwrap().url(), "https://host");
        assert_eq!(trace, [0, 1]);
    }

    #[test]
    fn header_may_have_several_values() {
        let endpoint = resolve();
        assert_eq!(
            endpoint.headers().collect::<Vec<_>>(),
            [("x-a", "1"), ("x-a", "2")]
        );
    }

    #[test]
    fn auth_scheme_is_found_by_name() {
        let endpoint = resolve();
        let scheme = endpoint.auth_scheme("sigv4").unwrap();
        assert_eq!(scheme.signing_name(), Some("service"));
        assert_eq!(scheme.signing_region(), Some("us-1"));
        assert_eq!(scheme.signing_region_set().collect::<Vec<_>>(), ["*"]);
        assert!(scheme.disable_double_encoding());
        assert!(!scheme.disable_normalize_path());
        assert!(endpoint.auth_scheme("bearer").is_none());
    }

    #[test]
    fn property_of_another_kind_has_no_text() {
        let endpoint = resolve();
        let schemes = endpoint.property("authSchemes").unwrap();
        assert_eq!(schemes.text(), None);
        assert_eq!(schemes.items().count(), 2);
        assert_eq!(schemes.field("name").and_then(PropertyRef::text), None);
    }
}
