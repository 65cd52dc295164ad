//! The loops that carry out an exchange: the only code that waits and touches the network.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http::response::Parts;

use super::{Async, Blocking, Client};
use crate::body::{Body, Incomplete};
use crate::clock::{Clock, Now};
use crate::credentials::Provided;
use crate::error::{Context, Failed};
use crate::exchange::{Event, Exchange, Host, Input, Overrides, Plan, Shared, Step};
use crate::future::{BoxFuture, block_on};
use crate::operation::OperationSchema;
use crate::transport::{BlockingTransport, Transport, TransportError};
use crate::value::Structure;
use crate::wire;

/// What an exchange ended with.
pub(crate) struct Outcome {
    pub(crate) result: Result<Response<Bytes>, Failed>,
    /// The stream of the output, where it has one.
    pub(crate) stream: Option<Body>,
    pub(crate) context: Context,
}

impl Outcome {
    /// An exchange that could not begin.
    fn unbegun(operation: &OperationSchema, failed: Failed) -> Self {
        Self {
            result: Err(failed),
            stream: None,
            context: Context::unsent(operation.id),
        }
    }
}

/// An exchange, and the clock that it goes by.
fn begin<'a>(
    shared: &'a Shared,
    operation: &'static OperationSchema,
    input: &'a mut dyn Structure,
    overrides: &'a Overrides,
) -> Result<(&'a dyn Clock, Exchange<'a>), Failed> {
    let Host { clock, entropy } = shared.host()?;
    let plan = Plan {
        shared,
        operation,
        overrides,
        headers: &overrides.headers,
        is_presigned: false,
    };
    Ok((clock, Exchange::new(plan, entropy, Input::Lent(input))))
}

/// Carries out a call without blocking.
pub(super) async fn run(
    client: &Client<Async>,
    operation: &'static OperationSchema,
    input: &mut dyn Structure,
    overrides: &Overrides,
) -> Outcome {
    let shared = client.shared();
    let (clock, mut exchange) = match begin(shared, operation, input, overrides) {
        Ok(begun) => begun,
        Err(failed) => return Outcome::unbegun(operation, failed),
    };
    let mut event = Event::Start;
    let mut stream = None;
    loop {
        let now = Now::of(clock);
        event = match exchange.next(now, event) {
            Step::Identify { source, timeout } => match source.provide(now.utc) {
                // The source may have taken its time before it answered.
                Provided::Ready(found) => Event::Identity(found),
                Provided::Pending(mut found) => {
                    let found = within(clock, timeout, found.as_mut()).await;
                    found.map_or(Event::Unidentified, Event::Identity)
                }
            },
            Step::Send { request, timeout } => {
                let sent = client.transport().send(request);
                let answer = pin!(async { receive(&exchange, sent.await, &mut stream).await });
                let answer = within(clock, timeout, answer).await;
                answer.unwrap_or_else(|| Event::Failed(TransportError::timeout(timeout)))
            }
            Step::Sleep(span) => {
                clock.sleep(span).await;
                Event::Elapsed
            }
            Step::Done(result) => {
                let context = exchange.into_context();
                return Outcome {
                    result,
                    stream,
                    context,
                };
            }
        };
    }
}

/// Carries out a call on the calling thread.
pub(super) fn run_blocking(
    client: &Client<Blocking>,
    operation: &'static OperationSchema,
    input: &mut dyn Structure,
    overrides: &Overrides,
) -> Outcome {
    let shared = client.shared();
    let (clock, mut exchange) = match begin(shared, operation, input, overrides) {
        Ok(begun) => begun,
        Err(failed) => return Outcome::unbegun(operation, failed),
    };
    let mut event = Event::Start;
    let mut stream = None;
    loop {
        let now = Now::of(clock);
        event = match exchange.next(now, event) {
            // A thread cannot be called back: the time given counts once it has an answer.
            Step::Identify { source, .. } => Event::Identity(source.provide(now.utc).wait()),
            Step::Send { request, timeout } => {
                let sent = client.transport().send(request, timeout);
                block_on(receive(&exchange, sent, &mut stream))
            }
            Step::Sleep(span) => {
                clock.sleep_blocking(span);
                Event::Elapsed
            }
            Step::Done(result) => {
                let context = exchange.into_context();
                return Outcome {
                    result,
                    stream,
                    context,
                };
            }
        };
    }
}

/// What `future` yields, unless `limit` passes first.
async fn within<T>(
    clock: &dyn Clock,
    limit: Option<Duration>,
    mut future: Pin<&mut (impl Future<Output = T> + ?Sized)>,
) -> Option<T> {
    let Some(limit) = limit else {
        return Some(future.await);
    };
    let mut alarm = clock.sleep(limit);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(it) => Poll::Ready(Some(it)),
        Poll::Pending => alarm.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// The whole response; where its body is the output's stream, what precedes that, and the rest
/// is put into `stream`.
async fn receive(
    exchange: &Exchange<'_>,
    sent: Result<Response<Body>, TransportError>,
    stream: &mut Option<Body>,
) -> Event {
    let (head, mut body) = match sent {
        Ok(response) => response.into_parts(),
        Err(error) => return Event::Failed(error),
    };
    #[cfg(feature = "checksum")]
    {
        body = exchange.verified(&head, body);
    }
    let plan = exchange.plan();
    if plan.operation.output_stream.is_some() {
        match split(plan, &head, body, stream).await {
            Ok(rest) => body = rest,
            Err(Incomplete { read, error }) => {
                return Event::Incomplete(Response::from_parts(head, read), error);
            }
        }
    }
    match body.collect(plan.shared.settings.max_response_bytes).await {
        Ok(bytes) => Event::Response(Response::from_parts(head, bytes)),
        Err(Incomplete { read, error }) => {
            Event::Incomplete(Response::from_parts(head, read), error)
        }
    }
}

/// What is to be collected of a body that may be a stream. Boxed, so that calls without streams
/// do not hold the room for it.
fn split<'s>(
    plan: &'s Plan<'_>,
    head: &'s Parts,
    body: Body,
    stream: &'s mut Option<Body>,
) -> BoxFuture<'s, Result<Body, Incomplete>> {
    Box::pin(async move {
        if !plan.hands_over(head) {
            return Ok(body);
        }
        let protocol = plan.shared.service.protocol;
        let (output, index) = (plan.operation.output, plan.operation.output_stream);
        let (first, rest) = wire::split(output, index, protocol, body).await?;
        *stream = Some(rest);
        Ok(first.into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The size of what `make` would return.
    fn size_of_future<C, F: Future>(
        _: impl FnOnce(C, &'static OperationSchema, &'static mut dyn Structure, &'static Overrides) -> F,
    ) -> usize {
        size_of::<F>()
    }

    #[test]
    fn the_future_of_a_call_takes_less_than_two_kilobytes() {
        let size = size_of_future::<&Client<Async>, _>(run);
        assert!(size <= 2048, "{size} bytes");
    }
}
