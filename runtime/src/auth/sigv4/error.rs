//! Errors of signing.

use std::error::Error;
use std::fmt;

/// Why a request could not be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SigningError {
    /// The request has neither a `host` header nor an absolute URI.
    NoHost,
    /// The signing time lies outside the years 0 to 9999; holds seconds since the epoch.
    Time(i64),
    /// A presigned URL is to live for no time, or for more than seven days.
    Expires,
    /// The part named holds characters that no HTTP header can carry.
    NotAHeader(&'static str),
    /// No key for `SigV4a` can be derived from the credentials.
    NoKey,
    /// The messages of a stream of events are signed one by one, and that with `SigV4` only.
    Events,
    /// The presigned URL would be longer than a URI may be.
    UriTooLong,
}

impl fmt::Display for SigningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot sign the request: ")?;
        match self {
            Self::NoHost => f.write_str("give it an absolute URI or a `host` header"),
            Self::Time(seconds) => write!(
                f,
                "its time, {seconds} s after 1970, is outside the years 0 to 9999"
            ),
            Self::Expires => {
                f.write_str("a presigned URL lives from one second to seven days (604800 s)")
            }
            Self::NotAHeader(what) => {
                write!(f, "its {what} has characters that no HTTP header can carry")
            }
            Self::NoKey => f.write_str("its credentials yield no key for SigV4a"),
            Self::Events => f.write_str("events can be signed with SigV4 only, not with SigV4a"),
            Self::UriTooLong => f.write_str("its presigned URL is too long"),
        }
    }
}

impl Error for SigningError {}
