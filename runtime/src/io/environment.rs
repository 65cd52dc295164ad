//! The environment variables that a configuration falls back on.

mod reader;

use std::fmt;
use std::sync::Arc;

pub(crate) use reader::Reader;

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

/// A source of environment variables.
#[derive(Clone)]
pub struct Environment {
    lookup: Option<Arc<Lookup>>,
    origins: Option<Arc<Lookup>>,
    fault: Option<Arc<str>>,
}

impl Environment {
    /// An environment without variables.
    pub const fn none() -> Self {
        Self {
            lookup: None,
            origins: None,
            fault: None,
        }
    }

    /// The environment of this process.
    pub fn of_process() -> Self {
        Self::from_fn(|name| std::env::var(name).ok())
    }

    /// An environment whose variables `lookup` returns.
    pub fn from_fn(lookup: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self {
            lookup: Some(Arc::new(lookup)),
            origins: None,
            fault: None,
        }
    }

    /// Sets a function that maps a variable's name to the origin of its value, if that is not a
    /// variable of this name: a file and a line, for error messages.
    #[must_use]
    pub fn with_origins(
        mut self,
        origins: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.origins = Some(Arc::new(origins));
        self
    }

    /// Makes every call fail for this reason, before anything is sent.
    #[must_use]
    pub fn with_fault(mut self, fault: impl Into<Arc<str>>) -> Self {
        self.fault = Some(fault.into());
        self
    }

    /// The reason why every call fails, if there is one.
    pub(crate) fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// Returns whether the environment has no variables at all.
    pub(crate) const fn is_none(&self) -> bool {
        self.lookup.is_none()
    }

    /// The value of the variable `name`; an empty one counts as unset.
    pub fn get(&self, name: &str) -> Option<String> {
        self.lookup
            .as_ref()
            .and_then(|lookup| lookup(name))
            .filter(|value| !value.is_empty())
    }

    /// The origin of the value of the variable `name`.
    fn origin(&self, name: &str) -> String {
        let origins = self.origins.as_ref();
        let origin = origins.and_then(|origins| origins(name));
        origin.unwrap_or_else(|| name.to_owned())
    }

    /// The endpoint for a service, by its `sdkId` (AWS SDKs and Tools Reference, "Service-specific
    /// endpoints").
    pub(crate) fn endpoint_url(&self, sdk_id: &str) -> Option<String> {
        self.get(&format!("AWS_ENDPOINT_URL_{}", in_variable(sdk_id)))
            .or_else(|| self.get("AWS_ENDPOINT_URL"))
    }

    /// The bearer token for a service, by its signing name.
    pub(crate) fn bearer_token(&self, signing_name: &str) -> Option<String> {
        self.get(&format!("AWS_BEARER_TOKEN_{}", in_variable(signing_name)))
    }
}

/// A service's name as part of a variable's name.
fn in_variable(name: &str) -> String {
    name.to_ascii_uppercase().replace([' ', '-'], "_")
}

/// Prints no variables, since they may be secrets.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_none() {
            "Environment(none)"
        } else {
            "Environment"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &'static [(&str, &str)]) -> Environment {
        Environment::from_fn(|name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn an_endpoint_of_the_service_wins() {
        let it = environment(&[
            ("AWS_ENDPOINT_URL", "http://all"),
            ("AWS_ENDPOINT_URL_IOT_DATA_PLANE", "http://iot"),
        ]);
        assert_eq!(
            it.endpoint_url("IoT Data Plane").as_deref(),
            Some("http://iot")
        );
        assert_eq!(it.endpoint_url("DynamoDB").as_deref(), Some("http://all"));
    }

    #[test]
    fn an_empty_variable_is_unset() {
        assert_eq!(environment(&[("AWS_REGION", "")]).get("AWS_REGION"), None);
    }
}
