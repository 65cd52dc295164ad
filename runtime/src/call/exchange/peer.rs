//! The peer of a request in errors of the network: they name its host, but not the sensitive
//! members of the input that are part of it.

use http::Uri;

use super::machine::Attempt;
use super::{Exchange, Plan, endpoint};
use crate::io::body::Body;
use crate::io::transport::TransportError;
use crate::model::operation::HostPart;
use crate::model::schema::Member;
use crate::model::secrets::Redaction;
use crate::model::value::Structure;

impl Plan<'_> {
    /// The host, unless sensitive members of `input` are part of it.
    #[cfg(feature = "tracing")]
    pub(super) fn shown_host<'u>(&self, input: &dyn Structure, uri: &'u Uri) -> Option<&'u str> {
        uri.host().filter(|_| !self.has_secret_host(input))
    }

    fn has_secret_host(&self, input: &dyn Structure) -> bool {
        let in_prefix = self.operation.host_prefix.iter().any(|part| match part {
            HostPart::Label(index) => {
                let member = input.schema().members.get(*index);
                member.is_some_and(Member::has_secrets)
            }
            HostPart::Text(_) => false,
        });
        in_prefix || !endpoint::secrets(self.operation, input).is_empty()
    }
}

impl Exchange<'_> {
    /// The error of an attempt.
    #[cold]
    pub(super) fn error_from(&self, attempt: &Attempt, error: TransportError) -> TransportError {
        self.peer(attempt).named_in(error)
    }

    /// The body of a success that the caller reads.
    pub(super) fn body_from(&self, attempt: &Attempt, body: Body) -> Body {
        let peer = self.peer(attempt);
        body.map_err(move |error| peer.named_in(error))
    }

    fn peer(&self, attempt: &Attempt) -> Peer {
        let prefix = self.plan.host_prefix(&*self.input);
        let uri = prefix
            .ok()
            .and_then(|it| attempt.endpoint.uri(&it, "/").ok());
        let is_secret = self.plan.has_secret_host(&*self.input);
        Peer {
            uri,
            redaction: is_secret.then(|| Redaction::of(&*self.input)),
        }
    }
}

/// The service that a request was sent to, as errors show it.
struct Peer {
    /// Its URI without path.
    uri: Option<Uri>,
    /// Hides the sensitive members that are part of the host.
    redaction: Option<Redaction>,
}

impl Peer {
    #[cold]
    fn named_in(&self, error: TransportError) -> TransportError {
        let error = match &self.uri {
            Some(uri) => error.with_origin(uri),
            None => error,
        };
        match &self.redaction {
            Some(redaction) => error.with_text(|text| redaction.apply(text)),
            None => error,
        }
    }
}
