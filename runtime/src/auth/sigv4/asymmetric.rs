//! The keys of `SigV4a`, and signing with them: ECDSA over P-256 with SHA-256.
//!
//! The nonce is derived from key and message (RFC 6979): equal requests have equal signatures.

use std::sync::{Mutex, PoisonError};

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::PrimeField;
use p256::{FieldBytes, NonZeroScalar, Scalar};

use super::algorithm::Algorithm;
use super::hmac::Hmac;
use super::{Signer, SigningError, hex};
use crate::auth::credentials::Credentials;
use crate::types::Timestamp;

/// How many key pairs are cached: one for each identity.
const CAPACITY: usize = 16;

impl<'a> Signer<'a> {
    /// A signer for `SigV4a`: its signatures are valid in every region of `region_set`, which is
    /// one name or several separated by commas; `*` matches any characters, and alone all
    /// regions. Otherwise like [`Signer::new`].
    pub fn asymmetric(
        credentials: &'a Credentials,
        region_set: &'a str,
        service: &'a str,
        time: Timestamp,
    ) -> Self {
        Self {
            algorithm: Algorithm::Asymmetric,
            ..Self::new(credentials, region_set, service, time)
        }
    }

    /// The signature of a string, DER in hexadecimal.
    pub(super) fn sign_asymmetrically(&self, text: &[u8]) -> Result<Vec<u8>, SigningError> {
        let key = match self.keys {
            Some(keys) => keys.pairs.get_or_derive(self.credentials),
            None => derive(self.credentials),
        };
        let key = key.ok_or(SigningError::NoKey)?;
        let signature: Signature = key.try_sign(text).map_err(|_| SigningError::NoKey)?;
        Ok(hex::digits(signature.to_der().as_bytes()))
    }
}

/// A cache of derived key pairs: deriving one costs as much as a signature.
#[derive(Default)]
pub(super) struct KeyPairs(Mutex<Vec<(Credentials, SigningKey)>>);

impl KeyPairs {
    fn get_or_derive(&self, credentials: &Credentials) -> Option<SigningKey> {
        let mut pairs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = pairs.iter().find(|(known, _)| is_same(known, credentials));
        if let Some((_, key)) = found {
            return Some(key.clone());
        }
        let key = derive(credentials)?;
        if pairs.len() == CAPACITY {
            pairs.remove(0);
        }
        pairs.push((credentials.clone(), key.clone()));
        Some(key)
    }
}

fn is_same(known: &Credentials, other: &Credentials) -> bool {
    known.is_same(other)
        || (known.access_key_id() == other.access_key_id()
            && known.secret_access_key() == other.secret_access_key())
}

/// The first candidate that is a valid key: NIST SP 800-108 in counter mode, with a second
/// counter in the context, until the number drawn is at most the order of the curve minus two.
fn derive(credentials: &Credentials) -> Option<SigningKey> {
    let secret = [b"AWS4A", credentials.secret_access_key().as_bytes()].concat();
    let mac = Hmac::new(&secret);
    (1..=254).find_map(|counter| candidate(mac.clone(), credentials.access_key_id(), counter))
}

fn candidate(mut mac: Hmac, access_key_id: &str, counter: u8) -> Option<SigningKey> {
    let label = Algorithm::Asymmetric.name().as_bytes();
    let pieces: [&[u8]; 6] = [
        &1_u32.to_be_bytes(),
        label,
        &[0],
        access_key_id.as_bytes(),
        &[counter],
        &256_u32.to_be_bytes(),
    ];
    for piece in pieces {
        mac.update(piece);
    }
    let drawn: Option<Scalar> = Scalar::from_repr(FieldBytes::from(mac.finish())).into();
    let key: Option<NonZeroScalar> = NonZeroScalar::new(drawn? + Scalar::ONE).into();
    key.map(SigningKey::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public_half(key: &SigningKey) -> String {
        let point = key.verifying_key().to_encoded_point(false);
        String::from_utf8(hex::digits(point.as_bytes())).unwrap()
    }

    #[test]
    fn a_remembered_pair_is_the_derived_one() {
        let (pairs, keys) = (KeyPairs::default(), Credentials::new("AKID", "secret"));
        let derived = public_half(&derive(&keys).unwrap());
        for _ in 0..2 {
            assert_eq!(public_half(&pairs.get_or_derive(&keys).unwrap()), derived);
        }
        let equal = Credentials::new("AKID", "secret");
        assert_eq!(public_half(&pairs.get_or_derive(&equal).unwrap()), derived);
        assert_eq!(pairs.0.lock().unwrap().len(), 1);
    }

    #[test]
    fn id_and_secret_each_have_their_own_pair() {
        let pairs = KeyPairs::default();
        let of = |id: &str, secret: &str| {
            public_half(&pairs.get_or_derive(&Credentials::new(id, secret)).unwrap())
        };
        let first = of("AKID", "secret");
        assert_ne!(of("AKID", "other"), first);
        assert_ne!(of("OTHER", "secret"), first);
    }

    #[test]
    fn the_memory_is_bounded() {
        let pairs = KeyPairs::default();
        for number in 0..=CAPACITY {
            pairs.get_or_derive(&Credentials::new(number.to_string(), "secret"));
        }
        assert_eq!(pairs.0.lock().unwrap().len(), CAPACITY);
    }
}
