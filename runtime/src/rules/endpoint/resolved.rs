//! The result of rules: an endpoint with its properties, or the reason for its absence.

use std::fmt::Write;

use crate::model::endpoint::Property;
use crate::util::printable::Printable;

/// Where to send a request, and what the service says about that place.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub(super) url: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) properties: &'static [(&'static str, Property)],
    pub(super) computed: Vec<String>,
}

impl Endpoint {
    /// An endpoint that says nothing but its URL: for services without rules, and for tests.
    pub fn plain(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            headers: Vec::new(),
            properties: &[],
            computed: Vec::new(),
        }
    }

    /// The same with these properties.
    #[cfg(test)]
    pub(crate) fn with_properties(self, properties: &'static [(&'static str, Property)]) -> Self {
        Self { properties, ..self }
    }

    /// The same at another URL: headers and properties stay.
    pub(crate) fn at(&self, url: String) -> Self {
        Self {
            url,
            ..self.clone()
        }
    }

    /// Scheme, host and perhaps a base path.
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

    /// The property of that name.
    pub fn property(&self, name: &str) -> Option<PropertyRef<'_>> {
        self.properties()
            .find_map(|(key, property)| (key == name).then_some(property))
    }

    /// The authentication schemes that the endpoint takes, the best first (the `authSchemes`
    /// property); none where it leaves them to the model.
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
    /// The boolean, if it is one.
    pub fn boolean(self) -> Option<bool> {
        match self.property {
            Property::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn integer(self) -> Option<i64> {
        match self.property {
            Property::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn text(self) -> Option<&'e str> {
        match self.property {
            Property::Text(text) => Some(text),
            Property::Computed(index) => self.computed.get(*index).map(String::as_str),
            _ => None,
        }
    }

    /// The elements of a list; none of anything else.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let items = match self.property {
            Property::List(items) => *items,
            _ => &[],
        };
        items.iter().map(move |property| Self { property, ..self })
    }

    /// The fields of an object; none of anything else.
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

/// What an endpoint says about an authentication scheme.
#[derive(Clone, Copy, Debug)]
pub struct EndpointAuth<'e>(PropertyRef<'e>);

impl<'e> EndpointAuth<'e> {
    /// The scheme, such as `sigv4`; nothing where the endpoint does not say.
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

    /// Whether the path is not to be encoded a second time for the signature.
    pub fn disable_double_encoding(self) -> bool {
        self.flag("disableDoubleEncoding")
    }

    /// Whether the path is to be signed as it is, dots and double slashes included.
    pub fn disable_normalize_path(self) -> bool {
        self.flag("disableNormalizePath")
    }

    fn flag(self, name: &str) -> bool {
        self.0.field(name).and_then(PropertyRef::boolean) == Some(true)
    }
}

/// Why there is no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndpointError {
    /// A rule refuses the parameters, for the reason that the model gives.
    Refused(String),
    /// A required parameter has no value.
    Missing(&'static str),
    /// The value of this parameter is part of the host and has characters that none may have.
    NotInHost(&'static str),
    /// The service has endpoints of its own and does not say which, for this reason.
    Undiscovered(String),
    /// No rule applies to the parameters.
    Exhausted,
    /// The service has no rules, and no endpoint was given.
    Unknown,
    /// The URL cannot be sent to.
    InvalidUrl {
        /// The URL.
        url: String,
        /// What is wrong with it.
        reason: &'static str,
    },
}

impl std::fmt::Display for EndpointError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Values come from users and, where endpoints are discovered, from services.
        let f = &mut Printable(f);
        match self {
            Self::Refused(message) => f.write_str(message),
            Self::Missing(parameter) => {
                write!(f, "the endpoint depends on `{parameter}`, which is not set")
            }
            Self::NotInHost(parameter) => write!(
                f,
                "`{parameter}` is part of the host: there it must have letters, digits, `-`, `_` and \
                 `.` only"
            ),
            Self::Undiscovered(reason) => {
                write!(f, "the service names none: {reason}")
            }
            Self::Exhausted => f.write_str("the model has no endpoint for these parameters"),
            Self::Unknown => f.write_str("the service has no rules for it, set `endpoint_url`"),
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
    fn what_errors_quote_is_escaped() {
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
