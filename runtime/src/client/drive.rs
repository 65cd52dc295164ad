//! The loops that carry out an exchange: the only code that waits and touches the network.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
#[cfg(not(target_family = "wasm"))]
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::Request;

#[cfg(not(target_family = "wasm"))]
use super::limited;
use super::receive::Reception;
use super::{Async, Blocking, Client};
use crate::auth::credentials::Provided;
use crate::call::error::Failed;
use crate::call::exchange::{
    Event, Exchange, Input, Outcome, Overrides, Plan, Platform, Shared, Step,
};
use crate::call::wire;
use crate::io::body::Body;
use crate::io::clock::{Clock, Now};
#[cfg(not(target_family = "wasm"))]
use crate::io::transport::TransportError;
use crate::io::transport::stall::{self, Guard};
use crate::model::operation::OperationSchema;
use crate::model::value::Structure;
use crate::util::future::{block_on, block_on_for};

/// An exchange, and the clock that it goes by.
fn begin<'a>(
    shared: &'a Shared,
    operation: &'static OperationSchema,
    input: &'a mut dyn Structure,
    overrides: &'a Overrides,
) -> Result<(&'a dyn Clock, Exchange<'a>), Failed> {
    let Platform { clock, entropy } = shared.platform()?;
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
        Err(failed) => return Outcome::unsent(operation, failed),
    };
    let mut event = Event::Start;
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
                let guard = guard(exchange.plan());
                let sent = stall::send(&**client.transport(), request, guard);
                let reception = Reception::new(&exchange);
                let answer = pin!(async {
                    let sent = stall::received(sent.await, guard);
                    reception.receive(sent).await
                });
                let answer = within(clock, timeout, answer).await;
                answer.unwrap_or_else(|| Event::Failed(exchange.timed_out(timeout)))
            }
            Step::Sleep(span) => {
                clock.sleep(span).await;
                Event::Elapsed
            }
            Step::Done(result) => {
                let context = exchange.into_context();
                return Outcome { result, context };
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
        Err(failed) => return Outcome::unsent(operation, failed),
    };
    let mut event = Event::Start;
    loop {
        let now = Now::of(clock);
        event = match exchange.next(now, event) {
            Step::Identify { source, timeout } => {
                let found = match source.provide(now.utc) {
                    // A source that blocks cannot be called back; its time counts all the same.
                    Provided::Ready(found) => Some(found),
                    Provided::Pending(mut found) => {
                        block_on_for(found.as_mut(), timeout.unwrap_or(Duration::MAX))
                    }
                };
                found.map_or(Event::Unidentified, Event::Identity)
            }
            Step::Send {
                mut request,
                timeout,
            } => {
                stall::note(&mut request, grace(exchange.plan()));
                let reception = Reception::new(&exchange);
                send_blocking(client, reception, request, timeout)
            }
            Step::Sleep(span) => {
                clock.sleep_blocking(span);
                Event::Elapsed
            }
            Step::Done(result) => {
                let context = exchange.into_context();
                return Outcome { result, context };
            }
        };
    }
}

/// How long the transfers of a call may make no progress. Events come when they happen.
fn grace(plan: &Plan<'_>) -> Option<Duration> {
    let operation = plan.operation;
    let has_events = wire::streams_events(operation.input, operation.input_stream)
        || wire::streams_events(operation.output, operation.output_stream);
    let grace = plan.shared.settings.stalled_stream_grace;
    grace.filter(|it| !has_events && !it.is_zero())
}

fn guard<'s>(plan: &Plan<'s>) -> Option<Guard<'s>> {
    let clock = plan.shared.settings.clock.as_ref()?;
    Some(Guard {
        clock,
        grace: grace(plan)?,
    })
}

/// What `future` yields, unless `limit` passes first.
pub(super) async fn within<T>(
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

/// Sends `request` on this thread, or on one of its own where no transport can keep the limit: it
/// ends with the head for a success, whose body is the caller's, but not for an error.
fn send_blocking(
    client: &Client<Blocking>,
    reception: Reception,
    request: Request<Body>,
    timeout: Option<Duration>,
) -> Event {
    #[cfg(not(target_family = "wasm"))]
    if let Some(limit) = timeout.filter(|_| reception.has_stream()) {
        let transport = Arc::clone(client.transport());
        let uri = request.uri().clone();
        let given_up = limited::GivenUp::default();
        let watched = given_up.clone();
        let received = limited::within(limit, move || {
            let sent = transport.send(request, Some(limit));
            let sent = sent.map(|it| it.map(|body| watched.end(body)));
            block_on(reception.receive(sent))
        });
        return received.unwrap_or_else(|| {
            given_up.set();
            Event::Failed(TransportError::timeout(timeout).with_origin(&uri))
        });
    }
    let sent = client.transport().send(request, timeout);
    block_on(reception.receive(sent))
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
