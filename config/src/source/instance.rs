//! The credentials of an EC2 instance's role, and its region.
//!
//! ```text
//! Start ─ role known ─► GET …/role ─ 200 ─► Done
//!   └─► GET list ─ 200 ──▲   ├─ 404 ─► list again, once ; of a role that was given: the path of old
//!          └─ 404 ─► the path of old, from then on ; there, too: no role
//! ```

use bytes::Bytes;
use http::{Response, StatusCode};
use tinsmith::{Credentials, Timestamp};

use super::metadata::{Get, Metadata};
use super::{Names, credentials, object, text};
use crate::settings::Settings;
use crate::step::{Event, Failure, Source, Step, fail};

const EXTENDED: &str = "/latest/meta-data/iam/security-credentials-extended/";
const LEGACY: &str = "/latest/meta-data/iam/security-credentials/";
const REGION: &str = "/latest/meta-data/placement/region";

/// The lookup of credentials.
#[derive(Debug)]
pub(crate) struct FromInstance {
    metadata: Metadata,
    /// The role that the user names.
    given: Option<String>,
    get: Get,
    is_for_list: bool,
    has_listed_again: bool,
}

impl FromInstance {
    /// The lookup at a service; a name of a role that is blank is an error.
    pub(crate) fn new(metadata: Metadata, settings: &Settings) -> Result<Self, Failure> {
        let given = settings
            .given_instance_profile()
            .map_err(Failure::non_recoverable)?;
        Ok(Self {
            get: metadata.get(""),
            metadata,
            given,
            is_for_list: false,
            has_listed_again: false,
        })
    }

    fn path(&self) -> &'static str {
        if self.metadata.memory().is_legacy {
            LEGACY
        } else {
            EXTENDED
        }
    }

    /// Asks for the keys of the role that is known, or else which there is.
    fn ask(&mut self, now: Timestamp) -> Step {
        let known = self.metadata.memory().role.clone();
        let role = self.given.clone().or(known);
        self.is_for_list = role.is_none();
        let path = [self.path(), role.as_deref().unwrap_or_default()].concat();
        self.get = self.metadata.get(path);
        self.advance(now, Event::Start)
    }

    fn advance(&mut self, now: Timestamp, event: Event) -> Step {
        let step = self.get.next(now, event);
        step.or_done(|response| self.take(now, &response))
    }

    fn take(&mut self, now: Timestamp, response: &Response<Bytes>) -> Step {
        match response.status() {
            StatusCode::OK if self.is_for_list => {
                let names = String::from_utf8_lossy(response.body());
                let name = names.lines().map(str::trim).find(|name| !name.is_empty());
                let Some(name) = name else {
                    return fail(no_role(&self.metadata));
                };
                self.metadata.memory().role = Some(name.to_owned());
                self.ask(now)
            }
            StatusCode::OK => Step::Done(keys(response.body(), &self.metadata)),
            StatusCode::NOT_FOUND => self.not_found(now),
            status => fail(Failure::transient(format!(
                "{} answered with {status}",
                self.metadata.endpoint()
            ))),
        }
    }

    fn not_found(&mut self, now: Timestamp) -> Step {
        if !self.is_for_list && self.given.is_none() && !self.has_listed_again {
            self.has_listed_again = true;
            self.metadata.memory().role = None;
            return self.ask(now);
        }
        let is_legacy = std::mem::replace(&mut self.metadata.memory().is_legacy, true);
        match &self.given {
            _ if !is_legacy => self.ask(now),
            Some(name) => fail(Failure::non_recoverable(format!(
                "the instance has no role called `{name}`, which is configured as its instance \
                 profile"
            ))),
            None => fail(no_role(&self.metadata)),
        }
    }
}

impl Source for FromInstance {
    fn next(&mut self, now: Timestamp, event: Event) -> Step {
        match event {
            Event::Start => self.ask(now),
            event => self.advance(now, event),
        }
    }
}

fn no_role(metadata: &Metadata) -> Failure {
    Failure::absent(format!(
        "{} says that the instance has no role",
        metadata.endpoint()
    ))
}

fn keys(body: &[u8], metadata: &Metadata) -> Result<Credentials, Failure> {
    let at = metadata.endpoint();
    let answer = object(body);
    let answer =
        answer.ok_or_else(|| Failure::transient(format!("{at} answered with no JSON object")))?;
    match text(&answer, "Code") {
        Some("Success") | None => {}
        Some("AssumeRoleUnauthorizedAccess") => {
            return Err(Failure::transient(format!(
                "{at}: EC2 may not assume the role of the instance; check the role's trust policy"
            )));
        }
        Some(code) => {
            let what = format!("{at} answered with the code {}", code.escape_debug());
            return Err(Failure::transient(what));
        }
    }
    let keys = credentials(&answer, &Names { token: "Token" });
    keys.map(Credentials::with_static_stability)
        .map_err(|name| Failure::transient(format!("{at} answered without a valid `{name}`")))
}

/// The lookup of the region that an instance is in.
#[derive(Debug)]
pub(crate) struct InstanceRegion(Get);

impl InstanceRegion {
    pub(crate) fn new(metadata: &Metadata) -> Self {
        Self(metadata.get(REGION))
    }
}

impl Source<String> for InstanceRegion {
    fn next(&mut self, now: Timestamp, event: Event) -> Step<String> {
        self.0.next(now, event).or_done(|response| {
            let region = String::from_utf8_lossy(response.body());
            let region = region.trim();
            if response.status() == StatusCode::OK && !region.is_empty() {
                return Step::Done(Ok(region.to_owned()));
            }
            let status = response.status();
            fail(Failure::absent(format!(
                "the metadata service knows no region: {status}"
            )))
        })
    }
}
