//! Why a source has no credentials, in words that name the way out.

use std::error::Error;
use std::fmt;

/// Why credentials could not be had.
#[derive(Debug)]
#[non_exhaustive]
pub enum CredentialsError {
    /// An environment variable is unset or empty.
    Missing {
        /// The variable.
        variable: &'static str,
        /// A variable that goes with it and is set, if there is one.
        set: Option<&'static str>,
    },
    /// The service did not open the session whose keys are signed with, for this reason.
    Session(String),
    /// The source itself failed.
    Source(Box<dyn Error + Send + Sync>),
}

impl CredentialsError {
    /// A failure of a source, from an error or a sentence.
    pub fn source(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Source(error.into())
    }
}

impl CredentialsError {
    /// Whether the source works, but has nothing.
    pub(crate) fn is_absence(&self) -> bool {
        matches!(self, Self::Missing { set: None, .. })
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { variable, set } => {
                write!(
                    f,
                    "no AWS credentials: the environment variable {variable} is not set"
                )?;
                if let Some(set) = set {
                    write!(f, ", though {set} is")?;
                }
                write!(
                    f,
                    "; set {variable}, or give the client credentials in code"
                )
            }
            Self::Session(reason) => write!(f, "no session with the bucket: {reason}"),
            Self::Source(error) => write!(f, "the source of credentials failed: {error}"),
        }
    }
}

impl Error for CredentialsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Missing { .. } | Self::Session(_) => None,
            // `Display` has said the error itself.
            Self::Source(error) => error.source(),
        }
    }
}
