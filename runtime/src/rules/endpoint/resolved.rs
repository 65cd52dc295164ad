//! The result of endpoint rules: an endpoint with its properties, or an error.

use std::fmt::Write;

use crate::model::endpoint::Property;
use crate::util::printable::Printable;

/// The endpoint of a request: its URL, headers and properties.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub(super) url: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) properties: &'static [(&'static str, Property)],
    pub(super) computed: Vec<String>,
}

impl Endpoint {
    /// An endpoint that has only a URL, for services without rules and for tests.
    pub fn plain(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            headers: Vec::new(),
            properties: &[],
            computed: Vec::new(),
        }
    }

    /// The same endpoint with these properties.
    #[cfg(test)]
    pub(crate) fn with_properties(self, properties: &'static [(&'static str, Property)]) -> Self {
        Self { properties, ..self }
    }

    /// The same endpoint with another URL and the same headers and properties.
    pub(crate) fn with_url(&self, url: String) -> Self {
        Self {
            url,
            ..self.clone()
        }
    }

    /// The URL: scheme, host and an optional base path.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Headers to add to the request.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
    }

    /// All properties.
    pub fn properties(&self) -> impl Iterator<Item = (&'static str, PropertyRef<'_>)> {
        self.properties.iter().map(|(name, property)| {
            let property = PropertyRef {
                property,
                computed: &self.computed,
            };
            (*name, property)
        })
    }

    /// The property called `name`.
    pub fn property(&self, name: &str) -> Option<PropertyRef<'_>> {
        self.properties()
            .find_map(|(key, property)| (key == name).then_some(property))
    }

    /// The authentication schemes of the endpoint, in order of preference (the `authSchemes`
    /// property). Empty if the schemes of the model apply.
    pub fn auth_schemes(&self) -> impl Iterator<Item = EndpointAuth<'_>> {
        let schemes = self.property("authSchemes").map(PropertyRef::items);
        schemes.into_iter().flatten().map(EndpointAuth)
    }
}

/// A property of an [`Endpoint`].
#[derive(Clone, Copy, Debug)]
pub struct PropertyRef<'e> {
    property: &'static Property,
    computed: &'e [String],
}

impl<'e> PropertyRef<'e> {
    /// The boolean, if the property is one.
    pub fn boolean(self) -> Option<bool> {
        match self.property {
            Property::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if the property is one.
    pub fn integer(self) -> Option<i64> {
        match self.property {
            Property::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// The text, if the property is one.
    pub fn text(self) -> Option<&'e str> {
        match self.property {
            Property::Text(text) => Some(text),
            Property::Computed(index) => self.computed.get(*index).map(String::as_str),
            _ => None,
        }
    }

    /// The elements of a list; empty for any other property.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let items = match self.property {
            Property::List(items) => *items,
            _ => &[],
        };
        items.iter().map(move |property| Self { property, ..self })
    }

    /// The fields of an object; empty for any other property.
    pub fn fields(self) -> impl Iterator<Item = (&'static str, Self)> {
        let fields = match self.property {
            Property::Object(fields) => *fields,
            _ => &[],
        };
        fields
            .iter()
            .map(move |(name, property)| (*name, Self { property, ..self }))
    }

    /// A field of an object.
    pub fn field(self, name: &str) -> Option<Self> {
        self.fields()
            .find_map(|(key, field)| (key == name).then_some(field))
    }
}

/// An authentication scheme of an endpoint, with its properties.
#[derive(Clone, Copy, Debug)]
pub struct EndpointAuth<'e>(PropertyRef<'e>);

impl<'e> EndpointAuth<'e> {
    /// The scheme's name, such as `sigv4`; empty if the endpoint does not name it.
    pub fn name(self) -> &'e str {
        let name = self.0.field("name").and_then(PropertyRef::text);
        name.unwrap_or_default()
    }

    /// The service's name in signatures.
    pub fn signing_name(self) -> Option<&'e str> {
        self.0.field("signingName")?.text()
    }

    /// The region in signatures (`sigv4`).
    pub fn signing_region(self) -> Option<&'e str> {
        self.0.field("signingRegion")?.text()
    }

    /// The regions in which a signature is valid (`sigv4a`).
    pub fn signing_region_set(self) -> impl Iterator<Item = &'e str> {
        let set = self.0.field("signingRegionSet").map(PropertyRef::items);
        set.into_iter().flatten().filter_map(PropertyRef::text)
    }

    /// Whether the signature covers the path without encoding it a second time.
    pub fn disable_double_encoding(self) -> bool {
        self.flag("disableDoubleEncoding")
    }

    /// Whether the signature covers the path unchanged, dots and double slashes included.
    pub fn disable_normalize_path(self) -> bool {
        self.flag("disableNormalizePath")
    }

    fn flag(self, name: &str) -> bool {
        self.0.field(name).and_then(PropertyRef::boolean) == Some(true)
    }
}

/// Error: a call has no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndpointError {
    /// A rule rejects the parameters, with the model's message.
    Refused(String),
    /// A required parameter has no value.
    Missing(&'static str),
    /// The value of this parameter is part of the host and contains characters that a host cannot
    /// have.
    NotInHost(&'static str),
    /// Endpoint discovery failed, for this reason.
    Undiscovered(String),
    /// No rule applies to the parameters.
    Exhausted,
    /// The service has no rules, and no endpoint was given.
    Unknown,
    /// The URL is not valid.
    InvalidUrl {
        /// The URL.
        url: String,
        /// What is wrong with it.
        reason: &'static str,
    },
}

impl std::fmt::Display for EndpointError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Values come from users and, with endpoint discovery, from services.
        let f = &mut Printable(f);
        match self {
            Self::Refused(message) => f.write_str(message),
            Self::Missing(parameter) => {
                write!(f, "the endpoint depends on `{parameter}`, which is not set")
            }
            Self::NotInHost(parameter) => write!(
                f,
                "`{parameter}` is part of the host and must consist of letters, digits, `-`, `_` and \
                 `.`"
            ),
            Self::Undiscovered(reason) => {
                write!(f, "endpoint discovery failed: {reason}")
            }
            Self::Exhausted => f.write_str("the model has no endpoint for these parameters"),
            Self::Unknown => f.write_str("the service has no endpoint rules; set `endpoint_url`"),
            Self::InvalidUrl { url, reason } => {
                write!(f, "endpoint `{url}` is not valid: {reason}")
            }
        }
    }
}

impl std::error::Error for EndpointError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_escape_quoted_text() {
        let text = || "a\u{1b}[2J\nb".to_owned();
        for error in [
            EndpointError::Refused(text()),
            EndpointError::Undiscovered(text()),
            EndpointError::InvalidUrl {
                url: text(),
                reason: "it has no host",
            },
        ] {
            let shown = error.to_string();
            assert!(shown.contains(r"a\u{1b}[2J\nb"), "{shown}");
        }
    }
}
