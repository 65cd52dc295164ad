//! Challenges of a server: `www-authenticate` (RFC 9110, section 11.6.1, and RFC 7616, section
//! 3.3), and the nonce that it gives for the next request (section 3.5).

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

use super::Hash;

/// A challenge that this client can answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "parameters of a challenge are flags"
)]
pub(crate) struct Challenge {
    pub(super) realm: String,
    pub(crate) nonce: String,
    pub(super) opaque: Option<String>,
    pub(super) hash: Hash,
    /// As the server spells it; `None` means MD5.
    pub(super) algorithm: Option<String>,
    /// Whether the secret is bound to the first nonces (`-sess`).
    pub(super) is_session: bool,
    /// Whether uses of the nonce are counted; servers that follow RFC 2069 do not know that.
    pub(super) has_qop: bool,
    pub(super) wants_user_hash: bool,
    /// Whether the only fault of the last proof was an old nonce.
    pub(crate) is_stale: bool,
}

impl Challenge {
    /// Finds the first challenge for Digest that this client can answer. `None` if there is no
    /// challenge for Digest; the error explains why the existing ones cannot be answered.
    pub(crate) fn find(headers: &HeaderMap) -> Result<Option<Self>, String> {
        let mut refusal = None;
        for value in headers.get_all(WWW_AUTHENTICATE) {
            let text = String::from_utf8_lossy(value.as_bytes());
            for parameters in digests(&text) {
                match Self::read(&parameters) {
                    Ok(challenge) => return Ok(Some(challenge)),
                    Err(reason) => refusal = refusal.or(Some(reason)),
                }
            }
        }
        refusal.map_or(Ok(None), Err)
    }

    fn read(parameters: &[(String, String)]) -> Result<Self, String> {
        let get = |name: &str| {
            let mut all = parameters.iter();
            let found = all.find(|(key, _)| key.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.as_str())
        };
        let is_true = |name| get(name).is_some_and(|it| it.eq_ignore_ascii_case("true"));
        let algorithm = get("algorithm");
        let (hash, is_session) = hash(algorithm.unwrap_or("MD5"))?;
        let qop = get("qop");
        let mut protections = qop.unwrap_or("auth").split(',').map(str::trim);
        if !protections.any(|it| it.eq_ignore_ascii_case("auth")) {
            let qop = qop.unwrap_or_default();
            return Err(format!(
                "it asks for the protection `{qop}`, and only `auth` is supported"
            ));
        }
        let nonce = get("nonce").ok_or("its challenge has no nonce")?;
        Ok(Self {
            realm: get("realm").unwrap_or_default().to_owned(),
            nonce: nonce.to_owned(),
            opaque: get("opaque").map(str::to_owned),
            hash,
            algorithm: algorithm.map(str::to_owned),
            is_session,
            has_qop: qop.is_some(),
            wants_user_hash: is_true("userhash"),
            is_stale: is_true("stale"),
        })
    }
}

fn hash(algorithm: &str) -> Result<(Hash, bool), String> {
    let lower = algorithm.to_ascii_lowercase();
    let (name, is_session) = match lower.strip_suffix("-sess") {
        Some(name) => (name, true),
        None => (lower.as_str(), false),
    };
    let hash = match name {
        "md5" => Hash::Md5,
        "sha-256" => Hash::Sha256,
        "sha-512-256" => Hash::Sha512_256,
        _ => return Err(format!("its algorithm `{algorithm}` is not known")),
    };
    Ok((hash, is_session))
}

/// The nonce that the server wants in the next request.
pub(crate) fn next_nonce(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("authentication-info")?.to_str().ok()?;
    let mut rest = value;
    while let Some((name, value, after)) = parameter(rest) {
        if name.eq_ignore_ascii_case("nextnonce") {
            return Some(value);
        }
        rest = after.trim_start_matches([' ', '\t', ',']);
    }
    None
}

/// The parameters of each challenge for Digest in a list of challenges.
fn digests(text: &str) -> Vec<Vec<(String, String)>> {
    let mut found: Vec<Vec<(String, String)>> = Vec::new();
    let mut is_digest = false;
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            return found;
        }
        if let Some((name, value, after)) = parameter(rest) {
            if let (true, Some(challenge)) = (is_digest, found.last_mut()) {
                challenge.push((name.to_owned(), value));
            }
            rest = after;
            continue;
        }
        // Not a parameter: the name of a scheme, or the token68 that follows one.
        let end = rest.find([' ', '\t', ',']).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        is_digest = word.eq_ignore_ascii_case("digest");
        if is_digest {
            found.push(Vec::new());
        }
        rest = after;
    }
}

/// Splits `name=value` off the start of a text: name, unquoted value, rest.
fn parameter(text: &str) -> Option<(&str, String, &str)> {
    let end =
        text.find(|it: char| !it.is_ascii_alphanumeric() && !"!#$%&'*+-.^_`|~".contains(it))?;
    let (name, rest) = text.split_at(end);
    let rest = rest.trim_start_matches([' ', '\t']).strip_prefix('=')?;
    let rest = rest.trim_start_matches([' ', '\t']);
    if name.is_empty() {
        return None;
    }
    let Some(quoted) = rest.strip_prefix('"') else {
        let end = rest.find([' ', '\t', ',']).unwrap_or(rest.len());
        let (value, after) = rest.split_at(end);
        return Some((name, value.to_owned(), after));
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((name, value, quoted.get(at + 1..).unwrap_or_default())),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            _ => value.push(character),
        }
    }
    None
}
