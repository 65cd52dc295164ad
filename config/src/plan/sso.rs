//! The logins of profiles with IAM Identity Center: in sessions that several profiles share, or of
//! one profile.

use super::PlanError;
use crate::files::{Files, Origin, Value, Values};

/// A login with IAM Identity Center.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sso {
    /// The profile, for `aws sso login --profile`.
    pub(crate) profile: String,
    pub(crate) session: Option<String>,
    pub(crate) region: String,
    pub(crate) start_url: String,
    /// Account and role; a login without them is for tokens only.
    pub(crate) role: Option<(String, String)>,
    pub(crate) origin: Origin,
}

/// The login of a profile with IAM Identity Center, if it has one.
pub(crate) fn sso(files: &Files, profile: &Values) -> Result<Option<Sso>, PlanError> {
    const KEYS: [&str; 4] = [
        "sso_start_url",
        "sso_region",
        "sso_account_id",
        "sso_role_name",
    ];
    let session = profile.get("sso_session");
    let first = KEYS.into_iter().find_map(|key| profile.get(key));
    let Some(first) = session.or(first) else {
        return Ok(None);
    };
    let section = session.map(|name| sso_session(files, name)).transpose()?;
    let (account, role) = (profile.get("sso_account_id"), profile.get("sso_role_name"));
    let role = match (account, role) {
        (Some(account), Some(role)) => Some((account.text.clone(), role.text.clone())),
        (Some(account), None) => {
            let what = "`sso_account_id` without `sso_role_name`";
            return Err(PlanError::new(&account.origin, what));
        }
        (None, Some(role)) => {
            let what = "`sso_role_name` without `sso_account_id`";
            return Err(PlanError::new(&role.origin, what));
        }
        (None, None) => None,
    };
    Ok(Some(Sso {
        profile: profile.name.clone(),
        session: session.map(|name| name.text.clone()),
        region: sso_value("sso_region", profile, section, first)?,
        start_url: sso_value("sso_start_url", profile, section, first)?,
        role,
        origin: first.origin.clone(),
    }))
}

fn sso_session<'f>(files: &'f Files, name: &Value) -> Result<&'f Values, PlanError> {
    files.sso_sessions.get(&name.text).ok_or_else(|| {
        let what = format!(
            "`sso_session` names `{0}`, and there is no section `[sso-session {0}]`",
            name.text
        );
        PlanError::new(&name.origin, what)
    })
}

/// A value of a login: of its session, which the profile may repeat; else of the profile.
fn sso_value(
    name: &str,
    profile: &Values,
    session: Option<&Values>,
    first: &Value,
) -> Result<String, PlanError> {
    let own = profile.get(name);
    let Some(session) = session else {
        let missing = || PlanError::new(&first.origin, format!("SSO without `{name}`"));
        return own.map(|value| value.text.clone()).ok_or_else(missing);
    };
    let of_session = session.get(name).ok_or_else(|| {
        let what = format!("the SSO session `{}` has no `{name}`", session.name);
        PlanError::new(&session.origin, what)
    })?;
    match own {
        Some(own) if own.text != of_session.text => {
            let what = format!(
                "`{name}` is not that of the SSO session ({}); remove it here",
                of_session.origin
            );
            Err(PlanError::new(&own.origin, what))
        }
        _ => Ok(of_session.text.clone()),
    }
}
