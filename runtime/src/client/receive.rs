//! Reads a response: all of it, or the part before a stream that the caller reads.
//!
//! Borrows nothing of a call, so that another thread can read.

use bytes::Bytes;
use http::Response;
use http::response::Parts;

#[cfg(feature = "checksum")]
use crate::call::exchange::verified;
use crate::call::exchange::{Event, Exchange};
use crate::call::wire;
use crate::io::body::{Body, Incomplete};
use crate::io::transport::TransportError;
use crate::model::operation::OperationSchema;
use crate::protocol::Protocol;
use crate::util::future::BoxFuture;

/// How the response to a request is read.
#[derive(Clone, Copy)]
pub(super) struct Reception {
    operation: &'static OperationSchema,
    protocol: &'static dyn Protocol,
    max_bytes: usize,
    #[cfg(feature = "checksum")]
    verifies: bool,
}

/// The result of a request. A separate type, since events are private.
pub struct Received(Event);

impl Received {
    #[cold]
    fn incomplete(head: Parts, Incomplete { read, error }: Incomplete) -> Self {
        Self(Event::Incomplete(Response::from_parts(head, read), error))
    }

    pub(super) fn into_event(self) -> Event {
        self.0
    }
}

impl Reception {
    /// The way to read the response to the request that `exchange` has just made.
    pub(super) fn new(exchange: &Exchange<'_>) -> Self {
        let plan = exchange.plan();
        Self {
            operation: plan.operation,
            protocol: plan.shared.service.protocol,
            max_bytes: plan.shared.settings.max_response_bytes,
            #[cfg(feature = "checksum")]
            verifies: exchange.verifies(),
        }
    }

    /// Returns whether the caller reads the body of a success.
    pub(super) fn has_stream(&self) -> bool {
        self.operation.output_stream.is_some()
    }

    /// Reads the whole response that `sent` returns. If its body is the output's stream, reads the
    /// part before the stream and returns the stream.
    pub(super) async fn receive(
        self,
        sent: impl Future<Output = Result<Response<Body>, TransportError>>,
    ) -> Received {
        let (head, mut body) = match sent.await {
            Ok(response) => response.into_parts(),
            Err(error) => return Received(Event::Failed(error)),
        };
        #[cfg(feature = "checksum")]
        if self.verifies {
            body = verified(self.operation, &head, body);
        }
        let mut stream = None;
        if self.has_stream() {
            match self.split(&head, body).await {
                Ok((first, rest)) => (body, stream) = (first, rest),
                Err(incomplete) => return Received::incomplete(head, incomplete),
            }
        }
        match body.collect(self.max_bytes).await {
            Ok(bytes) => Received(Event::Response(Response::from_parts(head, bytes), stream)),
            Err(incomplete) => Received::incomplete(head, incomplete),
        }
    }

    /// Splits a body into the part to collect and the stream. Boxed, so that the futures of calls
    /// without streams stay small.
    fn split(
        self,
        head: &Parts,
        body: Body,
    ) -> BoxFuture<'_, Result<(Body, Option<Body>), Incomplete>> {
        Box::pin(async move {
            if self.is_error(head) {
                return Ok((body, None));
            }
            let (output, index) = (self.operation.output, self.operation.output_stream);
            let (first, rest) = wire::split(output, index, self.protocol, body).await?;
            Ok((first.into(), Some(rest)))
        })
    }

    /// Protocols decide by the head, but take a response.
    fn is_error(&self, head: &Parts) -> bool {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = head.status;
        response.headers_mut().clone_from(&head.headers);
        self.protocol.is_error(&response)
    }
}
