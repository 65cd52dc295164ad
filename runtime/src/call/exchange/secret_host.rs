//! Hosts that sensitive members of an input are part of: errors of the network name hosts, and must
//! not show these.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
#[cfg(feature = "tracing")]
use http::Uri;

use super::{Plan, endpoint};
use crate::io::body::{Body, Chunks};
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

    /// `error` without the sensitive members of `input`.
    #[cold]
    pub(super) fn shown_error(
        &self,
        error: TransportError,
        input: &dyn Structure,
    ) -> TransportError {
        if !self.has_secret_host(input) {
            return error;
        }
        let redaction = Redaction::of(input);
        error.with_text(|text| redaction.apply(text))
    }

    /// The body of a success, whose errors are without the sensitive members of `input`.
    pub(super) fn shown_body(&self, body: Body, input: &dyn Structure) -> Body {
        if !self.has_secret_host(input) {
            return body;
        }
        let length = body.length();
        let body = Body::from_chunks(Discreet {
            body,
            redaction: Redaction::of(input),
        });
        match length {
            Some(length) => body.with_length(length),
            None => body,
        }
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

/// A body whose errors are redacted.
struct Discreet {
    body: Body,
    redaction: Redaction,
}

impl Chunks for Discreet {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let chunk = self.body.poll_chunk(context);
        let redacted = |error: TransportError| error.with_text(|text| self.redaction.apply(text));
        chunk.map(|chunk| chunk.map(|chunk| chunk.map_err(redacted)))
    }
}
