//! The token of a login with IAM Identity Center: cached in a file by the AWS CLI, and renewed if the
//! file has a refresh token and a registration.
//!
//! ```text
//! Start ─► Read cache ─ fresh ─► Done
//!            └─ at its end ─► Call CreateToken ─► Write cache ─► Done
//!                               └─ error ─► Read cache: renewed by another program? ─► Done
//!                                             └─ valid still ─► Done
//!                                             └─ expired ─► Sleep, Read, a few times ; log in again
//! ```

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use sha1::{Digest, Sha1};
use tinsmith::TimestampFormat;
use tinsmith::json::encode_document;
use tinsmith::{Document, Timestamp};

use super::{object, text, time, unreadable, with_entries};
use crate::clients::sso_oidc::{CreateTokenRequest, CreateTokenResponse};
use crate::plan::Sso;
use crate::step::{Call, Event, Failure, Reply, Source, Step, fail, unexpected};

/// So long before its end a token is renewed.
pub(crate) const MARGIN: Duration = Duration::from_secs(5 * 60);

/// How long another program is given, each time, to write what it was handed for a refresh token
/// that is used up.
pub(super) const PAUSE: Duration = Duration::from_millis(200);
pub(super) const PAUSES: u32 = 5;

/// A token, and its end.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SsoToken {
    pub(crate) secret: String,
    pub(crate) expires_at: Timestamp,
}

impl fmt::Debug for SsoToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SsoToken(expires at {})", self.expires_at)
    }
}

/// The lookup.
pub(crate) struct CachedToken {
    sso: Sso,
    file: PathBuf,
    /// The contents of the file.
    cached: Option<Document>,
    has_failed: bool,
    pauses: u32,
    renewed: Option<SsoToken>,
}

/// The file has secrets.
impl fmt::Debug for CachedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CachedToken({})", self.file.display())
    }
}

impl CachedToken {
    /// The token of a login, in the cache below a user's directory.
    pub(crate) fn new(sso: Sso, home: &str) -> Self {
        // Sessions are found by their name, other logins by their start URL.
        let key = sso.session.as_deref().unwrap_or(&sso.start_url);
        let digest = format!("{:x}.json", Sha1::digest(key));
        let file = [home, ".aws", "sso", "cache", &digest].iter().collect();
        Self {
            sso,
            file,
            cached: None,
            has_failed: false,
            pauses: 0,
            renewed: None,
        }
    }

    fn read(&mut self, now: Timestamp, contents: &[u8]) -> Step<SsoToken> {
        let Some(cached) = object(contents) else {
            return fail(self.log_in("holds no JSON object"));
        };
        let Some(token) = token(&cached) else {
            return fail(self.log_in("holds no token and its end"));
        };
        let request = refresh(&cached, now);
        self.cached = Some(cached);
        let is_fresh = now < token.expires_at.minus(MARGIN);
        match request {
            Some(request) if !is_fresh && !self.has_failed => {
                let call = Call::CreateToken(request, self.sso.region.clone());
                Step::Call(Box::new(call))
            }
            _ if now < token.expires_at => Step::Done(Ok(token)),
            _ if self.has_failed && self.pauses < PAUSES => {
                self.pauses += 1;
                Step::Sleep(PAUSE)
            }
            _ => {
                let what = format!("holds a token that expired at {}", token.expires_at);
                fail(self.log_in(&what))
            }
        }
    }

    fn write(&mut self, now: Timestamp, reply: CreateTokenResponse) -> Step<SsoToken> {
        let Some(secret) = reply.access_token else {
            return fail(self.log_in("could not be renewed"));
        };
        let lifetime = u64::try_from(reply.expires_in).unwrap_or_default();
        let token = SsoToken {
            secret,
            expires_at: now.plus(Duration::from_secs(lifetime)),
        };
        let cached = self.cached.take().unwrap_or(Document::Null);
        let contents = renewed(cached, &token, reply.refresh_token);
        self.renewed = Some(token);
        Step::Write(self.file.clone(), contents)
    }

    fn log_in(&self, what: &str) -> Failure {
        Failure::non_recoverable(format!(
            "{}: the cached token of the login ({}) {what}; run `aws sso login --profile {}`",
            self.sso.origin,
            self.file.display(),
            self.sso.profile
        ))
    }
}

impl Source<SsoToken> for CachedToken {
    fn next(&mut self, now: Timestamp, event: Event) -> Step<SsoToken> {
        match event {
            Event::Start | Event::Elapsed => Step::Read(self.file.clone()),
            Event::File(Ok(contents)) => self.read(now, &contents),
            Event::File(Err(error)) => fail(self.log_in(&unreadable(&error))),
            Event::Called(Ok(Reply::CreateToken(reply))) => self.write(now, reply),
            Event::Called(Err(_)) => {
                // Another program may have used up the refresh token, and written what it got.
                self.has_failed = true;
                Step::Read(self.file.clone())
            }
            Event::Written => match self.renewed.take() {
                Some(token) => Step::Done(Ok(token)),
                None => unexpected(),
            },
            _ => unexpected(),
        }
    }
}

fn token(cached: &Document) -> Option<SsoToken> {
    Some(SsoToken {
        secret: text(cached, "accessToken")?.to_owned(),
        expires_at: time(text(cached, "expiresAt")?)?,
    })
}

/// The request for a new token, if the file has all of its parts.
fn refresh(cached: &Document, now: Timestamp) -> Option<CreateTokenRequest> {
    let registered_until = text(cached, "registrationExpiresAt").and_then(time);
    if registered_until.is_some_and(|end| end <= now) {
        return None;
    }
    let request = CreateTokenRequest::builder()
        .client_id(text(cached, "clientId")?)
        .client_secret(text(cached, "clientSecret")?)
        .grant_type("refresh_token")
        .refresh_token(text(cached, "refreshToken")?);
    Some(request.build())
}

/// The file with a new token; the rest of it is kept.
fn renewed(cached: Document, token: &SsoToken, refresh_token: Option<String>) -> Vec<u8> {
    let end = token
        .expires_at
        .format(TimestampFormat::DateTime)
        .unwrap_or_default();
    let mut changes = vec![
        ("accessToken", token.secret.as_str().into()),
        ("expiresAt", end.into()),
    ];
    changes.extend(refresh_token.map(|token| ("refreshToken", token.into())));
    let mut contents = Vec::new();
    encode_document(&with_entries(cached, changes), &mut contents);
    contents
}
