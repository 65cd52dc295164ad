//! The error of signing.

use std::error::Error;
use std::fmt;

/// The reason why a request could not be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SigningError {
    /// Neither a `host` header nor an absolute URI names the host.
    NoHost,
    /// The signing time lies outside the years 0 to 9999; holds seconds since the epoch.
    Time(i64),
    /// The lifetime of a presigned URL is zero, or more than seven days.
    Expires,
    /// The part named holds characters that no HTTP header can carry.
    NotAHeader(&'static str),
    /// No `SigV4a` key can be derived from the credentials.
    NoKey,
    /// Event messages are signed one by one, which only `SigV4` supports.
    Events,
    /// The presigned URL would exceed the maximum length of a URI.
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
