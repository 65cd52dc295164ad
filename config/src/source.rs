//! Sources of credentials, one file each. Pure: the drivers read, run and send for them.

pub(crate) mod container;
pub(crate) mod instance;
pub(crate) mod known;
#[cfg(feature = "login")]
pub(crate) mod login;
pub(crate) mod metadata;
pub(crate) mod process;
pub(crate) mod role;
pub(crate) mod sso;
pub(crate) mod token;
pub(crate) mod web_identity;

#[cfg(test)]
mod tests;

use std::io;

use tinsmith::TimestampFormat;
use tinsmith::json::decode_document;
use tinsmith::{Credentials, Document, Timestamp};

use crate::clients::sts;

/// Why a file cannot be read.
pub(crate) fn unreadable(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::Unsupported {
        return "cannot be read: this target has no files; give the loader some with \
                `Loader::files`"
            .to_owned();
    }
    format!("cannot be read: {error}")
}

/// A JSON object, if the bytes are one.
fn object(bytes: &[u8]) -> Option<Document> {
    let document = decode_document(bytes, &tinsmith::json::Limits::default()).ok()?;
    document.as_map().is_some().then_some(document)
}

/// The text called `name` in an object, in any case.
fn text<'d>(object: &'d Document, name: &str) -> Option<&'d str> {
    let mut entries = object.as_map()?.iter();
    let (_, value) = entries.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    value.as_str().filter(|text| !text.is_empty())
}

/// The names of the parts of credentials in JSON, where sources differ.
struct Names {
    token: &'static str,
}

/// The credentials in an object; the name of a part that is missing, or not well-formed.
fn credentials(object: &Document, names: &Names) -> Result<Credentials, &'static str> {
    let id = text(object, "AccessKeyId").ok_or("AccessKeyId")?;
    let secret = text(object, "SecretAccessKey").ok_or("SecretAccessKey")?;
    let mut keys = Credentials::new(id, secret);
    if let Some(token) = text(object, names.token) {
        keys = keys.with_session_token(token);
    }
    if let Some(account) = text(object, "AccountId") {
        keys = keys.with_account_id(account);
    }
    if let Some(end) = text(object, "Expiration") {
        keys = keys.with_expires_at(time(end).ok_or("Expiration")?);
    }
    Ok(keys)
}

/// An object with these entries in place of its own of the same names, whatever case those are
/// written in.
fn with_entries(object: Document, changes: Vec<(&str, Document)>) -> Document {
    let is_changed = |key: &str| {
        let mut names = changes.iter().map(|(name, _)| name);
        names.any(|name| key.eq_ignore_ascii_case(name))
    };
    let mut entries = Vec::new();
    if let Document::Map(map) = object {
        entries.extend(map.into_iter().filter(|(key, _)| !is_changed(key)));
    }
    let added = changes.into_iter();
    entries.extend(added.map(|(name, value)| (name.to_owned(), value)));
    Document::Map(entries.into_iter().collect())
}

/// A time as RFC 3339 has it.
fn time(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text, TimestampFormat::DateTime).ok()
}

/// The keys of a session that STS opened.
fn of_session(
    keys: Option<sts::Credentials>,
    user: Option<&sts::AssumedRoleUser>,
) -> Option<Credentials> {
    let keys = keys?;
    let mut found = Credentials::new(keys.access_key_id, keys.secret_access_key)
        .with_session_token(keys.session_token)
        .with_expires_at(keys.expiration)
        .with_static_stability();
    // arn:partition:sts::account:assumed-role/role/session
    let account = user.and_then(|user| user.arn.split(':').nth(4));
    if let Some(account) = account.filter(|account| !account.is_empty()) {
        found = found.with_account_id(account);
    }
    Some(found)
}

/// The name of a session: the configured one, or one made of the time.
fn session_name(given: Option<&String>, now: Timestamp) -> String {
    let millis = now.nanos() / 1_000_000;
    given
        .cloned()
        .unwrap_or_else(|| format!("tinsmith-{}{millis:03}", now.seconds()))
}
