//! The signing key: derived from the secret for one day, region and service.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use super::hmac::Hmac;
use super::time::SigningTime;
use crate::auth::credentials::Credentials;

/// How many keys are cached. A client needs one; a client that assumes roles or follows buckets
/// into other regions needs a few.
const CAPACITY: usize = 16;

/// A cache of derived signing keys, so that a key is derived once a day and not for every
/// request. Share one among all [`Signer`](crate::auth::sigv4::Signer)s of a client. `Debug`
/// shows no key.
#[derive(Default)]
pub struct SigningKeys {
    entries: Mutex<Vec<Entry>>,
    #[cfg(feature = "sigv4a")]
    pub(super) pairs: super::asymmetric::KeyPairs,
}

struct Entry {
    credentials: Credentials,
    region: Box<str>,
    service: Box<str>,
    day: i64,
    mac: Hmac,
}

impl SigningKeys {
    /// An empty cache.
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn get_or_derive(
        &self,
        credentials: &Credentials,
        region: &str,
        service: &str,
        time: &SigningTime,
    ) -> Hmac {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let found = entries.iter().find(|entry| {
            entry.day == time.day()
                && *entry.region == *region
                && *entry.service == *service
                && entry.has_secret_of(credentials)
        });
        if let Some(entry) = found {
            return entry.mac.clone();
        }
        let mac = derive(credentials, region, service, time);
        if entries.len() == CAPACITY {
            entries.remove(0);
        }
        entries.push(Entry {
            credentials: credentials.clone(),
            region: region.into(),
            service: service.into(),
            day: time.day(),
            mac: mac.clone(),
        });
        mac
    }
}

impl Entry {
    fn has_secret_of(&self, credentials: &Credentials) -> bool {
        self.credentials.is_same(credentials)
            || self.credentials.secret_access_key() == credentials.secret_access_key()
    }
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKeys")
    }
}

/// `HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request")`, as the key
/// of the next HMAC.
pub(super) fn derive(
    credentials: &Credentials,
    region: &str,
    service: &str,
    time: &SigningTime,
) -> Hmac {
    let secret = [b"AWS4", credentials.secret_access_key().as_bytes()].concat();
    let steps = [
        time.date(),
        region.as_bytes(),
        service.as_bytes(),
        b"aws4_request",
    ];
    steps.iter().fold(Hmac::new(&secret), |mut mac, step| {
        mac.update(step);
        Hmac::new(&mac.finish())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Timestamp;

    fn tag(mac: Hmac) -> [u8; 32] {
        mac.finish()
    }

    fn day(day: i64) -> SigningTime {
        SigningTime::new(Timestamp::new(day * 86_400, 0)).unwrap()
    }

    #[test]
    fn a_remembered_key_is_the_derived_one() {
        let (keys, secret) = (SigningKeys::new(), Credentials::new("AKID", "secret"));
        let derived = tag(derive(&secret, "r", "s", &day(1)));
        for _ in 0..2 {
            assert_eq!(tag(keys.get_or_derive(&secret, "r", "s", &day(1))), derived);
        }
        assert_eq!(keys.entries.lock().unwrap().len(), 1);
    }

    #[test]
    fn day_region_service_and_secret_each_have_their_own_key() {
        let (keys, secret) = (SigningKeys::new(), Credentials::new("AKID", "secret"));
        let other = Credentials::new("AKID", "other");
        let first = tag(keys.get_or_derive(&secret, "r", "s", &day(1)));
        assert_ne!(tag(keys.get_or_derive(&secret, "r", "s", &day(2))), first);
        assert_ne!(tag(keys.get_or_derive(&secret, "q", "s", &day(1))), first);
        assert_ne!(tag(keys.get_or_derive(&secret, "r", "t", &day(1))), first);
        assert_ne!(tag(keys.get_or_derive(&other, "r", "s", &day(1))), first);
    }

    #[test]
    fn equal_keys_from_different_sources_share_an_entry() {
        let keys = SigningKeys::new();
        for _ in 0..3 {
            keys.get_or_derive(&Credentials::new("AKID", "secret"), "r", "s", &day(1));
        }
        assert_eq!(keys.entries.lock().unwrap().len(), 1);
    }

    #[test]
    fn the_memory_is_bounded() {
        let (keys, secret) = (SigningKeys::new(), Credentials::new("AKID", "secret"));
        for number in 0..100 {
            keys.get_or_derive(&secret, "r", "s", &day(number));
        }
        assert_eq!(keys.entries.lock().unwrap().len(), CAPACITY);
    }
}
