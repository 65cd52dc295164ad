//! Where the credentials of a profile come from: a base, and the roles that are assumed from there
//! on. Pure.
//!
//! ```text
//! profile P: role_arn, no web_identity_token_file ─► a role, and
//!              source_profile = P       ─► base of P
//!              source_profile = Q       ─► the keys of Q, if it has some; else profile Q
//!              credential_source        ─► environment, instance or container
//!            otherwise                  ─► base of P: web identity, SSO, login, process or keys
//! ```

mod sso;
#[cfg(test)]
mod tests;

use std::fmt;

use tinsmith::Credentials;

use crate::files::{Files, Origin, Value, Values};
pub(crate) use sso::{Sso, sso};

/// Where the credentials of a profile come from.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) base: Base,
    /// The roles to assume, in this order.
    pub(crate) roles: Vec<Role>,
}

/// Where the first credentials come from.
#[derive(Debug)]
pub(crate) enum Base {
    Keys(Credentials),
    Environment,
    Container,
    Instance,
    WebIdentity(WebIdentity),
    Sso(Sso),
    Login(Login),
    Process(Process),
}

/// A role to assume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Role {
    pub(crate) arn: String,
    pub(crate) session_name: Option<String>,
    pub(crate) external_id: Option<String>,
    pub(crate) mfa_serial: Option<String>,
    pub(crate) duration_seconds: Option<i32>,
    /// Where it is configured.
    pub(crate) origin: Origin,
}

/// A role to assume with a token in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WebIdentity {
    pub(crate) token_file: String,
    pub(crate) role_arn: String,
    pub(crate) session_name: Option<String>,
}

/// A login with `aws login`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Login {
    /// The profile, for `aws login --profile`.
    pub(crate) profile: String,
    /// The ARN of the user.
    pub(crate) session: String,
    /// The region of the profile.
    pub(crate) region: Option<String>,
    pub(crate) origin: Origin,
}

/// A program that prints credentials.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Process {
    pub(crate) command: String,
    pub(crate) account_id: Option<String>,
    pub(crate) origin: Origin,
}

/// Arguments may be secrets.
impl fmt::Debug for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Process({})", self.origin)
    }
}

/// Why a profile cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlanError {
    origin: Origin,
    what: String,
}

impl PlanError {
    fn new(origin: &Origin, what: impl Into<String>) -> Self {
        Self {
            origin: origin.clone(),
            what: what.into(),
        }
    }
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.what)
    }
}

/// Where the credentials of `profile` come from; `None` if none of its keys configures that.
pub(crate) fn plan(files: &Files, profile: &Values) -> Result<Option<Plan>, PlanError> {
    let mut passed: Vec<&str> = Vec::new();
    let mut roles = Vec::new();
    let mut profile = profile;
    let base = loop {
        let is_source = !passed.is_empty();
        passed.push(&profile.name);
        if is_source && has_keys(profile) {
            break keys(profile)?;
        }
        let Some(arn) = role_arn(profile) else {
            break base(files, profile)?;
        };
        roles.push(role(profile, arn)?);
        match source(profile, arn)? {
            Source::Named(base) => break Some(base),
            Source::Profile(name) if name.text == profile.name => break base(files, profile)?,
            Source::Profile(name) => profile = source_profile(files, name, &passed)?,
        }
    };
    match (base, roles.is_empty()) {
        (Some(base), _) => {
            roles.reverse();
            Ok(Some(Plan { base, roles }))
        }
        (None, true) => Ok(None),
        (None, false) => {
            let what = format!(
                "profile `{}` is a source of credentials and has none",
                profile.name
            );
            Err(PlanError::new(&profile.origin, what))
        }
    }
}

/// The profile called `name`, unless it has been passed already.
fn source_profile<'f>(
    files: &'f Files,
    name: &Value,
    passed: &[&str],
) -> Result<&'f Values, PlanError> {
    if passed.contains(&name.text.as_str()) {
        let what = format!(
            "the profiles `{}` have each other as `source_profile`",
            passed.join("`, `")
        );
        return Err(PlanError::new(&name.origin, what));
    }
    files.profiles.get(&name.text).ok_or_else(|| {
        let what = format!(
            "`source_profile` names the profile `{}`, which does not exist{}",
            name.text,
            nearest(&name.text, files)
        );
        PlanError::new(&name.origin, what)
    })
}

/// The profile with the nearest name.
pub(crate) fn nearest(name: &str, files: &Files) -> String {
    let names = files.profiles.keys();
    let near = names.min_by_key(|other| distance(name, other));
    match near {
        Some(near) if distance(name, near) <= near.len().max(name.len()) / 2 => {
            format!("; the nearest is `{near}`")
        }
        _ => String::new(),
    }
}

/// How many characters have to be changed (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, to) in b.chars().enumerate() {
            let changed = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// The role of a profile that is assumed with other credentials.
