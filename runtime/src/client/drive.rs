//! The loops that carry out an exchange: the only code that waits and touches the network.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use super::{Async, Blocking, Client, Overrides, Shared};
use crate::body::{Body, Incomplete};
use crate::clock::Clock;
use crate::error::{Context, Failed};
use crate::exchange::{Event, Exchange, Step};
use crate::future::block_on;
use crate::operation::OperationSchema;
use crate::transport::{BlockingTransport, Transport, TransportError};
use crate::value::Structure;

/// What an exchange ended with.
pub(crate) struct Outcome {
    pub(crate) result: Result<Response<Bytes>, Failed>,
    pub(crate) context: Context,
}

/// Carries out a call without blocking.
pub(super) async fn run(
    client: &Client<Async>,
    operation: &'static OperationSchema,
    input: &mut dyn Structure,
    overrides: &Overrides,
) -> Outcome {
    let shared = client.shared();
    let Some(clock) = &shared.settings.clock else {
        return without_clock(operation);
    };
    let mut exchange = Exchange::new(shared, operation, input, overrides);
    let mut event = Event::Start;
    loop {
        event = match exchange.next(clock.now(), event) {
            Step::Identify(source) => Event::Identity(source.provide(clock.now()).get().await),
            Step::Send { request, timeout } => {
                attempt(shared, client.transport().as_ref(), clock, request, timeout).await
            }
            Step::Sleep(span) => {
                clock.sleep(span).await;
                Event::Elapsed
            }
            Step::Done(result) => {
                return Outcome {
                    result,
                    context: exchange.into_context(),
                };
            }
        };
    }
}

/// Carries out a call on this thread.
pub(super) fn run_blocking(
    client: &Client<Blocking>,
    operation: &'static OperationSchema,
    input: &mut dyn Structure,
    overrides: &Overrides,
) -> Outcome {
    let shared = client.shared();
    let Some(clock) = &shared.settings.clock else {
        return without_clock(operation);
    };
    let mut exchange = Exchange::new(shared, operation, input, overrides);
    let mut event = Event::Start;
    loop {
        event = match exchange.next(clock.now(), event) {
            Step::Identify(source) => Event::Identity(block_on(source.provide(clock.now()).get())),
            Step::Send { request, timeout } => {
                let sent = client.transport().send(request.map(Body::from), timeout);
                block_on(receive(shared, sent))
            }
            Step::Sleep(span) => {
                clock.sleep_blocking(span);
                Event::Elapsed
            }
            Step::Done(result) => {
                return Outcome {
                    result,
                    context: exchange.into_context(),
                };
            }
        };
    }
}

/// Sends one request and reads the whole response, within `timeout`.
async fn attempt(
    shared: &Shared,
    transport: &dyn Transport,
    clock: &Arc<dyn Clock>,
    request: Request<Bytes>,
    timeout: Option<Duration>,
) -> Event {
    let answer = async { receive(shared, transport.send(request.map(Body::from)).await).await };
    let Some(limit) = timeout else {
        return answer.await;
    };
    let (mut answer, mut alarm) = (pin!(answer), clock.sleep(limit));
    poll_fn(|context| match answer.as_mut().poll(context) {
        Poll::Pending => alarm
            .as_mut()
            .poll(context)
            .map(|()| Event::Failed(TransportError::timeout(limit))),
        ready => ready,
    })
    .await
}

async fn receive(shared: &Shared, sent: Result<Response<Body>, TransportError>) -> Event {
    let (head, body) = match sent {
        Ok(response) => response.into_parts(),
        Err(error) => return Event::Failed(error),
    };
    match body.collect(shared.settings.max_response_bytes).await {
        Ok(bytes) => Event::Response(Response::from_parts(head, bytes)),
        Err(Incomplete { read, error }) => {
            Event::Incomplete(Response::from_parts(head, read), error)
        }
    }
}

fn without_clock(operation: &OperationSchema) -> Outcome {
    let reason = "no clock: this target has none that can be found, set `clock` in the client's configuration";
    let context = Context {
        operation: operation.id,
        response: None,
        attempts: 0,
        idempotency_token: None,
    };
    Outcome {
        result: Err(Failed::Config(reason.to_owned())),
        context,
    }
}
