//! Settings that are a variable of the environment or a key of a profile, as one environment: what
//! the runtime asks for by the name of a variable is answered from either.
//!
//! Pure: the environment and the files come in.

mod table;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use tinsmith::config::{Environment, SETTINGS_WITHOUT_FEATURE};

use crate::files::{Files, Value, Values};
use table::{Setting, TABLE};

/// Variables of the environment by name.
pub(crate) type Variables = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// The settings that are configured.
#[derive(Clone)]
pub(crate) struct Settings {
    variables: Variables,
    files: Arc<Files>,
    profile: String,
}

/// A value, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) value: String,
    pub(crate) origin: String,
}

/// Where a setting is configured.
enum Place<'a> {
    Variable(&'a str, String),
    Key(&'a Value, String),
}

impl Place<'_> {
    fn found(self) -> Found {
        match self {
            Self::Variable(name, value) => Found {
                value,
                origin: name.to_owned(),
            },
            Self::Key(value, name) => Found {
                value: value.text.clone(),
                origin: format!("{}: `{name}`", value.origin),
            },
        }
    }
}

/// Settings that have no effect, and what to do instead.
const NOT_HONOURED: [(&str, &str); 3] = [
    (
        "AWS_CA_BUNDLE",
        "give the transport the certificates in this file",
    ),
    (
        "AWS_DEFAULTS_MODE",
        "set time limits and retries in code (`attempt_timeout`, `retry`)",
    ),
    (
        "s3 payload_signing_enabled",
        "bodies in memory are signed, and streams are not",
    ),
];

/// The values of such settings that ask for what happens without the feature: no checksums, and no
/// compression.
const WITHOUT_CONSEQUENCE: [&str; 2] = ["when_required", "true"];

/// The variables that HTTP clients take proxies from. Their values may hold passwords.
const PROXIES: [&str; 6] = [
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
];

const ENDPOINT_URL: &str = "AWS_ENDPOINT_URL";

impl Settings {
    pub(crate) fn new(variables: Variables, files: Arc<Files>, profile: String) -> Self {
        Self {
            variables,
            files,
            profile,
        }
    }

