//! The credentials of a user who has logged in with `aws login`: cached in a file by the AWS CLI,
//! and renewed with a proof that this program holds the key of the login.
//!
//! ```text
//! Start ─► Read cache ─ fresh ─► Done
//!            └─ at its end ─► Call CreateOAuth2Token ─► Write cache ─► Done
//!                               ├─ no answer, 429, 5xx ─► Sleep 1 s, twice at most
//!                               └─ error ─► Read cache: renewed by another program? ─► Done
//!                                             └─ valid still ─► Done
//!                                             └─ expired ─► Sleep, Read, a few times ; the error
//! ```

pub(crate) mod proof;

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use http::StatusCode;
use sha2::{Digest, Sha256};
use tinsmith::TimestampFormat;
use tinsmith::json::encode_document;
use tinsmith::{Credentials, Document, Timestamp};

use super::token::{PAUSE as WAIT_FOR_OTHERS, PAUSES};
use super::{Names, credentials, object, text, time, unreadable, with_entries};
use crate::clients::signin::{
    CreateOAuth2TokenRequest, CreateOAuth2TokenRequestBody, CreateOAuth2TokenResponse,
};
use crate::plan::Login;
use crate::step::{
    Call, CallError, Event, Failure, Renewal, Reply, Source, Step, fail, unexpected,
};
use proof::ProofKey;

/// So long before their end credentials are renewed.
const MARGIN: Duration = Duration::from_secs(5 * 60);
const PAUSE: Duration = Duration::from_secs(1);
const ATTEMPTS: u32 = 3;

/// The lookup.
pub(crate) struct FromLogin {
    login: Login,
    file: PathBuf,
    /// The contents of the file.
    cached: Option<Document>,
    attempts: u32,
    /// Why the credentials were not renewed.
    refused: Option<Failure>,
    pauses: u32,
    renewed: Option<Credentials>,
}

/// The file has secrets.
impl fmt::Debug for FromLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FromLogin({})", self.file.display())
    }
}

impl FromLogin {
    /// The lookup for a login, whose file is in `directory`.
    pub(crate) fn new(login: Login, directory: &Path) -> Self {
        let digest = Sha256::digest(login.session.trim());
        Self {
            file: directory.join(format!("{digest:x}.json")),
            login,
            cached: None,
            attempts: 0,
            refused: None,
            pauses: 0,
            renewed: None,
        }
    }

    fn read(&mut self, now: Timestamp, contents: &[u8]) -> Step {
        let Some(cached) = object(contents) else {
            return fail(self.log_in("holds no JSON object"));
        };
        let Some((keys, end)) = cached_keys(&cached) else {
            return fail(self.log_in("holds no credentials and their end"));
        };
        if now < end.minus(MARGIN) {
            return Step::Done(Ok(keys));
        }
        self.cached = Some(cached);
        let step = match &self.refused {
            None => self.renew(now),
            Some(_) if end <= now && self.pauses < PAUSES => {
                self.pauses += 1;
                return Step::Sleep(WAIT_FOR_OTHERS);
            }
            Some(failure) => fail(failure.clone()),
        };
        match step {
            Step::Done(Err(_)) if now < end => Step::Done(Ok(keys)),
            step => step,
        }
    }

    /// Asks for new credentials with what is cached.
    fn renew(&mut self, now: Timestamp) -> Step {
        let cached = self.cached.as_ref().unwrap_or(&Document::Null);
        let renewal = match renewal(cached, &self.login, now) {
            Ok(renewal) => renewal,
            Err(missing) => {
                let what = format!("holds no valid `{missing}` to renew its credentials with");
                return fail(self.log_in(&what));
            }
        };
        self.attempts += 1;
        Step::Call(Box::new(Call::CreateOAuth2Token(renewal)))
    }

    fn refused(&mut self, error: &CallError) -> Step {
        let is_transient = error.status.is_none_or(|status| {
            status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error()
        });
        if is_transient && self.attempts < ATTEMPTS {
            return Step::Sleep(PAUSE);
        }
        let Login {
            origin, profile, ..
        } = &self.login;
        let message = &error.message;
        self.refused = Some(match error.code.as_deref() {
            Some("TOKEN_EXPIRED" | "USER_CREDENTIALS_CHANGED") => {
                Failure::non_recoverable(format!(
                    "{origin}: the login is over ({message}); run `aws login --profile {profile}`"
                ))
            }
            Some("INSUFFICIENT_PERMISSIONS") => Failure::non_recoverable(format!(
                "{origin}: the login may not be renewed ({message}); the user needs the permission \
                 `signin:CreateOAuth2Token`"
            )),
            _ => Failure::transient(format!("{origin}: the login was not renewed: {message}")),
        });
        // Another program may have used up the refresh token, and written what it got.
        Step::Read(self.file.clone())
    }

