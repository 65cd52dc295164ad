//! Checks that endpoint rules and the traits that set their parameters agree.
//!
//! Source: Smithy 2.0, "Rules engine parameters".

use super::Context;
use crate::compile::endpoint::{BuiltIn, Parameter, ParameterKind};
use crate::compile::jmespath::{self, Known};
use crate::diagnostic::{Diagnostic, Location};
use crate::model::{Model, Node, Shape, ShapeId, ShapeKind};
use crate::suggest::did_you_mean;

/// The built-ins of Smithy and of AWS. Others may be meant for another generator.
const BUILT_INS: [&str; 15] = [
    "AWS::Auth::AccountId",
    "AWS::Auth::AccountIdEndpointMode",
    "AWS::Auth::CredentialScope",
    "AWS::Region",
    "AWS::S3::Accelerate",
    "AWS::S3::DisableMultiRegionAccessPoints",
    "AWS::S3::DisableS3ExpressSessionAuth",
    "AWS::S3::ForcePathStyle",
    "AWS::S3::UseArnRegion",
    "AWS::S3::UseGlobalEndpoint",
    "AWS::S3Control::UseArnRegion",
    "AWS::STS::UseGlobalEndpoint",
    "AWS::UseDualStack",
    "AWS::UseFIPS",
    "SDK::Endpoint",
];

/// Where a parameter is given a value.
struct Binding<'m> {
    name: &'m str,
    /// The type of the value.
    kinds: &'static [ParameterKind],
    subject: ShapeId,
    location: Option<&'m Location>,
}

impl Context<'_> {
    /// Reports where the rules of `service` and its operations disagree about `parameters`.
    pub(super) fn check_parameters(&self, service: &Shape, parameters: &[Parameter]) {
        self.check_built_ins(service, parameters);
        let settings = settings(service);
        self.check_bindings(&settings, parameters);
        for shape in self.model.operations() {
            let bindings = self.bindings(shape);
            self.check_bindings(&bindings, parameters);
            let bound = |it: &Parameter| {
                let mut all = settings.iter().chain(&bindings);
                all.any(|binding| binding.name == it.name)
            };
            let unbound = parameters.iter().filter(|it| {
                it.required && it.default.is_none() && it.built_in.is_none() && !bound(it)
            });
            for parameter in unbound {
                let fault = format!(
                    "the endpoint parameter `{}` is required, but the operation gives it no value",
                    parameter.name
                );
                let help = "bind it with `smithy.rules#contextParam` or `#staticContextParams`";
                let fault = Diagnostic::error(fault).on(&shape.id).help(help);
                self.report(fault.maybe_at(shape.location.as_ref()));
            }
        }
    }

    fn check_built_ins(&self, service: &Shape, parameters: &[Parameter]) {
        for parameter in parameters {
            let Some(BuiltIn::Other(name)) = &parameter.built_in else {
                continue;
            };
            if BUILT_INS.contains(&name.as_str()) {
                continue;
            }
            let fault = format!("the built-in `{name}` is not known: users set its value");
            let fault = Diagnostic::warning(fault).on(&service.id);
            let fault = fault.maybe_help(did_you_mean(name, BUILT_INS));
            self.report(fault.maybe_at(service.location.as_ref()));
        }
    }

    fn check_bindings(&self, bindings: &[Binding<'_>], parameters: &[Parameter]) {
        for binding in bindings {
            let name = binding.name;
            let declared = parameters.iter().find(|it| it.name == name);
            let fault = match declared {
                None => {
                    let known = parameters.iter().map(|it| it.name.as_str());
                    let fault = format!("the endpoint rules have no parameter `{name}`");
                    Diagnostic::warning(fault).maybe_help(did_you_mean(name, known))
                }
                Some(declared) if !binding.kinds.contains(&declared.kind) => {
                    let kind = kind_name(declared.kind);
                    let fault = format!("the endpoint parameter `{name}` must be a `{kind}` here");
                    let help = "rules, operations and settings must agree on its type";
                    Diagnostic::error(fault).help(help)
                }
                Some(_) => continue,
            };
            self.report(fault.on(&binding.subject).maybe_at(binding.location));
        }
    }

    /// The parameters that an operation sets by its own traits or those of its input's members.
    fn bindings<'s>(&'s self, shape: &'s Shape) -> Vec<Binding<'s>> {
        let bound = |name: &'s str, kinds| Binding {
            name,
            kinds,
            subject: shape.id.clone(),
            location: shape.location.as_ref(),
        };
        let fixed = shape.traits.static_context_params().into_iter().flatten();
        let fixed = fixed.map(|(name, param)| bound(name, kinds_of_node(&param.value)));
        let mut bindings: Vec<Binding<'_>> = fixed.collect();
        let ShapeKind::Operation(operation) = &shape.kind else {
            return bindings;
        };
        let input = self.model.shape(&operation.input);
        let found = shape.traits.operation_context_params();
        let found = found.into_iter().flatten().filter_map(|(name, param)| {
            // A path that leads nowhere is reported where the operation is lowered.
            let path = jmespath::expression(self.model, &Known::Shape(input), &param.path);
            Some(bound(name, kinds_of_known(&path.ok()?.1, self.model)))
        });
        bindings.extend(found);
        for member in input.members() {
            let Some(param) = member.traits.context_param() else {
                continue;
            };
            bindings.push(Binding {
                name: &param.name,
                kinds: self.kinds_of_shape(&member.target),
                subject: input.id.with_member(&member.name),
                location: Some(&member.location),
            });
        }
        bindings
    }

    fn kinds_of_shape(&self, id: &ShapeId) -> &'static [ParameterKind] {
        match &self.model.shape(id).kind {
            ShapeKind::String | ShapeKind::Enum { .. } => &[ParameterKind::String],
            ShapeKind::Boolean => &[ParameterKind::Boolean],
            ShapeKind::List { .. } => &[ParameterKind::StringArray],
            _ => &[],
        }
    }
}

