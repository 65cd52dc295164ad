//! Credentials that need no looking up: of the environment, and of profiles.

use tinsmith::credentials::EnvironmentCredentials;
use tinsmith::{Credentials, Timestamp};

use crate::settings::Settings;
use crate::step::{Event, Failure, Source, Step};

/// Credentials that are known already, or why they are not.
#[derive(Debug)]
pub(crate) struct Known(pub(crate) Result<Credentials, Failure>);

impl Known {
    /// Those of the environment.
    pub(crate) fn of_environment(settings: &Settings) -> Self {
        let environment = EnvironmentCredentials::new(|name| settings.variable(name));
        let found = environment.credentials();
        Self(found.map_err(|error| Failure::non_recoverable(error.to_string())))
    }
}

impl Source for Known {
    fn next(&mut self, _now: Timestamp, _event: Event) -> Step {
        Step::Done(self.0.clone())
    }
}
