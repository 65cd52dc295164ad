//! The chain as a source of the runtime, and its reports.

use std::fmt;
use std::sync::Arc;

use tinsmith::Timestamp;
use tinsmith::credentials::{CredentialsError, ProvideCredentials, Provided};
use tinsmith::transport::{BlockingTransport, Transport};

use crate::chain::{Assembly, Search};
use crate::host::{self, Host};
use crate::report::{Configured, Report};
use crate::step::{Failure, FailureKind};

/// The chain as a source of the runtime.
pub(super) struct Chain<T> {
    pub(super) host: Host<T>,
    pub(super) assembly: Assembly,
}

impl<T> fmt::Debug for Chain<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chain")
            .field("profile", &self.assembly.profile)
            .finish_non_exhaustive()
    }
}

impl ProvideCredentials for Chain<Arc<dyn Transport>> {
    fn provide(&self, now: Timestamp) -> Provided<'_> {
        Provided::Pending(Box::pin(async move {
            let mut search = Search::new(&self.assembly);
            let found = host::run(&self.host, now, &mut search).await;
            found
                .map(Some)
                .map_err(|failure| self.assembly.error(&failure, &search))
        }))
    }
}

impl ProvideCredentials for Chain<Arc<dyn BlockingTransport>> {
    fn provide(&self, now: Timestamp) -> Provided<'_> {
        let mut search = Search::new(&self.assembly);
        let found = host::run_blocking(&self.host, now, &mut search);
        let found = found
            .map(Some)
            .map_err(|failure| self.assembly.error(&failure, &search));
        Provided::Ready(found)
    }
}

impl Assembly {
    pub(super) fn report(&self, search: &Search<'_>) -> Report {
        let settings = self.settings.all().map(|(name, found)| Configured {
            name,
            value: found.value,
            origin: found.origin,
        });
        let mut notes = self.unreadable.clone();
        notes.extend(self.settings.not_honoured(self.uses_proxies));
        notes.extend(self.settings.fault());
        Report {
            tried: search.tried.clone(),
            chosen_by: self.chosen_by,
            left: search.left().collect(),
            settings: settings.collect(),
            notes,
            found: None,
        }
    }

    fn error(&self, failure: &Failure, search: &Search<'_>) -> CredentialsError {
        let report = self.report(search);
        match failure.kind {
            FailureKind::Absent => CredentialsError::absent(report),
            FailureKind::Transient => CredentialsError::source(report),
            FailureKind::NonRecoverable => CredentialsError::non_recoverable(report),
        }
    }
}
