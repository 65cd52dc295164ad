//! Checks of the property `authSchemes` of an endpoint.
//!
//! Source: Smithy 2.0, "Rules engine specification", "Endpoint authSchemes list property", and
//! "AWS rules engine library functions" for the properties of AWS's schemes.

use crate::model::Node as Value;

use super::expr::Lowering;
use super::node::Node;

/// The properties of AWS's schemes by name.
const PROPERTIES: [(&str, Form); 5] = [
    ("disableDoubleEncoding", Form::Boolean),
    ("disableNormalizePath", Form::Boolean),
    ("signingName", Form::Text),
    ("signingRegion", Form::Text),
    ("signingRegionSet", Form::Texts),
];

/// The type of a property.
#[derive(Clone, Copy)]
enum Form {
    Boolean,
    Text,
    Texts,
}

impl Form {
    fn fits(self, value: &Value) -> bool {
        match self {
            Self::Boolean => value.as_bool().is_some(),
            Self::Text => value.as_str().is_some(),
            Self::Texts => value.as_array().is_some_and(|items| {
                !items.is_empty() && items.iter().all(|it| it.as_str().is_some())
            }),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Boolean => "a boolean",
            Self::Text => "a string",
            Self::Texts => "an array of one or more strings",
        }
    }
}

impl Lowering {
    /// Reports faults of the authentication schemes among an endpoint's `properties`.
    pub(super) fn check_auth_schemes(&mut self, properties: &Node<'_>) {
        let Some(schemes) = properties.get("authSchemes") else {
            return;
        };
        let Some(items) = schemes.items() else {
            self.report(&schemes, "`authSchemes` must be an array");
            return;
        };
        let mut names = Vec::new();
        for scheme in items {
            let Some(name) = self.text_of(&scheme, "name").map(str::to_owned) else {
                continue;
            };
            if names.contains(&name) {
                self.report(&scheme, format!("the scheme `{name}` is listed twice"));
            }
            if name.starts_with("sigv4") {
                self.check_properties(&scheme);
            }
            names.push(name);
        }
    }

    fn check_properties(&mut self, scheme: &Node<'_>) {
        for (name, form) in PROPERTIES {
            let property = scheme.get(name);
            if let Some(property) = property.filter(|it| !form.fits(it.value)) {
                self.report(&property, format!("`{name}` must be {}", form.name()));
            }
        }
    }
}
