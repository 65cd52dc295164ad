//! A verifier of `SigV4` that works on the bytes of a request as a service got them.
//!
//! Written from the documents ("AWS Signature Version 4 for API requests" in the IAM User Guide;
//! "Authenticating Requests" in the S3 API Reference) and sharing no code with the signer under
//! test. Must not know clients or cases.

pub(crate) mod canonical;
pub(crate) mod chunks;
mod claim;
mod payload;
mod sums;
mod time;

#[cfg(test)]
mod tests;

use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use self::claim::Claim;
use super::server::answer::Protocol;
use super::server::message::{Framing, Request};

pub(crate) use self::sums::{hex, sum};

/// How far the clocks of a client and a service may be apart.
const MINUTES_15: u64 = 15 * 60;

/// What requests of a service have to be like.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    /// The name in the scope of signatures.
    pub(crate) service: &'static str,
    /// The region in the scope of signatures.
    pub(crate) region: &'static str,
    /// How paths and bodies enter signatures.
    pub(crate) style: Style,
    /// Who signs.
    pub(crate) keys: Keys,
    /// In which protocol the service refuses.
    pub(crate) protocol: Protocol,
}

/// How paths and bodies enter signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Amazon S3: a path is encoded once and never normalised, a header says what stands for the
    /// body, and in a URL `UNSIGNED-PAYLOAD` does.
    S3,
    /// All others: a path is normalised and encoded again.
    Other,
}

/// An access key.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    /// The access key id.
    pub(crate) id: &'static str,
    /// The secret access key.
    pub(crate) secret: &'static str,
    /// The session token.
    pub(crate) token: Option<&'static str>,
}

impl Rules {
    /// Whether the request is one that the service accepts now; fails with what is wrong.
    pub(crate) fn verify(&self, request: &Request) -> Result<(), String> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        self.verify_at(request, now.map_or(0, |it| it.as_secs()))
    }

    /// The same at the time `now`, in seconds since 1970.
    fn verify_at(&self, request: &Request, now: u64) -> Result<(), String> {
        framed(request)?;
        let claim = Claim::of(&request.head)?;
        self.check_scope(&claim)?;
        self.check_token(&claim)?;
        check_time(&claim, now)?;
        check_signed_headers(request, &claim)?;
        let payload = payload::stands_for(self.style, request, &claim)?;
        sums::check_headers(request)?;
        let canonical = canonical::request(self.style, &request.head, &claim, &payload)?;
        let found = self.signature(&claim, &canonical);
        if found == claim.signature {
            return Ok(());
        }
        Err(format!(
            "the signature is that of another request than this one:\n{}\n\nwhich came as:\n{}",
            String::from_utf8_lossy(&canonical),
            request.shown()
        ))
    }

    fn check_scope(&self, claim: &Claim) -> Result<(), String> {
        let day = claim.stamp.get(..8).unwrap_or_default();
        let wanted = format!(
            "{}/{day}/{}/{}/aws4_request",
            self.keys.id, self.region, self.service
        );
        if claim.credential == wanted {
            return Ok(());
        }
        Err(format!(
            "signed for {}, instead of {wanted}",
            claim.credential
        ))
    }

    fn check_token(&self, claim: &Claim) -> Result<(), String> {
        match (self.keys.token, claim.token.as_deref()) {
            (wanted, found) if wanted == found => Ok(()),
            (Some(_), None) => Err("there is no session token".to_owned()),
            (None, Some(_)) => Err("there is a session token".to_owned()),
            _ => Err("there is another session token".to_owned()),
        }
    }

    fn signature(&self, claim: &Claim, canonical: &[u8]) -> String {
        let scope = claim.credential.split_once('/');
        let scope = scope.map_or("", |(_, scope)| scope);
        let digest = hex(&Sha256::digest(canonical));
        let text = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{digest}", claim.stamp);
        let first = format!("AWS4{}", self.keys.secret).into_bytes();
        let key = scope
            .split('/')
            .fold(first, |key, part| mac(&key, part.as_bytes()));
        hex(&mac(&key, text.as_bytes()))
    }
}

fn mac(key: &[u8], data: &[u8]) -> Vec<u8> {
    // HMAC takes keys of any length (RFC 2104, section 2).
    let mut mac = <Hmac<Sha256>>::new_from_slice(key).expect("any key is one");
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}

/// Whether the message is framed as servers want it, and addressed to one host.
fn framed(request: &Request) -> Result<(), String> {
    let head = &request.head;
    for name in ["host", "authorization", "x-amz-date", "content-type"] {
        let count = head.all(name).count();
        if count > 1 || count == 0 && name == "host" {
            return Err(format!("{count} headers {name}"));
        }
    }
    // RFC 9110, section 8.6; Amazon S3 answers 411 else.
    let has_meaning = matches!(head.method.as_str(), "POST" | "PUT" | "PATCH");
    match head.framing()? {
        Framing::None if has_meaning => Err(format!("a {} without content-length", head.method)),
        _ => Ok(()),
    }
}

fn check_time(claim: &Claim, now: u64) -> Result<(), String> {
    let signed = time::seconds(&claim.stamp)?;
    let (from, until) = match claim.expires {
        Some(span) => (signed.saturating_sub(MINUTES_15), signed + span),
        None => (signed.saturating_sub(MINUTES_15), signed + MINUTES_15),
    };
    if (from..=until).contains(&now) {
        return Ok(());
    }
    Err(format!("signed at {}, which is not now", claim.stamp))
}

/// What a signature has to cover: `host`, `content-type` if there is one, and all of `x-amz-`.
fn check_signed_headers(request: &Request, claim: &Claim) -> Result<(), String> {
    // The client that uses a presigned URL may add a content type that is not signed.
    let is_presigned = claim.expires.is_some();
    let names = request.head.headers.iter().map(|(name, _)| name.as_str());
    let needed = names.filter(|name| match *name {
        "content-type" | "content-md5" => !is_presigned,
        name => name == "host" || name.starts_with("x-amz-"),
    });
    for name in needed {
        if !claim.signed_headers.iter().any(|it| it == name) {
            return Err(format!("the header {name} is not signed"));
        }
    }
    for name in &claim.signed_headers {
        if request.head.all(name).next().is_none() {
            return Err(format!("the header {name} is signed and was not sent"));
        }
    }
    let mut sorted = claim.signed_headers.clone();
    sorted.sort();
    sorted.dedup();
    if sorted == claim.signed_headers {
        Ok(())
    } else {
        Err("the signed headers are not sorted".to_owned())
    }
}
