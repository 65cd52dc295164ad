//! Values of the traits about endpoint resolution. The rule set itself is only located here;
//! `compile` reads it.

use super::read::{Read, read_properties};
use crate::diagnostic::Location;
use crate::model::Node;
use crate::syntax::json::{Json, Report};

/// `smithy.rules#endpointRuleSet` or `smithy.rules#endpointBdd`, not yet read.
#[derive(Debug, Clone)]
pub struct RuleSet {
    text: String,
    location: Location,
}

impl RuleSet {
    /// The rule set's JSON as it is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it begins.
    pub fn location(&self) -> &Location {
        &self.location
    }
}

impl Read for RuleSet {
    fn read(json: Json<'_>, _: &mut Report<'_>) -> Option<Self> {
        Some(Self {
            text: json.text().to_owned(),
            location: json.location(),
        })
    }
}

/// `smithy.rules#contextParam`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextParam {
    /// The endpoint parameter.
    pub name: String,
}

read_properties!(ContextParam { "name" => name: required, });

/// One entry of `smithy.rules#staticContextParams`.
#[derive(Debug, Clone, PartialEq)]
pub struct StaticContextParam {
    /// A boolean, a string or an array of strings.
    pub value: Node,
}

read_properties!(StaticContextParam { "value" => value: required, });

/// One entry of `smithy.rules#operationContextParams`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationContextParam {
    /// A JMESPath expression over the input.
    pub path: String,
}

read_properties!(OperationContextParam { "path" => path: required, });

/// One entry of `smithy.rules#clientContextParams`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientContextParam {
    /// `boolean`, `string` or `stringArray`.
    pub kind: String,
    /// Its description.
    pub documentation: Option<String>,
}

read_properties!(ClientContextParam {
    "type" => kind: required,
    "documentation" => documentation: optional,
});