    /// The variable called `name`, whatever files say; an empty one counts as unset.
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        (self.variables)(name).filter(|value| !value.trim().is_empty())
    }

    /// What the shared files say.
    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// The profile that is used, if there is one of its name.
    pub(crate) fn profile(&self) -> Option<&Values> {
        self.files.profiles.get(&self.profile)
    }

    /// What is configured for the variable called `name`.
    pub(crate) fn get(&self, name: &str) -> Option<Found> {
        if let Some(service) = name.strip_prefix("AWS_ENDPOINT_URL_") {
            return self.endpoint_url(name, service);
        }
        let place = match TABLE
            .iter()
            .find(|setting| setting.variables.contains(&name))
        {
            Some(setting) => self.place(setting),
            None => self.in_environment(name),
        };
        place.map(Place::found)
    }

    fn in_environment<'n>(&self, name: &'n str) -> Option<Place<'n>> {
        Some(Place::Variable(name, self.variable(name)?))
    }

    fn place<'s>(&'s self, setting: &'s Setting) -> Option<Place<'s>> {
        let mut variables = setting.variables.iter();
        let variable = variables.find_map(|name| self.in_environment(name));
        variable.or_else(|| self.in_profile(setting))
    }

    fn in_profile<'s>(&'s self, setting: &'s Setting) -> Option<Place<'s>> {
        let profile = self.profile()?;
        let mut keys = setting.keys.iter();
        let own = keys.find_map(|key| Some(Place::Key(profile.get(key)?, (*key).to_owned())));
        let nested = || {
            let (above, key) = setting.nested?;
            let value = profile.get(above)?.nested(key)?;
            Some(Place::Key(value, format!("{above} {key}")))
        };
        own.or_else(nested)
    }

    /// The endpoint of one service. A variable of the environment comes first, be it the service's or
    /// that of all services; then the section of services that the profile names. The runtime asks
    /// for the profile's own `endpoint_url` afterwards, by the variable of all services.
    fn endpoint_url(&self, name: &str, service: &str) -> Option<Found> {
        if let Some(place) = self.in_environment(name) {
            return Some(place.found());
        }
        if self.variable(ENDPOINT_URL).is_some() {
            return None;
        }
        let section = self.services()?.ok()?;
        let service = section.get(&service.to_ascii_lowercase())?;
        let value = service.nested("endpoint_url")?;
        Some(Place::Key(value, "endpoint_url".to_owned()).found())
    }

    /// The section of services that the profile names; an error if the files lack such a section.
    fn services(&self) -> Option<Result<&Values, String>> {
        let name = self.profile()?.get("services")?;
        let missing = || {
            format!(
                "{}: `services` names `{1}`, and there is no section `[services {1}]`",
                name.origin, name.text
            )
        };
        let section = self.files.services.get(&name.text);
        Some(section.ok_or_else(missing))
    }

    /// The fault that makes all settings unusable.
    pub(crate) fn fault(&self) -> Option<String> {
        self.services()?.err()
    }

    /// The settings that are configured and have no effect, each with what to do instead.
    pub(crate) fn not_honoured(&self, uses_proxies: bool) -> Vec<String> {
        let mut notes = Vec::new();
        for (name, advice) in NOT_HONOURED {
            if let Some(Found { value, origin }) = self.get(name) {
                notes.push(format!("{origin} ({value:?}) is not honoured: {advice}"));
            }
        }
        for (name, feature) in SETTINGS_WITHOUT_FEATURE {
            let found = self.get(name);
            let found = found.filter(|it| !WITHOUT_CONSEQUENCE.contains(&it.value.trim()));
            if let Some(Found { value, origin }) = found {
                notes.push(format!(
                    "{origin} ({value:?}) has no effect: it needs the feature `{feature}` of \
                     `tinsmith`"
                ));
            }
        }
        let mut proxies = PROXIES.iter().filter(|_| !uses_proxies);
        if let Some(name) = proxies.find(|name| self.variable(name).is_some()) {
            notes.push(format!(
                "{name} is not honoured: the transport does not use it; set the proxy of its HTTP \
                 client, or choose a transport that does (`ReqwestTransport`, `UreqTransport`)"
            ));
        }
        notes
    }

    /// The number that is configured for the variable called `name`, which must be positive.
    pub(crate) fn positive(&self, name: &str) -> Result<Option<u32>, String> {
        let Some(Found { value, origin }) = self.get(name) else {
            return Ok(None);
        };
        match value.trim().parse() {
            Ok(number) if number > 0 => Ok(Some(number)),
            _ => Err(format!(
                "{origin} is {value:?}; allowed are whole numbers from 1 on"
            )),
        }
    }

    /// The setting for the variable called `name`, if it is `true`.
    pub(crate) fn enabled(&self, name: &str) -> Result<Option<Found>, String> {
        let Some(found) = self.get(name) else {
            return Ok(None);
        };
        match found.value.trim().to_ascii_lowercase().as_str() {
            "true" => Ok(Some(found)),
            "false" => Ok(None),
            _ => Err(format!(
                "{} is {:?}; allowed are `true` and `false`",
                found.origin, found.value
            )),
        }
    }

    /// The instance profile that the user names; a blank one is an error.
    pub(crate) fn given_instance_profile(&self) -> Result<Option<String>, String> {
        const NAME: &str = "AWS_EC2_INSTANCE_PROFILE_NAME";
        let blank = (self.variables)(NAME).filter(|name| !name.is_empty());
        if blank.is_some_and(|name| name.trim().is_empty()) {
            return Err(format!(
                "{NAME} is blank; set the name of a role, or unset it"
            ));
        }
        Ok(self.get(NAME).map(|found| found.value))
    }

    /// All settings that are configured, and where.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, Found)> {
        TABLE.iter().filter_map(|setting| {
            let name = setting.variables.first()?;
            Some((*name, self.place(setting)?.found()))
        })
    }

    /// The settings as the runtime asks for them.
    pub(crate) fn environment(&self) -> Environment {
        let (values, origins) = (self.clone(), self.clone());
        let environment = Environment::from_fn(move |name| Some(values.get(name)?.value));
        let environment = environment.with_origins(move |name| Some(origins.get(name)?.origin));
        match self.fault() {
            Some(fault) => environment.with_fault(fault),
            None => environment,
        }
    }
}

/// `Debug` shows no value, since values may be secrets.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Settings(profile `{}`)", self.profile)
    }
}
