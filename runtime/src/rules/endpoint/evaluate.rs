//! Evaluates a rule set for one set of parameters.
//!
//! Nothing here can panic: expressions nest only as deep as in the model, and an invalid
//! expression has no value.

mod reader;

use self::reader::Reader;
use super::resolved::{Endpoint, EndpointError};
use super::value::{Params, Value};
use crate::model::endpoint::{Decision, Outcome, RuleSet};

impl RuleSet {
    /// Returns the endpoint for `params`, which must have been created for these rules.
    ///
    /// Errors if a required parameter is missing, if a rule returns an error, or if no rule
    /// applies.
    pub fn resolve(&self, params: &Params<'_>) -> Result<Endpoint, EndpointError> {
        self.resolve_traced(params, &mut |_| ())
    }

    /// Like [`RuleSet::resolve`], and calls `passed` with the index of each decision on the path.
    pub fn resolve_traced(
        &self,
        params: &Params<'_>,
        passed: &mut dyn FnMut(usize),
    ) -> Result<Endpoint, EndpointError> {
        for (index, parameter) in self.parameters.iter().enumerate() {
            if parameter.required && params.get(index).is_none() {
                return Err(EndpointError::Missing(parameter.name));
            }
        }
        let mut evaluation = Evaluation {
            rules: self,
            params,
            passed,
            result: Err(EndpointError::Exhausted),
        };
        evaluation.follow(self.root, None);
        evaluation.result
    }
}

struct Evaluation<'e> {
    rules: &'e RuleSet,
    params: &'e Params<'e>,
    passed: &'e mut dyn FnMut(usize),
    result: Result<Endpoint, EndpointError>,
}

/// A variable, and the variables assigned before it.
struct Scope<'s> {
    variable: usize,
    value: Value<'s>,
    below: Option<&'s Self>,
}

