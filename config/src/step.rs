//! The interface of sources: a lookup under way receives an event and returns the next step. It does
//! no IO itself; two drivers do, one for each mode of clients.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tinsmith::credentials::{CredentialsError, ProvideCredentials, Resolved};
use tinsmith::future::MaybeSend;
use tinsmith::transport::TransportError;
use tinsmith::{Credentials, Timestamp};

#[cfg(feature = "login")]
use crate::clients::signin;
use crate::clients::{sso, sso_oidc, sts};
#[cfg(feature = "login")]
use crate::source::login::proof::ProofKey;

/// A lookup under way.
pub(crate) trait Source<T = Credentials>: fmt::Debug + MaybeSend {
    /// The step that follows from `event`, which happened at `now`.
    fn next(&mut self, now: Timestamp, event: Event) -> Step<T>;
}

/// The next action of a lookup.
pub(crate) enum Step<T = Credentials> {
    Read(PathBuf),
    /// The whole file, readable by its owner only, in one piece.
    Write(PathBuf, Vec<u8>),
    /// A shell command.
    Run(String),
    /// A plain request, which is given up after a while.
    Send(Box<Request<Bytes>>, Duration),
    /// An operation of AWS.
    Call(Box<Call>),
    /// A code from a device of the user's, by its serial number.
    Ask(String),
    /// The answer of a source of the user's.
    Provide(Arc<dyn ProvideCredentials>),
    Sleep(Duration),
    Done(Result<T, Failure>),
}

/// What happened.
pub(crate) enum Event {
    Start,
    File(io::Result<Vec<u8>>),
    /// Sent whether or not the file could be written: a cache is a convenience.
    Written,
    Ran(io::Result<Output>),
    Response(Response<Bytes>),
    Failed(TransportError),
    Called(Result<Reply, CallError>),
    Answered(Option<String>),
    Provided(Resolved),
    Elapsed,
}

/// An operation, and whose keys sign it.
pub(crate) enum Call {
    AssumeRole(sts::AssumeRoleRequest, Credentials),
    AssumeRoleWithWebIdentity(sts::AssumeRoleWithWebIdentityRequest),
    /// The region is that of the login.
    GetRoleCredentials(sso::GetRoleCredentialsRequest, String),
    CreateToken(sso_oidc::CreateTokenRequest, String),
    #[cfg(feature = "login")]
    CreateOAuth2Token(Renewal),
}

/// A request that renews an `aws login`, and what proves that it may.
#[cfg(feature = "login")]
pub(crate) struct Renewal {
    pub(crate) request: signin::CreateOAuth2TokenRequest,
    pub(crate) key: ProofKey,
    /// When it is made.
    pub(crate) time: Timestamp,
    /// The region of the login, if the profile has one.
    pub(crate) region: Option<String>,
}

/// The answer of an operation.
pub(crate) enum Reply {
    AssumeRole(sts::AssumeRoleResponse),
    AssumeRoleWithWebIdentity(sts::AssumeRoleWithWebIdentityResponse),
    GetRoleCredentials(sso::GetRoleCredentialsResponse),
    CreateToken(sso_oidc::CreateTokenResponse),
    #[cfg(feature = "login")]
    CreateOAuth2Token(signin::CreateOAuth2TokenResponse),
}

/// Why an operation failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CallError {
    /// The error code of the service, if it answered with one.
    pub(crate) code: Option<String>,
    /// The status of the answer, if there was one.
    #[cfg(feature = "login")]
    pub(crate) status: Option<http::StatusCode>,
    pub(crate) message: String,
}

/// The result of a program.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) is_success: bool,
    /// Its exit status, in words.
    pub(crate) status: String,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
}

/// Why a lookup found nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) kind: FailureKind,
    pub(crate) what: String,
}

/// What to do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FailureKind {
    /// Another source may have something.
    Absent,
    /// Trying again later may help.
    Transient,
    /// Somebody has to do something.
    NonRecoverable,
}

impl Failure {
    pub(crate) fn absent(what: impl Into<String>) -> Self {
        Self {
            kind: FailureKind::Absent,
            what: what.into(),
        }
    }

    pub(crate) fn transient(what: impl Into<String>) -> Self {
        Self {
            kind: FailureKind::Transient,
            what: what.into(),
        }
    }

    pub(crate) fn non_recoverable(what: impl Into<String>) -> Self {
        Self {
            kind: FailureKind::NonRecoverable,
            what: what.into(),
        }
    }
}

impl Failure {
    /// The failure as an error of the runtime.
    pub(crate) fn into_error(self) -> CredentialsError {
        match self.kind {
            FailureKind::Absent => CredentialsError::absent(self.what),
            FailureKind::Transient => CredentialsError::source(self.what),
            FailureKind::NonRecoverable => CredentialsError::non_recoverable(self.what),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// A step that fails.
pub(crate) fn fail<T>(failure: Failure) -> Step<T> {
    Step::Done(Err(failure))
}

/// The step for an event that the lookup did not ask for.
pub(crate) fn unexpected<T>() -> Step<T> {
    fail(Failure::transient(
        "an answer arrived that the lookup did not ask for",
    ))
}

impl<T> Step<T> {
    /// The same step of an enclosing lookup, which goes on with `next` when this one is done.
    pub(crate) fn or_done<U>(self, next: impl FnOnce(T) -> Step<U>) -> Step<U> {
        match self {
            Self::Read(path) => Step::Read(path),
            Self::Write(path, contents) => Step::Write(path, contents),
            Self::Run(command) => Step::Run(command),
            Self::Send(request, limit) => Step::Send(request, limit),
            Self::Call(call) => Step::Call(call),
            Self::Ask(serial) => Step::Ask(serial),
            Self::Provide(source) => Step::Provide(source),
            Self::Sleep(span) => Step::Sleep(span),
            Self::Done(Ok(found)) => next(found),
            Self::Done(Err(failure)) => Step::Done(Err(failure)),
        }
    }
}