/// The parameters that the user of the client sets.
fn settings(service: &Shape) -> Vec<Binding<'_>> {
    let declared = service.traits.client_context_params().into_iter().flatten();
    let settings = declared.map(|(name, setting)| Binding {
        name,
        kinds: kinds_of_name(&setting.kind),
        subject: service.id.clone(),
        location: service.location.as_ref(),
    });
    settings.collect()
}

fn kinds_of_name(name: &str) -> &'static [ParameterKind] {
    match name.to_ascii_lowercase().as_str() {
        "string" => &[ParameterKind::String],
        "boolean" => &[ParameterKind::Boolean],
        "stringarray" => &[ParameterKind::StringArray],
        _ => &[],
    }
}

fn kinds_of_node(node: &Node) -> &'static [ParameterKind] {
    match node {
        Node::Bool(_) => &[ParameterKind::Boolean],
        Node::String(_) => &[ParameterKind::String],
        Node::Array(_) => &[ParameterKind::StringArray],
        Node::Null | Node::Number(_) | Node::Object(_) => &[],
    }
}

/// A value of unknown type can be of any type.
fn kinds_of_known(known: &Known<'_>, model: &Model) -> &'static [ParameterKind] {
    match known {
        Known::Any => &[
            ParameterKind::String,
            ParameterKind::Boolean,
            ParameterKind::StringArray,
        ],
        _ if known.may_be_text() => &[ParameterKind::String],
        _ if known.may_be_boolean() => &[ParameterKind::Boolean],
        _ if known.may_be_texts(model) => &[ParameterKind::StringArray],
        _ => &[],
    }
}

const fn kind_name(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::String => "string",
        ParameterKind::Boolean => "boolean",
        ParameterKind::StringArray => "stringArray",
    }
}
