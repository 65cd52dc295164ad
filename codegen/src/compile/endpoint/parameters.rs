//! The parameters of a rule set.

use crate::model::Node as Value;

use super::expr::{Lowering, Variable};
use super::functions::Type;
use super::node::Node;
use super::{BuiltIn, Literal, Parameter, ParameterKind};

impl Lowering {
    /// Lowers `parameters`, each of which becomes a variable.
    pub(super) fn parameters(&mut self, root: &Node<'_>) -> Option<Vec<Parameter>> {
        let parameters = self.object_of(root, "parameters");
        let mut lowered = Vec::new();
        for (name, node) in parameters.iter().filter_map(Node::fields).flatten() {
            let parameter = self.parameter(name, &node)?;
            self.scope.push(Variable {
                name: name.to_owned(),
                is: parameter.kind.into(),
                optional: !parameter.required,
            });
            lowered.push(parameter);
        }
        Some(lowered)
    }

    fn parameter(&mut self, name: &str, node: &Node<'_>) -> Option<Parameter> {
        let kind = self.text_of(node, "type")?;
        let kind = match kind.to_ascii_lowercase().as_str() {
            "string" => ParameterKind::String,
            "boolean" => ParameterKind::Boolean,
            "stringarray" => ParameterKind::StringArray,
            _ => {
                let known = "parameters are `string`, `boolean` or `stringArray`";
                self.report(node, format!("type `{kind}` is not known: {known}"));
                return None;
            }
        };
        let required = node.value.get("required") == Some(&Value::Bool(true));
        let default = match node.get("default") {
            Some(default) => Some(self.default(&default, kind)?),
            None => None,
        };
        if default.is_some() && !required {
            self.report(node, "a parameter with a `default` must be `required`");
        }
        let text = |key| node.value.get(key).and_then(Value::as_str);
        Some(Parameter {
            name: name.to_owned(),
            kind,
            required,
            default,
            built_in: text("builtIn").map(built_in),
            documentation: text("documentation").map(str::to_owned),
        })
    }

    fn default(&mut self, node: &Node<'_>, kind: ParameterKind) -> Option<Literal> {
        let literal = match (kind, node.value) {
            (ParameterKind::Boolean, Value::Bool(value)) => Some(Literal::Boolean(*value)),
            (ParameterKind::String, Value::String(text)) => Some(Literal::Text(text.clone())),
            (ParameterKind::StringArray, Value::Array(items)) => {
                let items = items.iter().map(|item| item.as_str().map(str::to_owned));
                items.collect::<Option<_>>().map(Literal::List)
            }
            _ => None,
        };
        if literal.is_none() {
            self.report(node, "the default is not of the parameter's type");
        }
        literal
    }
}

impl From<ParameterKind> for Type {
    fn from(kind: ParameterKind) -> Self {
        match kind {
            ParameterKind::String => Self::Text,
            ParameterKind::Boolean => Self::Boolean,
            ParameterKind::StringArray => Self::List,
        }
    }
}

fn built_in(name: &str) -> BuiltIn {
    match name {
        "AWS::Region" => BuiltIn::Region,
        "AWS::UseDualStack" => BuiltIn::UseDualStack,
        "AWS::UseFIPS" => BuiltIn::UseFips,
        "SDK::Endpoint" => BuiltIn::Endpoint,
        "AWS::Auth::AccountId" => BuiltIn::AccountId,
        "AWS::Auth::AccountIdEndpointMode" => BuiltIn::AccountIdEndpointMode,
        other => BuiltIn::Other(other.to_owned()),
    }
}
