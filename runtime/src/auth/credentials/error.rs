//! Errors of sources of credentials, with texts that name the way out.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

type Cause = Arc<dyn Error + Send + Sync>;

/// The reason why a source returned no credentials. Clones share it, since several callers may
/// wait for one answer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum CredentialsError {
    /// An environment variable is unset or empty.
    Missing {
        /// The variable.
        variable: &'static str,
        /// A variable that belongs with it and is set, if any.
        set: Option<&'static str>,
    },
    /// The source works but has no credentials; another source, or another authentication scheme,
    /// may have some.
    Absent(Cause),
    /// The service did not open the session whose keys sign the request; holds the reason.
    Session(String),
    /// The source itself failed, and may work again later.
    Source(Cause),
    /// The source will fail until a person intervenes: logs in again, or corrects a file. Cached
    /// credentials are not used in its place.
    NonRecoverable(Cause),
}

impl CredentialsError {
    /// A source without credentials, from an error or a sentence.
    pub fn absent(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Absent(Arc::from(error.into()))
    }

    /// A failure of a source, from an error or a sentence.
    pub fn source(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Source(Arc::from(error.into()))
    }

    /// A failure that lasts until a person intervenes, from an error or a sentence.
    pub fn non_recoverable(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::NonRecoverable(Arc::from(error.into()))
    }

    /// Returns whether the source works but has no credentials.
    pub(crate) fn is_absence(&self) -> bool {
        matches!(self, Self::Missing { set: None, .. } | Self::Absent(_))
    }

    /// Returns whether the source will go on failing.
    pub(super) fn is_non_recoverable(&self) -> bool {
        matches!(self, Self::NonRecoverable(_))
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { variable, set } => missing(variable, *set, f),
            Self::Session(reason) => write!(f, "no session with the bucket: {reason}"),
            Self::Source(error) => write!(f, "the source of credentials failed: {error}"),
            Self::Absent(error) | Self::NonRecoverable(error) => error.fmt(f),
        }
    }
}

fn missing(variable: &str, set: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(
        f,
        "no AWS credentials: the environment variable {variable} is not set"
    )?;
    match set {
        Some(set) => write!(
            f,
            ", though {set} is; set {variable}, or give the client credentials in code"
        ),
        None => write!(
            f,
            "; set {variable}, give the client credentials in code, or load the configuration \
             with `tinsmith_config::load()`, which knows profiles, roles, SSO, containers and \
             instances; `eval \"$(aws configure export-credentials --format env)\"` sets the \
             variables from a profile"
        ),
    }
}

impl Error for CredentialsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Missing { .. } | Self::Session(_) => None,
            // `Display` has printed the error itself.
            Self::Absent(error) | Self::Source(error) | Self::NonRecoverable(error) => {
                error.source()
            }
        }
    }
}