    fn write(&mut self, now: Timestamp, reply: CreateOAuth2TokenResponse) -> Step {
        let body = reply.token_output;
        let token = body.access_token;
        let lifetime = u64::try_from(body.expires_in).unwrap_or_default();
        let end = now.plus(Duration::from_secs(lifetime));
        let mut keys = Credentials::new(token.access_key_id, token.secret_access_key)
            .with_session_token(token.session_token)
            .with_expires_at(end)
            .with_static_stability();
        let cached = self.cached.take().unwrap_or(Document::Null);
        if let Some(account) = account_id(&cached) {
            keys = keys.with_account_id(account);
        }
        let contents = renewed(cached, &keys, end, body.refresh_token);
        self.renewed = Some(keys);
        Step::Write(self.file.clone(), contents)
    }

    fn log_in(&self, what: &str) -> Failure {
        let Login {
            origin, profile, ..
        } = &self.login;
        Failure::non_recoverable(format!(
            "{origin}: the cache of the login ({}) {what}; run `aws login --profile {profile}`",
            self.file.display(),
        ))
    }
}

impl Source for FromLogin {
    fn next(&mut self, now: Timestamp, event: Event) -> Step {
        match event {
            Event::Start => Step::Read(self.file.clone()),
            Event::File(Ok(contents)) => self.read(now, &contents),
            Event::File(Err(error)) => fail(self.log_in(&unreadable(&error))),
            Event::Elapsed if self.refused.is_some() => Step::Read(self.file.clone()),
            Event::Elapsed => self.renew(now),
            Event::Called(Ok(Reply::CreateOAuth2Token(reply))) => self.write(now, reply),
            Event::Called(Err(error)) => self.refused(&error),
            Event::Written => match self.renewed.take() {
                Some(keys) => Step::Done(Ok(keys)),
                None => unexpected(),
            },
            _ => unexpected(),
        }
    }
}

/// The credentials in the file, and their end.
fn cached_keys(cached: &Document) -> Option<(Credentials, Timestamp)> {
    let token = access_token(cached)?;
    let names = Names {
        token: "sessionToken",
    };
    let end = time(text(token, "expiresAt")?)?;
    let keys = credentials(token, &names).ok()?.with_expires_at(end);
    Some((keys.with_static_stability(), end))
}

fn access_token(cached: &Document) -> Option<&Document> {
    let mut entries = cached.as_map()?.iter();
    let (_, token) = entries.find(|(key, _)| key.eq_ignore_ascii_case("accessToken"))?;
    Some(token)
}

fn account_id(cached: &Document) -> Option<&str> {
    text(access_token(cached)?, "accountId")
}

/// The request for new credentials; the name of a part that is missing, or not well-formed.
fn renewal(cached: &Document, login: &Login, now: Timestamp) -> Result<Renewal, &'static str> {
    let body = CreateOAuth2TokenRequestBody::builder()
        .client_id(text(cached, "clientId").ok_or("clientId")?)
        .grant_type("refresh_token")
        .refresh_token(text(cached, "refreshToken").ok_or("refreshToken")?);
    let key = text(cached, "dpopKey").and_then(ProofKey::from_pem);
    Ok(Renewal {
        request: CreateOAuth2TokenRequest::builder()
            .token_input(body.build())
            .build(),
        key: key.ok_or("dpopKey")?,
        time: now,
        region: login.region.clone(),
    })
}

/// The file with new credentials; the rest of it is kept.
fn renewed(cached: Document, keys: &Credentials, end: Timestamp, refresh_token: String) -> Vec<u8> {
    let end = end.format(TimestampFormat::DateTime).unwrap_or_default();
    let token = access_token(&cached).cloned().unwrap_or(Document::Null);
    let token = with_entries(
        token,
        vec![
            ("accessKeyId", keys.access_key_id().into()),
            ("secretAccessKey", keys.secret_access_key().into()),
            (
                "sessionToken",
                keys.session_token().unwrap_or_default().into(),
            ),
            ("expiresAt", end.into()),
        ],
    );
    let changes = vec![
        ("accessToken", token),
        ("refreshToken", refresh_token.into()),
    ];
    let mut contents = Vec::new();
    encode_document(&with_entries(cached, changes), &mut contents);
    contents
}
