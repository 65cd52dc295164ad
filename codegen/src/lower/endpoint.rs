//! Endpoint rules, reduced to the parameter values that the chosen operations can set.

use std::cell::RefCell;

use super::Context;
use super::docs;
use crate::compile::endpoint::{self, BuiltIn, Literal, Parameter, Possible, RuleSet};
use crate::diagnostic::Diagnostic;
use crate::ir::{Operation, Setting, StaticParam};
use crate::model::traits::Traits;
use crate::model::{Shape, ShapeKind};
use crate::names::{Scope, snake};

impl Context<'_> {
    /// The rules of the service `shape`, from the tree if the model has one, else from the diagram,
    /// and the parameters that the user can set.
    pub(super) fn endpoint(
        &self,
        shape: &Shape,
        operations: &[Operation],
    ) -> Option<(RuleSet, Vec<Setting>)> {
        let tree = shape.traits.endpoint_rule_set();
        let tree = tree.map(|rules| (rules, "smithy.rules#endpointRuleSet"));
        let diagram = shape.traits.endpoint_bdd();
        let diagram = diagram.map(|rules| (rules, "smithy.rules#endpointBdd"));
        let (rules, name) = tree.or(diagram)?;
        let fault =
            |message: &str| {
                let subject = format!("{}, {name}", shape.id);
                let diagnostic = Diagnostic::error(message).at(rules.location()).on(&subject);
                self.report(diagnostic.help(
                    "correct the rules, or remove the trait: users must then set an endpoint",
                ));
            };
        let settings = RefCell::new((Vec::new(), Scope::default()));
        let parameters = RefCell::new(Vec::new());
        let possible = |parameter: &Parameter| {
            parameters.borrow_mut().push(parameter.clone());
            if is_setting(shape, parameter) {
                let (settings, scope) = &mut *settings.borrow_mut();
                settings.push(setting(shape, parameter, scope));
            }
            self.possible(shape, operations, parameter)
        };
        let lowered = endpoint::lower(rules.text(), &possible);
        let errors = |errors: Vec<endpoint::RuleError>| {
            for error in errors {
                fault(&format!("{} (at `{}`)", error.message, error.pointer));
            }
        };
        let rules = lowered.map_err(errors).ok()?;
        self.check_parameters(shape, &parameters.into_inner());
        let (settings, _) = settings.into_inner();
        Some((rules, settings))
    }

    /// Whether the service has endpoint rules.
    pub(super) fn has_endpoint_rules(&self) -> bool {
        let traits: &Traits = &self.model.service().traits;
        traits.endpoint_rule_set().is_some() || traits.endpoint_bdd().is_some()
    }

    /// The possible values of a parameter: any if it is a setting of the client or comes from an
    /// input, else the values that the operations set.
    fn possible(
        &self,
        service: &Shape,
        operations: &[Operation],
        parameter: &Parameter,
    ) -> Possible {
        let name = &parameter.name;
        if is_setting(service, parameter) || parameter.built_in.is_some() {
            return Possible::Any;
        }
        let mut values = Vec::new();
        for operation in operations {
            let value = match fixed(operation, name) {
                Some(value) => Some(value),
                None if self.is_in_input(operation, name) => return Possible::Any,
                None => parameter.default.clone(),
            };
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Possible::OneOf(values)
    }

    /// Whether an operation's input has a place for the parameter.
    fn is_in_input(&self, operation: &Operation, parameter: &str) -> bool {
        let named = |(name, _): &(String, _)| name == parameter;
        let shapes = self.model.operations().filter(|shape| {
            shape.id.namespace() == operation.id.namespace && shape.id.name() == operation.id.name
        });
        let inputs = shapes.filter_map(|shape| match &shape.kind {
            ShapeKind::Operation(it) => Some(self.model.shape(&it.input)),
            _ => None,
        });
        let mut members = inputs.flat_map(Shape::members);
        operation.operation_context.iter().any(named)
            || members.any(|member| {
                let param = member.traits.context_param();
                param.is_some_and(|it| it.name == parameter)
            })
    }
}

/// Whether a parameter is the user's to set for this service: one of `clientContextParams`, or a
/// built-in that configurations know nothing of.
fn is_setting(service: &Shape, parameter: &Parameter) -> bool {
    match &parameter.built_in {
        Some(BuiltIn::Other(_)) => true,
        Some(_) => false,
        None => {
            let settings = service.traits.client_context_params();
            settings.is_some_and(|settings| settings.contains_key(&parameter.name))
        }
    }
}

fn setting(service: &Shape, parameter: &Parameter, scope: &mut Scope) -> Setting {
    let declared = service.traits.client_context_params();
    let declared = declared.and_then(|settings| settings.get(&parameter.name));
    let text = declared.and_then(|it| it.documentation.as_deref());
    let text = text.or(parameter.documentation.as_deref());
    let text = text.map(docs::markdown);
    Setting {
        parameter: parameter.name.clone(),
        setter: scope.claim(&snake(&parameter.name), ""),
        kind: parameter.kind,
        docs: text.unwrap_or_else(|| format!("The parameter {}.", docs::code(&parameter.name))),
    }
}

/// The value that an operation gives a parameter.
fn fixed(operation: &Operation, parameter: &str) -> Option<Literal> {
    let mut params = operation.static_context.iter();
    let (_, value) = params.find(|(name, _)| name == parameter)?;
    Some(match value {
        StaticParam::Bool(value) => Literal::Boolean(*value),
        StaticParam::String(text) => Literal::Text(text.clone()),
        StaticParam::StringArray(items) => Literal::List(items.clone()),
    })
}
