//! Sessions with directory buckets (S3 Express One Zone).
//!
//! Requests to such a bucket are not signed with the caller's keys but with those of a session,
//! which `CreateSession` opens for a few minutes ("Authenticating and authorizing requests for
//! Zonal endpoint API operations" in the S3 User Guide). Owns that operation and the sessions of
//! a client. The endpoint demands a session by the scheme `sigv4-s3express`.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::machine::Resolved;
use super::nested::{NestedCall, NestedError, Prerequisite, Purpose};
use super::scheme::Algorithm;
use super::{Answer, Exchange, Plan, ResolvedEndpoint};
use crate::auth::credentials::{Credentials, CredentialsError};
use crate::call::error::CallError;
use crate::codec::xml;
use crate::io::clock::Now;
use crate::model::operation::{Http, OperationSchema, PathPart, StaticParam};
use crate::model::schema::prelude::{STRING, UNIT};
use crate::model::schema::{Kind, Member, Schema, ShapeId, TimestampFormat, Trait};
use crate::model::value::{Structure, Value};
use crate::types::Timestamp;

/// The endpoint parameter that names the bucket.
const BUCKET: &str = "Bucket";

/// How long before its end a session is renewed.
const MARGIN: Duration = Duration::from_secs(60);

/// How many sessions are cached.
const CAPACITY: usize = 100;

/// The part of S3's model that describes the operation, as far as it is needed.
static CREATE_SESSION: OperationSchema = OperationSchema {
    static_context: &[("DisableS3ExpressSessionAuth", StaticParam::Bool(true))],
    http: Some(&Http {
        method: "GET",
        path: &[PathPart::Text("/"), PathPart::Label(0)],
        query: &[("session", None)],
        status: 200,
    }),
    addressed: true,
    ..OperationSchema::new(id("CreateSession"), &INPUT, &UNIT)
};

static INPUT: Schema = Schema {
    id: id("CreateSessionRequest"),
    kind: Kind::Structure,
    members: &[Member::new("Bucket", &STRING).with(&[
        Trait::Required,
        Trait::HttpLabel,
        Trait::ContextParam(BUCKET),
    ])],
    traits: &[],
};

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("com.amazonaws.s3", name)
}

struct CreateSession {
    bucket: String,
}
crate::structure!(CreateSession, INPUT, { 0 => bucket });

/// The session to open: its caller and its bucket.
pub(super) struct WantedSession {
    bucket: String,
    owner: Credentials,
    /// The keys of the previous session, if they are still valid.
    old: Option<Credentials>,
}

/// An open session.
struct Session {
    bucket: String,
    owner: Credentials,
    keys: Credentials,
    /// Whether a call is renewing it; other calls use the current keys.
    is_renewed: bool,
}

/// The open sessions of a client.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<Vec<Session>>);

impl Sessions {
    /// The keys of a session that is valid at `now`, and whether the caller has to renew it.
    fn find(
        &self,
        bucket: &str,
        owner: &Credentials,
        now: Timestamp,
    ) -> Option<(Credentials, bool)> {
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|it| !it.keys.is_expired(now));
        let session = sessions
            .iter_mut()
            .find(|it| it.bucket == bucket && it.owner == *owner)?;
        let renew = session.keys.is_expired(now.plus(MARGIN)) && !session.is_renewed;
        session.is_renewed |= renew;
        Some((session.keys.clone(), renew))
    }

    fn keep(&self, wanted: WantedSession, keys: Credentials) {
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|it| it.bucket != wanted.bucket || it.owner != wanted.owner);
        if sessions.len() == CAPACITY {
            sessions.remove(0);
        }
        sessions.push(Session {
            bucket: wanted.bucket,
            owner: wanted.owner,
            keys,
            is_renewed: false,
        });
    }
}

impl Exchange<'_> {
    /// The session that requests to `endpoint` are signed with, if any, or the call that opens
    /// it.
    #[cold]
    pub(super) fn find_session(
        &self,
        now: Now,
        endpoint: &ResolvedEndpoint,
        known: &Resolved,
    ) -> Result<Prerequisite<Option<Credentials>>, CallError> {
        let signature = self.plan.signature(endpoint)?;
        let is_express = signature.is_some_and(|it| it.algorithm == Algorithm::S3Express);
        let Some(owner) = known.credentials().filter(|_| is_express) else {
            return Ok(Prerequisite::Ready(None));
        };
        let bucket = bucket(&*self.input)?;
        let now = self.plan.skew().apply(now.utc);
        let found = self.plan.shared.sessions.find(bucket, owner, now);
        let (old, renew) = found.map_or((None, true), |(keys, renew)| (Some(keys), renew));
        if !renew {
            return Ok(Prerequisite::Ready(old));
        }
        let bucket = bucket.to_owned();
        let input = CreateSession {
            bucket: bucket.clone(),
        };
        let owner = owner.clone();
        Ok(Prerequisite::Call(NestedCall {
            operation: &CREATE_SESSION,
            input: Box::new(input),
            purpose: Purpose::Session(WantedSession { bucket, owner, old }),
        }))
    }
}

impl Plan<'_> {
    /// Takes the keys of an opened session and caches them for the client.
    pub(super) fn take_session(
        &self,
        now: Now,
        mut wanted: WantedSession,
        answer: Result<Answer, NestedError>,
    ) -> Result<Credentials, CallError> {
        let keys = answer.and_then(|answer| {
            read(answer.response.body()).ok_or_else(|| {
                NestedError::Service("CreateSession: the answer has no credentials".to_owned())
            })
        });
        let now = self.skew().apply(now.utc);
        let old = wanted.old.take().filter(|keys| !keys.is_expired(now));
        match (keys, old) {
            (Ok(keys), _) => {
                self.shared.sessions.keep(wanted, keys.clone());
                Ok(keys)
            }
            (Err(_), Some(old)) => Ok(old),
            (Err(error), None) => Err(error.into_call_error(not_opened)),
        }
    }
}

fn not_opened(reason: String) -> CallError {
    CallError::Credentials(CredentialsError::Session(reason))
}

/// The bucket of an input.
fn bucket(input: &dyn Structure) -> Result<&str, CallError> {
    let mut members = input.schema().members.iter();
    let index = members.position(|member| {
        let named = |it: &Trait| matches!(it, Trait::ContextParam(BUCKET)).then_some(());
        member.find_trait(named).is_some()
    });
    match index.map(|index| input.get(index)) {
        Some(Value::String(bucket)) => Ok(bucket),
        _ => Err(not_opened(
            "the operation has no bucket to open a session with".to_owned(),
        )),
    }
}

/// The keys in the response to `CreateSession`.
fn read(body: &[u8]) -> Option<Credentials> {
    let names = [
        "AccessKeyId",
        "SecretAccessKey",
        "SessionToken",
        "Expiration",
    ];
    let [id, secret, token, end] = xml::texts(body, &["Credentials"], names);
    let end = Timestamp::parse(&end?, TimestampFormat::DateTime).ok()?;
    let keys = Credentials::new(id?, secret?).with_session_token(token?);
    Some(keys.with_expires_at(end))
}
