//! Challenges of HTTP Digest: answered, cached and counted.
//!
//! A request carries a proof if the client has a challenge of its server, and none otherwise. A
//! challenge is answered at once by the same request with a proof. That is not a retry, since
//! nothing has failed. A second challenge means that the password is wrong, unless it says that
//! only the nonce is old.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Request, Response, StatusCode};

use super::machine::Attempt;
use super::{Exchange, Identity};
use crate::auth::digest::{self, Challenge, Target};
use crate::call::error::CallError;
use crate::io::entropy;

/// How many servers' challenges are cached.
const CAPACITY: usize = 8;

/// How many challenges of one call are answered, even if only nonces are old.
const MOST: u32 = 3;

/// The state of a call's authentication with its server.
#[derive(Default)]
pub(super) struct Progress {
    /// Where the last request went.
    authority: String,
    /// How many challenges have been answered.
    answered: u32,
}

/// The most recent challenges of a client's servers.
#[derive(Default)]
pub(crate) struct Challenges(Mutex<Vec<KnownChallenge>>);

struct KnownChallenge {
    authority: String,
    challenge: Challenge,
    /// The client's nonce, the same as long as the server's is.
    client_nonce: String,
    /// How often the server's nonce has been used.
    count: u32,
}

impl Challenges {
    /// Applies `proof` to the challenge of `authority` and counts its use.
    fn answer<T>(&self, authority: &str, proof: impl FnOnce(&KnownChallenge) -> T) -> Option<T> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.iter_mut().find(|it| it.authority == authority)?;
        known.count += 1;
        Some(proof(known))
    }

    fn keep(&self, known: KnownChallenge) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|it| it.authority != known.authority);
        if all.len() == CAPACITY {
            all.remove(0);
        }
        all.push(known);
    }

    /// Stores the nonce that the server wants in the next request.
    fn renew(&self, authority: &str, nonce: String) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.iter_mut().find(|it| it.authority == authority) {
            if known.challenge.nonce != nonce {
                known.challenge.nonce = nonce;
                known.count = 0;
            }
        }
    }
}

impl Exchange<'_> {
    /// Adds the proof of the password to a request, if the identity has a password and the
    /// challenge of the server is known.
    pub(super) fn authorize<B>(
        &mut self,
        identity: Option<&Identity>,
        request: &mut Request<B>,
    ) -> Result<(), CallError> {
        let Some(Identity::Login(login)) = identity else {
            return Ok(());
        };
        let uri = request.uri();
        self.progress.authority = uri
            .authority()
            .map_or_else(String::new, ToString::to_string);
        let method = request.method().as_str();
        let uri = uri.path_and_query().map_or("/", |it| it.as_str());
        let challenges = &self.plan.shared.challenges;
        let proof = challenges.answer(&self.progress.authority, |known| {
            let target = Target {
                method,
                uri,
                count: known.count,
                client_nonce: &known.client_nonce,
            };
            digest::authorization(&known.challenge, login, &target)
        });
        match proof {
            None => Ok(()),
            Some(None) => Err(CallError::Config(
                "the service's challenge has characters that a header must not have".to_owned(),
            )),
            Some(Some(value)) => {
                request.headers_mut().insert(AUTHORIZATION, value);
                Ok(())
            }
        }
    }

    /// Returns whether the response to `attempt` is a challenge that the same request answers.
    pub(super) fn answer_challenge(
        &mut self,
        attempt: &Attempt,
        response: &Response<Bytes>,
    ) -> Result<bool, CallError> {
        if !matches!(attempt.identity, Some(Identity::Login(_))) {
            return Ok(false);
        }
        let challenges = &self.plan.shared.challenges;
        if response.status() != StatusCode::UNAUTHORIZED {
            if let Some(nonce) = digest::next_nonce(response.headers()) {
                challenges.renew(&self.progress.authority, nonce);
            }
            return Ok(false);
        }
        let challenge = Challenge::find(response.headers());
        let Some(challenge) = challenge.map_err(|reason| unsupported(&reason))? else {
            return Ok(false);
        };
        let most = if challenge.is_stale { MOST } else { 1 };
        if self.progress.answered >= most {
            return Ok(false);
        }
        challenges.keep(KnownChallenge {
            authority: self.progress.authority.clone(),
            challenge,
            client_nonce: entropy::uuid(self.random.next(), self.random.next()),
            count: 0,
        });
        if !self.is_repeatable {
            self.is_consumed = true;
            return Ok(false);
        }
        self.progress.answered += 1;
        Ok(true)
    }
}

fn unsupported(reason: &str) -> CallError {
    CallError::Config(format!(
        "the service wants HTTP Digest in another way: {reason}"
    ))
}
