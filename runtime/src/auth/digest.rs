//! HTTP Digest (RFC 7616): the proof of a password that answers a server's challenge.
//!
//! Pure: the client nonce and the nonce count are parameters. `call::exchange::digest` decides
//! when to answer a challenge, and remembers it.

mod challenge;

use std::fmt::{self, Write as _};

use http::HeaderValue;
use md5::Md5;
use sha2::{Digest, Sha256, Sha512_256};

use crate::util::percent;

pub(crate) use challenge::{Challenge, next_nonce};

/// A user and a password. `Debug` hides the password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Login {
    pub(crate) user: String,
    pub(crate) password: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// The hash algorithms, strongest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hash {
    Md5,
    Sha256,
    Sha512_256,
}

impl Hash {
    /// The hash of the texts joined by colons, in hexadecimal.
    fn joined(self, texts: &[&str]) -> String {
        let text = texts.join(":");
        match self {
            Self::Md5 => hex(&Md5::digest(text)),
            Self::Sha256 => hex(&Sha256::digest(text)),
            Self::Sha512_256 => hex(&Sha512_256::digest(text)),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The request that a proof covers.
#[derive(Clone, Copy)]
pub(crate) struct Target<'a> {
    pub(crate) method: &'a str,
    /// Path and query, as they are sent.
    pub(crate) uri: &'a str,
    /// How often the server's nonce has been used, this time included.
    pub(crate) count: u32,
    /// The client's nonce, the same as long as the server's is.
    pub(crate) client_nonce: &'a str,
}

/// The value of `authorization` that answers `challenge` (RFC 7616, section 3.4); `None` if the
/// user or a value of the challenge has characters that no header may have.
pub(crate) fn authorization(
    challenge: &Challenge,
    login: &Login,
    target: &Target<'_>,
) -> Option<HeaderValue> {
    let Target {
        uri, client_nonce, ..
    } = *target;
    let mut text = String::from("Digest ");
    write_user(&mut text, challenge, login);
    quoted(&mut text, "realm", &challenge.realm);
    quoted(&mut text, "uri", uri);
    quoted(&mut text, "nonce", &challenge.nonce);
    if let Some(name) = &challenge.algorithm {
        plain(&mut text, "algorithm", name);
    }
    if challenge.has_qop {
        plain(&mut text, "nc", &format!("{:08x}", target.count));
        plain(&mut text, "qop", "auth");
    }
    if challenge.has_qop || challenge.is_session {
        quoted(&mut text, "cnonce", client_nonce);
    }
    if let Some(opaque) = &challenge.opaque {
        quoted(&mut text, "opaque", opaque);
    }
    quoted(&mut text, "response", &response(challenge, login, target));
    let mut value = HeaderValue::try_from(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The `response` parameter, which is the proof (sections 3.4.1 to 3.4.3).
fn response(challenge: &Challenge, login: &Login, target: &Target<'_>) -> String {
    let Challenge {
        hash, realm, nonce, ..
    } = challenge;
    let Target {
        method,
        uri,
        client_nonce,
        ..
    } = *target;
    let mut secret = hash.joined(&[&login.user, realm, &login.password]);
    if challenge.is_session {
        secret = hash.joined(&[&secret, nonce, client_nonce]);
    }
    let request = hash.joined(&[method, uri]);
    if !challenge.has_qop {
        return hash.joined(&[&secret, nonce, &request]);
    }
    let count = format!("{:08x}", target.count);
    hash.joined(&[&secret, nonce, &count, client_nonce, "auth", &request])
}

/// Writes the user's name, hashed if the server wants that (section 3.4.4), or in the notation of
/// RFC 8187 if it is not ASCII.
fn write_user(text: &mut String, challenge: &Challenge, login: &Login) {
    let is_plain = login.user.bytes().all(|it| matches!(it, b' '..=b'~'));
    if challenge.wants_user_hash {
        let hashed = challenge.hash.joined(&[&login.user, &challenge.realm]);
        quoted(text, "username", &hashed);
        plain(text, "userhash", "true");
    } else if is_plain {
        quoted(text, "username", &login.user);
    } else {
        plain(text, "username*", "UTF-8''");
        for byte in login.user.bytes() {
            match percent::escape(byte) {
                None => text.push(char::from(byte)),
                Some(escaped) => text.extend(escaped.map(char::from)),
            }
        }
    }
}

fn plain(text: &mut String, name: &str, value: &str) {
    if !text.ends_with(' ') {
        text.push_str(", ");
    }
    text.push_str(name);
    text.push('=');
    text.push_str(value);
}

fn quoted(text: &mut String, name: &str, value: &str) {
    plain(text, name, "\"");
    for character in value.chars() {
        if matches!(character, '"' | '\\') {
            text.push('\\');
        }
        text.push(character);
    }
    text.push('"');
}

#[cfg(test)]
mod tests;
