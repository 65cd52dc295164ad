//! Collects the parameters of a rule set for one call. The most specific source wins.
//!
//! Source: Smithy 2.0, "Binding parameter values".

use std::borrow::Cow;

use super::value::{List, Params, Value};
use crate::model::endpoint::{BuiltIn, RuleSet};
use crate::model::operation::{OperationSchema, StaticParam};
use crate::model::schema::Trait;
use crate::model::value::{self, Structure};
use crate::rules::jmespath::{Data, evaluate};

/// The client's settings that endpoint rules may read. Without a setting, a parameter has the
/// default of the rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings<'a> {
    /// `AWS::Region`.
    pub region: Option<&'a str>,
    /// `AWS::UseDualStack`.
    pub use_dual_stack: Option<bool>,
    /// `AWS::UseFIPS`.
    pub use_fips: Option<bool>,
    /// `SDK::Endpoint`: the user's URL, which replaces the service's own.
    pub endpoint: Option<&'a str>,
    /// `AWS::Auth::AccountId`: the account ID of the credentials, if they have one.
    pub account_id: Option<&'a str>,
    /// `AWS::Auth::AccountIdEndpointMode`: `preferred`, `disabled` or `required`.
    pub account_id_endpoint_mode: Option<&'a str>,
    /// Other settings by name: parameters of the client (`clientContextParams`) and built-ins.
    pub named: &'a [(&'a str, Value<'a>)],
}

impl<'a> Settings<'a> {
    fn built_in(&self, built_in: BuiltIn) -> Option<Value<'a>> {
        match built_in {
            BuiltIn::Region => self.region.map(Value::from),
            BuiltIn::UseDualStack => self.use_dual_stack.map(Value::from),
            BuiltIn::UseFips => self.use_fips.map(Value::from),
            BuiltIn::Endpoint => self.endpoint.map(Value::from),
            BuiltIn::AccountId => self.account_id.map(Value::from),
            BuiltIn::AccountIdEndpointMode => self.account_id_endpoint_mode.map(Value::from),
            BuiltIn::Other(name) => self.named_value(name),
        }
    }

    fn named_value(&self, name: &str) -> Option<Value<'a>> {
        let named = self.named.iter().find(|(key, _)| *key == name);
        named.map(|(_, value)| value.reborrow())
    }
}

/// The parameters of `rules` for a call of `operation` with `input`.
pub fn bind<'a>(
    rules: &RuleSet,
    settings: &Settings<'a>,
    operation: &OperationSchema,
    input: &'a dyn Structure,
) -> Params<'a> {
    let mut params = Params::new(rules);
    for (index, parameter) in rules.parameters.iter().enumerate() {
        let built_in = || settings.built_in(parameter.built_in?);
        if let Some(value) = settings.named_value(parameter.name).or_else(built_in) {
            params.set(index, value);
        }
    }
    for (name, path) in operation.operation_context {
        if let Some(index) = rules.index(name) {
            if let Some(value) = found_value(evaluate(path, input)) {
                params.set(index, value);
            }
        }
    }
    for (member, name) in context_members(input) {
        if let Some(index) = rules.index(name) {
            if let Some(value) = convert(input.get(member)) {
                params.set(index, value);
            }
        }
    }
    for (name, value) in operation.static_context {
        if let Some(index) = rules.index(name) {
            params.set(index, *value);
        }
    }
    params
}

/// The members of `input` with `smithy.rules#contextParam`: index and parameter name.
fn context_members(input: &dyn Structure) -> impl Iterator<Item = (usize, &'static str)> {
    let members = input.schema().members.iter().enumerate();
    members.filter_map(|(index, member)| {
        member.find_trait(|applied| match applied {
            Trait::ContextParam(name) => Some((index, *name)),
            _ => None,
        })
    })
}

