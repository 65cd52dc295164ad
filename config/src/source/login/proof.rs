//! Proofs that a client holds the key of its login (RFC 9449), signed with ES256. Pure.

use std::fmt;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest, Sha256};
use tinsmith::Timestamp;

/// The key of a login.
#[derive(Clone)]
pub(crate) struct ProofKey(SigningKey);

impl fmt::Debug for ProofKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProofKey")
    }
}

impl ProofKey {
    /// The key in a PEM text, by SEC 1 (RFC 5915) or PKCS #8 (RFC 5208). Line breaks may be
    /// written as `\n`.
    pub(crate) fn from_pem(text: &str) -> Option<Self> {
        let text = text.replace("\\n", "\n");
        let lines = text.lines().map(str::trim);
        let body: String = lines.filter(|line| !line.starts_with("-----")).collect();
        let der = STANDARD.decode(body).ok()?;
        let key = SigningKey::from_slice(private_key(&der)?).ok()?;
        Some(Self(key))
    }

    /// The proof for a request, which no other request has: the value of its header `DPoP`.
    pub(crate) fn proof(&self, method: &str, uri: &str, now: Timestamp) -> String {
        let point = self.0.verifying_key().to_encoded_point(false);
        let coordinate = |bytes: Option<&p256::FieldBytes>| {
            bytes.map_or_else(String::new, |it| URL_SAFE_NO_PAD.encode(it))
        };
        let head = format!(
            r#"{{"typ":"dpop+jwt","alg":"ES256","jwk":{{"kty":"EC","x":"{}","y":"{}","crv":"P-256"}}}}"#,
            coordinate(point.x()),
            coordinate(point.y())
        );
        let claims = format!(
            r#"{{"jti":"{}","htm":"{method}","htu":"{uri}","iat":{}}}"#,
            self.identifier(uri, now),
            now.seconds()
        );
        let mut proof = URL_SAFE_NO_PAD.encode(head);
        proof.push('.');
        proof.push_str(&URL_SAFE_NO_PAD.encode(claims));
        let signature: Signature = self.0.sign(proof.as_bytes());
        proof.push('.');
        proof.push_str(&URL_SAFE_NO_PAD.encode(signature.to_bytes()));
        proof
    }

    /// An identifier that only a holder of the key can guess. The time, in nanoseconds, makes it unique.
    fn identifier(&self, uri: &str, now: Timestamp) -> String {
        let digest = Sha256::new()
            .chain_update(self.0.to_bytes())
            .chain_update(uri)
            .chain_update(now.seconds().to_be_bytes())
            .chain_update(now.nanos().to_be_bytes())
            .finalize();
        let mut name = String::new();
        for byte in digest.iter().take(16) {
            // Writing to a `String` cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        name
    }
}

const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const SEQUENCE: u8 = 0x30;

/// The private key in `SEQUENCE { version, OCTET STRING, … }` (SEC 1), or in the octets of
/// `SEQUENCE { version, SEQUENCE algorithm, OCTET STRING, … }` (PKCS #8).
fn private_key(der: &[u8]) -> Option<&[u8]> {
    let (fields, _) = element(der, SEQUENCE)?;
    let (_version, fields) = element(fields, INTEGER)?;
    if let Some((octets, _)) = element(fields, OCTETS) {
        return Some(octets);
    }
    let (_algorithm, fields) = element(fields, SEQUENCE)?;
    let (octets, _) = element(fields, OCTETS)?;
    let (fields, _) = element(octets, SEQUENCE)?;
    let (_version, fields) = element(fields, INTEGER)?;
    Some(element(fields, OCTETS)?.0)
}

/// The contents of the first element (X.690, DER), which must have this tag, and the rest.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&found, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        // A key of this curve takes less than 256 bytes.
        0x81 => {
            let (&length, rest) = rest.split_first()?;
            (usize::from(length), rest)
        }
        _ => return None,
    };
    (found == tag).then_some(())?;
    rest.split_at_checked(length)
}
