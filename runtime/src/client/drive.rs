//! The loop that drives an exchange. Only this module and `mode` wait and use the network.

use std::sync::Arc;
use std::time::Duration;

use super::Client;
use super::mode::{Delivery, Mode};
use super::receive::Reception;
use crate::auth::credentials::Provided;
use crate::call::error::CallError;
use crate::call::exchange::{
    Event, Exchange, Input, Outcome, Overrides, Plan, Platform, Shared, Step,
};
use crate::call::wire;
use crate::io::clock::{Clock, Now};
use crate::io::transport::TransportError;
use crate::model::operation::OperationSchema;
use crate::model::value::Structure;

/// Begins an exchange, with its clock.
fn begin<'a>(
    shared: &'a Shared,
    operation: &'static OperationSchema,
    input: &'a mut dyn Structure,
    overrides: &'a Overrides,
) -> Result<(&'a Arc<dyn Clock>, Exchange<'a>), CallError> {
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

/// Runs a call.
pub(super) async fn run<M: Mode>(
    client: &Client<M>,
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
        let now = Now::of(&**clock);
        event = match exchange.next(now, event) {
            Step::Identify { source, timeout } => match source.provide(now.utc) {
                // The source may have blocked before it answered.
                Provided::Ready(found) => Event::Identity(found),
                Provided::Pending(mut found) => {
                    let found = M::within(&**clock, timeout, found.as_mut()).await;
                    found.map_or(Event::Unidentified, Event::Identity)
                }
            },
            Step::Send { request, timeout } => {
                let delivery = Delivery {
                    request,
                    timeout: left(timeout, now, clock),
                    clock,
                    grace: grace(exchange.plan()),
                    reception: Reception::new(&exchange),
                };
                let received = match delivery.timeout {
                    Some(Duration::ZERO) => None,
                    _ => M::send(client.transport(), delivery).await,
                };
                match received {
                    Some(received) => received.into_event(),
                    None => Event::Failed(TransportError::timeout(timeout)),
                }
            }
            Step::Sleep(span) => {
                M::sleep(&**clock, span).await;
                Event::Elapsed
            }
            Step::Done(result) => {
                let context = exchange.into_context();
                return Outcome { result, context };
            }
        };
    }
}

/// The rest of a limit that was counted from `began`: encoding and signing a large body takes time.
fn left(limit: Option<Duration>, began: Now, clock: &Arc<dyn Clock>) -> Option<Duration> {
    limit.map(|limit| limit.saturating_sub(clock.monotonic().saturating_sub(began.monotonic)))
}

/// How long the transfers of a call may make no progress. Streams of events have no limit.
fn grace(plan: &Plan<'_>) -> Option<Duration> {
    let operation = plan.operation;
    let has_events = wire::streams_events(operation.input, operation.input_stream)
        || wire::streams_events(operation.output, operation.output_stream);
    let grace = plan.shared.settings.stalled_stream_grace;
    grace.filter(|it| !has_events && !it.is_zero())
}

#[cfg(test)]
mod tests {
    use std::future::Future;

    use super::*;
    use crate::client::Async;

    /// The size of the future that `make` would return.
    fn size_of_future<C, F: Future>(
        _: impl FnOnce(C, &'static OperationSchema, &'static mut dyn Structure, &'static Overrides) -> F,
    ) -> usize {
        size_of::<F>()
    }

    #[test]
    fn the_future_of_a_call_takes_less_than_two_kilobytes() {
        let size = size_of_future::<&Client<Async>, _>(run::<Async>);
        assert!(size <= 2048, "{size} bytes");
    }
}