fn role_arn(profile: &Values) -> Option<&Value> {
    let arn = profile.get("role_arn")?;
    profile
        .get("web_identity_token_file")
        .is_none()
        .then_some(arn)
}

fn owned(profile: &Values, name: &str) -> Option<String> {
    profile.text(name).map(str::to_owned)
}

fn role(profile: &Values, arn: &Value) -> Result<Role, PlanError> {
    let duration = profile.get("duration_seconds").map(|value| {
        let seconds: Option<u32> = value.text.parse().ok();
        let seconds = seconds.filter(|seconds| (900..=43200).contains(seconds));
        let seconds = seconds.and_then(|seconds| i32::try_from(seconds).ok());
        let what = format!(
            "`duration_seconds` is {:?}; allowed are whole numbers from 900 to 43200",
            value.text
        );
        seconds.ok_or_else(|| PlanError::new(&value.origin, what))
    });
    Ok(Role {
        arn: arn.text.clone(),
        session_name: owned(profile, "role_session_name"),
        external_id: owned(profile, "external_id"),
        mfa_serial: owned(profile, "mfa_serial"),
        duration_seconds: duration.transpose()?,
        origin: arn.origin.clone(),
    })
}

/// With whose credentials a role is assumed.
enum Source<'a> {
    Profile(&'a Value),
    Named(Base),
}

fn source<'a>(profile: &'a Values, arn: &Value) -> Result<Source<'a>, PlanError> {
    let at = |what: &str| PlanError::new(&arn.origin, what);
    let named = match (
        profile.get("source_profile"),
        profile.get("credential_source"),
    ) {
        (Some(name), None) => return Ok(Source::Profile(name)),
        (None, Some(named)) => named,
        (Some(_), Some(_)) => {
            return Err(at(
                "`role_arn` with both `source_profile` and `credential_source`; remove one",
            ));
        }
        (None, None) => {
            return Err(at(
                "`role_arn` without `source_profile` or `credential_source`",
            ));
        }
    };
    let base = match named.text.to_ascii_lowercase().as_str() {
        "environment" => Base::Environment,
        "ec2instancemetadata" => Base::Instance,
        "ecscontainer" => Base::Container,
        _ => {
            let what = format!(
                "`credential_source` is {:?}; allowed are `Environment`, `Ec2InstanceMetadata` and \
                 `EcsContainer`",
                named.text
            );
            return Err(PlanError::new(&named.origin, what));
        }
    };
    Ok(Source::Named(base))
}

/// The first kind of credentials that a profile configures.
fn base(files: &Files, profile: &Values) -> Result<Option<Base>, PlanError> {
    if let Some(base) = web_identity(profile)? {
        return Ok(Some(base));
    }
    if let Some(sso) = sso(files, profile)? {
        return Ok(Some(Base::Sso(sso)));
    }
    if let Some(session) = profile.get("login_session") {
        return Ok(Some(Base::Login(Login {
            profile: profile.name.clone(),
            session: session.text.clone(),
            region: owned(profile, "region"),
            origin: session.origin.clone(),
        })));
    }
    if let Some(command) = profile.get("credential_process") {
        return Ok(Some(Base::Process(Process {
            command: command.text.clone(),
            account_id: owned(profile, "aws_account_id"),
            origin: command.origin.clone(),
        })));
    }
    keys(profile)
}

fn web_identity(profile: &Values) -> Result<Option<Base>, PlanError> {
    let Some(file) = profile.get("web_identity_token_file") else {
        return Ok(None);
    };
    let role_arn = owned(profile, "role_arn").ok_or_else(|| {
        PlanError::new(&file.origin, "`web_identity_token_file` without `role_arn`")
    })?;
    Ok(Some(Base::WebIdentity(WebIdentity {
        token_file: file.text.clone(),
        role_arn,
        session_name: owned(profile, "role_session_name"),
    })))
}

fn has_keys(profile: &Values) -> bool {
    profile.get("aws_access_key_id").is_some() || profile.get("aws_secret_access_key").is_some()
}

fn keys(profile: &Values) -> Result<Option<Base>, PlanError> {
    let (id, secret) = match (
        profile.get("aws_access_key_id"),
        profile.get("aws_secret_access_key"),
    ) {
        (None, None) => return Ok(None),
        (Some(id), Some(secret)) => (id, secret),
        (Some(id), None) => {
            let what = "`aws_access_key_id` without `aws_secret_access_key`";
            return Err(PlanError::new(&id.origin, what));
        }
        (None, Some(secret)) => {
            let what = "`aws_secret_access_key` without `aws_access_key_id`";
            return Err(PlanError::new(&secret.origin, what));
        }
    };
    let mut keys = Credentials::new(&id.text, &secret.text);
    let token = profile.text("aws_session_token");
    if let Some(token) = token.or_else(|| profile.text("aws_security_token")) {
        keys = keys.with_session_token(token);
    }
    if let Some(account) = profile.text("aws_account_id") {
        keys = keys.with_account_id(account);
    }
    Ok(Some(Base::Keys(keys)))
}