impl Evaluation<'_> {
    /// Follows decisions from `next` until one leads to an outcome. Each variable has its own
    /// stack frame, since it may borrow from earlier variables.
    fn follow(&mut self, mut next: i32, scope: Option<&Scope<'_>>) {
        let reader = Reader {
            rules: self.rules,
            params: self.params,
            scope,
        };
        while let Ok(index) = usize::try_from(next) {
            let Some(Decision(condition, yes, no)) = self.rules.decisions.get(index) else {
                return;
            };
            let Some(condition) = self.rules.conditions.get(*condition) else {
                return;
            };
            (self.passed)(index);
            next = match condition.assign {
                None if reader.holds(&condition.value) => *yes,
                None => *no,
                Some(variable) => match reader.value(&condition.value).filter(Value::is_truthy) {
                    None => *no,
                    Some(value) => {
                        let scope = Scope {
                            variable,
                            value,
                            below: scope,
                        };
                        return self.follow(*yes, Some(&scope));
                    }
                },
            };
        }
        let outcome = usize::try_from(!next).ok();
        self.result = match outcome.and_then(|index| self.rules.outcomes.get(index)) {
            Some(Outcome::Endpoint(rule)) => reader.endpoint(rule),
            Some(Outcome::Error(message)) => Err(reader.error(message)),
            Some(Outcome::Exhausted) | None => Err(EndpointError::Exhausted),
        };
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::endpoint::{
        Attribute, Condition, Decision, Endpoint, EndpointError, EndpointRule, Expr, Function,
        Outcome, Parameter, Params, Property, PropertyRef, RuleSet,
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

    const fn condition(value: Expr) -> Condition {
        Condition {
            value,
            assign: None,
        }
    }

    static RULES: RuleSet = RuleSet {
        parameters: &[],
        conditions: &[
            condition(Expr::Boolean(false)),
            condition(Expr::Boolean(true)),
        ],
        decisions: &[Decision(0, !0, 1), Decision(1, !1, !0)],
        root: 0,
        outcomes: &[
            Outcome::Error(Expr::Text("never")),
            Outcome::Endpoint(EndpointRule {
                url: Expr::Text("https://host"),
                headers: &[("x-a", Expr::Text("1")), ("x-a", Expr::Text("2"))],
                properties: &[("authSchemes", SCHEMES)],
                computed: &[Expr::Template(&[Expr::Text("us"), Expr::Text("-1")])],
            }),
        ],
        partitions: None,
    };

    fn resolve() -> Endpoint {
        RULES.resolve(&Params::new(&RULES)).unwrap()
    }

    #[test]
    fn decisions_on_the_path_are_traced() {
        let mut trace = Vec::new();
        let params = Params::new(&RULES);
        let endpoint = RULES.resolve_traced(&params, &mut |index| trace.push(index));
        assert_eq!(endpoint.unwrap().url(), "https://host");
        assert_eq!(trace, [0, 1]);
    }

    #[test]
    fn a_parameter_cannot_end_the_host_that_contains_it() {
        static SPACES: RuleSet = RuleSet {
            parameters: &[Parameter {
                name: "Space",
                required: true,
                default: None,
                built_in: None,
            }],
            outcomes: &[Outcome::Endpoint(EndpointRule {
                url: Expr::Template(&[
                    Expr::Text("https://"),
                    Expr::Variable(0),
                    Expr::Text(".service.test"),
                ]),
                headers: &[],
                properties: &[],
                computed: &[],
            })],
            conditions: &[],
            decisions: &[],
            root: !0,
            partitions: None,
        };
        let resolve = |space: &str| {
            let mut params = Params::new(&SPACES);
            params.set(0, space);
            SPACES.resolve(&params).map(|it| it.url().to_owned())
        };
        assert_eq!(resolve("a-1.b").unwrap(), "https://a-1.b.service.test");
        for space in [
            "evil.test/",
            "evil.test?",
            "evil.test#",
            "me@evil.test:1",
            "a b",
            "a%2F",
        ] {
            let refused = EndpointError::NotInHost("Space");
            assert_eq!(resolve(space), Err(refused));
        }
    }

    #[test]
    fn a_part_of_an_arn_cannot_end_the_host_that_contains_it() {
        static STORES: RuleSet = RuleSet {
            parameters: &[Parameter {
                name: "Arn",
                required: true,
                default: None,
                built_in: None,
            }],
            conditions: &[Condition {
                value: Expr::Call(Function::ParseArn, &[Expr::Variable(0)]),
                assign: Some(1),
            }],
            outcomes: &[Outcome::Endpoint(EndpointRule {
                url: Expr::Template(&[
                    Expr::Text("https://"),
                    Expr::Attribute(&Expr::Variable(1), Attribute::ArnAccountId),
                    Expr::Text(".stores.test/"),
                    Expr::Attribute(&Expr::Variable(1), Attribute::ArnRegion),
                ]),
                headers: &[],
                properties: &[],
                computed: &[],
            })],
            decisions: &[Decision(0, !0, !0)],
            root: 0,
            partitions: None,
        };
        let resolve = |arn: &str| {
            let mut params = Params::new(&STORES);
            params.set(0, arn);
            STORES.resolve(&params).map(|it| it.url().to_owned())
        };
        let url = resolve("arn:aws:stores:a/b:123:store/x").unwrap();
        assert_eq!(url, "https://123.stores.test/a/b");
        for account in ["evil.test/a", "evil.test?", "me@evil.test"] {
            let arn = format!("arn:aws:stores:eu-1:{account}:store/x");
            let refused = EndpointError::NotInHost("Arn");
            assert_eq!(resolve(&arn), Err(refused));
        }
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
    fn an_auth_scheme_has_its_signing_properties() {
        let endpoint = resolve();
        let mut schemes = endpoint.auth_schemes();
        let scheme = schemes.find(|it| it.name() == "sigv4").unwrap();
        assert_eq!(scheme.signing_name(), Some("service"));
        assert_eq!(scheme.signing_region(), Some("us-1"));
        assert_eq!(scheme.signing_region_set().collect::<Vec<_>>(), ["*"]);
        assert!(scheme.disable_double_encoding());
        assert!(!scheme.disable_normalize_path());
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