fn found_value(data: Data<'_>) -> Option<Value<'_>> {
    match data {
        Data::One(value) => convert(value),
        Data::Many(all) => {
            let texts = all.into_iter().filter_map(|each| match each {
                Data::One(value::Value::String(text)) => Some(Cow::Borrowed(text)),
                Data::Text(text) => Some(Cow::Owned(text)),
                _ => None,
            });
            Some(Value::List(List::Owned(texts.collect())))
        }
        Data::Text(text) => Some(Cow::<str>::Owned(text).into()),
        Data::Named(_) => None,
    }
}

fn convert(value: value::Value<'_>) -> Option<Value<'_>> {
    match value {
        value::Value::Boolean(value) => Some(value.into()),
        value::Value::String(text) => Some(text.into()),
        value::Value::List(list) => {
            let texts = (0..list.len()).filter_map(|index| match list.get(index) {
                value::Value::String(text) => Some(Cow::Borrowed(text)),
                _ => None,
            });
            Some(Value::List(List::Owned(texts.collect())))
        }
        _ => None,
    }
}

impl From<StaticParam> for Value<'_> {
    fn from(value: StaticParam) -> Self {
        match value {
            StaticParam::Bool(value) => value.into(),
            StaticParam::String(text) => text.into(),
            StaticParam::StringArray(items) => Self::List(List::Borrowed(items)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{Kind, Member, Schema, ShapeId, prelude};
    use crate::model::value::Field;
    use crate::rules::endpoint::{Literal, Parameter};
    use crate::rules::jmespath::{Expression, Step};

    static INPUT: Schema = Schema {
        id: ShapeId::new("test", "Input"),
        kind: Kind::Structure,
        members: &[
            Member::new("other", &prelude::STRING),
            Member::new("name", &prelude::STRING).with(&[Trait::ContextParam("Name")]),
        ],
        traits: &[],
    };

    #[derive(Debug)]
    struct Input(Option<String>, Option<String>);

    impl Structure for Input {
        fn schema(&self) -> &'static Schema {
            &INPUT
        }

        fn field(&self, index: usize) -> Option<&dyn Field> {
            Some(if index == 1 { &self.0 } else { &self.1 })
        }

        fn field_mut(&mut self, _: usize) -> Option<&mut dyn Field> {
            None
        }
    }

    static NAME: RuleSet = RuleSet {
        parameters: &[Parameter {
            name: "Name",
            required: false,
            default: Some(Literal::Text("default")),
            built_in: Some(BuiltIn::Region),
        }],
        conditions: &[],
        outcomes: &[],
        decisions: &[],
        root: 0,
        partitions: None,
    };

    fn operation(static_context: &'static [(&'static str, StaticParam)]) -> OperationSchema {
        OperationSchema {
            static_context,
            ..OperationSchema::new(ShapeId::new("test", "Operation"), &INPUT, &INPUT)
        }
    }

    const REGION: Settings<'_> = Settings {
        region: Some("built-in"),
        use_dual_stack: None,
        use_fips: None,
        endpoint: None,
        account_id: None,
        account_id_endpoint_mode: None,
        named: &[],
    };

    #[track_caller]
    fn assert_bound(
        settings: &Settings<'_>,
        operation: &OperationSchema,
        input: &Input,
        name: &str,
    ) {
        let params = bind(&NAME, settings, operation, input);
        assert_eq!(params.get(0), Some(&Value::from(name)));
    }

    #[test]
    fn a_parameter_without_a_source_has_its_default() {
        assert_bound(
            &Settings::default(),
            &operation(&[]),
            &Input(None, None),
            "default",
        );
    }

    #[test]
    fn built_in_wins_over_the_default() {
        assert_bound(&REGION, &operation(&[]), &Input(None, None), "built-in");
    }

    #[test]
    fn setting_of_the_parameters_own_name_wins_over_the_built_in() {
        let named = [("Name", Value::from("client"))];
        let settings = Settings {
            named: &named,
            ..REGION
        };
        assert_bound(&settings, &operation(&[]), &Input(None, None), "client");
    }

    #[test]
    fn member_of_the_input_wins_over_settings() {
        assert_bound(
            &REGION,
            &operation(&[]),
            &Input(Some("member".into()), None),
            "member",
        );
    }

    /// The path to `other`, which only the tests of operation context set.
    static OTHER: &[(&str, Expression)] = &[("Name", Expression::Path(&[Step::Field(0)]))];

    #[test]
    fn path_of_the_operation_wins_over_settings() {
        let operation = OperationSchema {
            operation_context: OTHER,
            ..operation(&[])
        };
        assert_bound(
            &REGION,
            &operation,
            &Input(None, Some("found".into())),
            "found",
        );
    }

    #[test]
    fn path_of_the_operation_that_finds_nothing_changes_nothing() {
        let operation = OperationSchema {
            operation_context: OTHER,
            ..operation(&[])
        };
        assert_bound(&REGION, &operation, &Input(None, None), "built-in");
    }

    #[test]
    fn member_of_the_input_wins_over_the_path_of_the_operation() {
        let operation = OperationSchema {
            operation_context: OTHER,
            ..operation(&[])
        };
        let input = Input(Some("member".into()), Some("found".into()));
        assert_bound(&REGION, &operation, &input, "member");
    }

    #[test]
    fn value_of_the_operation_wins_over_all() {
        let fixed = operation(&[("Name", StaticParam::String("static"))]);
        assert_bound(
            &REGION,
            &fixed,
            &Input(Some("member".into()), None),
            "static",
        );
    }
}
