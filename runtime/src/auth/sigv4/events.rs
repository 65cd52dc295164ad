//! Signatures of the messages of an event stream, each chained to the previous one.
//!
//! Knows no framing: the parts of a message are given as bytes.

use http::Request;
use sha2::{Digest, Sha256};

use super::hex::Hex;
use super::time::SigningTime;
use super::{
    EVENTS_PAYLOAD, Payload, Signer, SigningError, SigningKeys, SigningSettings, Unsigned,
};
use crate::auth::credentials::Credentials;
use crate::types::Timestamp;

/// Signs the messages of one request, in their order. `Debug` shows no secret.
#[derive(Debug)]
pub struct EventSigner {
    credentials: Credentials,
    region: Box<str>,
    service: Box<str>,
    keys: SigningKeys,
    previous: Hex,
}

impl Signer<'_> {
    /// Signs a request whose body is a stream of individually signed messages. The signature of
    /// the request does not cover the body.
    pub fn sign_events<B>(&self, request: &mut Request<B>) -> Result<EventSigner, SigningError> {
        let seed = Self {
            settings: SigningSettings {
                payload: Payload::Precomputed(EVENTS_PAYLOAD),
                content_sha256_header: true,
                ..self.settings
            },
            ..*self
        };
        let unsigned = Unsigned {
            method: request.method(),
            uri: request.uri(),
            headers: request.headers(),
            body: b"",
        };
        let added = seed.header_signature(&unsigned)?;
        let Some(previous) = added.signature.symmetric() else {
            return Err(SigningError::Events);
        };
        added.insert_into(request.headers_mut());
        Ok(EventSigner {
            credentials: self.credentials.clone(),
            region: self.region.into(),
            service: self.service.into(),
            keys: SigningKeys::new(),
            previous,
        })
    }
}

impl EventSigner {
    /// Returns the signature of the next message, which is sent at `time`; `headers` are the
    /// encoded headers that the signature covers.
    pub fn sign(
        &mut self,
        headers: &[u8],
        payload: &[u8],
        time: Timestamp,
    ) -> Result<[u8; 32], SigningError> {
        let time = SigningTime::new(time)?;
        let (region, service) = (self.region.as_ref(), self.service.as_ref());
        let mut mac = self
            .keys
            .get_or_derive(&self.credentials, region, service, &time);
        let [headers, payload] = [headers, payload].map(|it| Hex::of(&Sha256::digest(it).into()));
        let pieces: [&[u8]; 11] = [
            b"AWS4-HMAC-SHA256-PAYLOAD\n",
            time.stamp_and_scope_start(),
            region.as_bytes(),
            b"/",
            service.as_bytes(),
            b"/aws4_request\n",
            self.previous.as_bytes(),
            b"\n",
            headers.as_bytes(),
            b"\n",
            payload.as_bytes(),
        ];
        for piece in pieces {
            mac.update(piece);
        }
        let signature = mac.finish();
        self.previous = Hex::of(&signature);
        Ok(signature)
    }
}
