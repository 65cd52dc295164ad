//! One call: its overrides, and the methods that send it.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::drive;
use super::{Client, Marker, Mode, Reply};
use crate::auth::credentials::ProvideCredentials;
use crate::call::error::{Error, request_id_in_body};
use crate::call::exchange::{Outcome, Overrides, Received};
use crate::client::paginate::Paginator;
use crate::model::operation::{Operation, Service};
use crate::model::value::Field;
use crate::rules::validate::Validation;
use crate::util::future::MaybeSend;

/// A call of `O` without an input.
///
/// Settings made here apply to this call only and override the client's configuration.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<M: Mode, O> {
    client: Client<M>,
    overrides: Option<Box<Overrides>>,
    operation: Marker<O>,
}

/// The result of sending.
type CallResult<O, T> = Result<T, Error<<O as Operation>::Error>>;

impl<M: Mode, O: Operation> Call<M, O> {
    pub(super) fn new(client: Client<M>) -> Self {
        Self {
            client,
            overrides: None,
            operation: Marker::default(),
        }
    }

    /// Adds a header, which replaces the client's header of that name.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.overrides().headers.push((name, value));
        self
    }

    /// Sets the AWS region.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.overrides().region = Some(region.into());
        self
    }

    /// Sets the endpoint.
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.overrides().endpoint_url = Some(url.into());
        self
    }

    /// Sets the source of credentials.
    pub fn credentials(mut self, source: impl ProvideCredentials + 'static) -> Self {
        self.overrides().credentials = Some(Arc::new(source));
        self
    }

    /// Sets whether the input is rejected if it violates the model's constraints.
    pub fn validation(mut self, validation: Validation) -> Self {
        self.overrides().validation = Some(validation);
        self
    }

    /// Sets the time limit of one attempt, as described at
    /// [`ConfigBuilder::attempt_timeout`](crate::client::config::ConfigBuilder::attempt_timeout);
    /// `Duration::MAX` lifts the client's limit.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.overrides().attempt_timeout = Some(limit);
        self
    }

    /// Sets the time limit of the call with all its attempts and pauses, as described at
    /// [`ConfigBuilder::call_timeout`](crate::client::config::ConfigBuilder::call_timeout);
    /// `Duration::MAX` lifts the client's limit.
    pub fn call_timeout(mut self, limit: Duration) -> Self {
        self.overrides().call_timeout = Some(limit);
        self
    }

    /// Sets how many requests may be sent; one disables retries.
    pub fn max_attempts(mut self, count: u32) -> Self {
        self.overrides().max_attempts = Some(count);
        self
    }

    /// Returns the pages for `input`.
    pub fn paginate(self, input: O::Input) -> Paginator<M, O> {
        Paginator::new(self, input)
    }

    fn overrides(&mut self) -> &mut Overrides {
        self.overrides.get_or_insert_default()
    }

    pub(crate) fn client(&self) -> &Client<M> {
        &self.client
    }

    /// The time limit of the call: its own or the client's.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        let own = self.read_overrides().call_timeout;
        own.or(self.client.shared().settings.call_timeout)
    }

    pub(crate) fn read_overrides(&self) -> &Overrides {
        self.overrides.as_deref().unwrap_or(Overrides::NONE)
    }

    /// Sends `input` and returns the output.
    pub fn send(self, input: O::Input) -> M::Return<CallResult<O, O::Output>> {
        M::start(self.output(input))
    }

    /// Sends `input` and returns the output together with the response.
    pub fn reply(self, input: O::Input) -> M::Return<CallResult<O, Reply<O::Output>>> {
        M::start(self.into_reply(input))
    }

    /// Implements [`send`](Self::send).
    #[expect(
        clippy::manual_async_fn,
        reason = "the future of an `async fn` would hold the input twice"
    )]
    pub(crate) fn output(
        self,
        mut input: O::Input,
    ) -> impl Future<Output = CallResult<O, O::Output>> + MaybeSend {
        async move {
            let outcome = self.run(&mut input).await;
            self.output_of(outcome, &input)
        }
    }

    /// Implements [`reply`](Self::reply).
    #[expect(
        clippy::manual_async_fn,
        reason = "the future of an `async fn` would hold the input twice"
    )]
    pub(crate) fn into_reply(
        self,
        mut input: O::Input,
    ) -> impl Future<Output = CallResult<O, Reply<O::Output>>> + MaybeSend {
        async move {
            let outcome = self.run(&mut input).await;
            self.reply_of(outcome, &input)
        }
    }

    async fn run(&self, input: &mut O::Input) -> Outcome {
        drive::run(&self.client, O::SCHEMA, input, self.read_overrides()).await
    }

    /// Decodes the response to `input` into the blank `output`.
    fn receive(
        &self,
        outcome: Outcome,
        input: &O::Input,
        output: &mut O::Output,
    ) -> CallResult<O, Received> {
        let limits = self.client.shared().settings.limits();
        outcome.receive::<O>(&limits, Some(input), output)
    }

    #[inline]
    fn output_of(&self, outcome: Outcome, input: &O::Input) -> CallResult<O, O::Output> {
        let mut output = <O::Output as Field>::blank();
        self.receive(outcome, input, &mut output)?;
        Ok(output)
    }

    fn reply_of(&self, outcome: Outcome, input: &O::Input) -> CallResult<O, Reply<O::Output>> {
        let mut output = <O::Output as Field>::blank();
        let received = self.receive(outcome, input, &mut output)?;
        Ok(Reply {
            output,
            request_id: request_id_in_body(O::Service::SCHEMA.protocol, &received.response),
            response: received.response,
            corrected: received.decoded.corrected,
            attempts: received.context.attempts,
            idempotency_token: received.context.idempotency_token,
        })
    }
}

impl<M: Mode, O> Clone for Call<M, O> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            overrides: self.overrides.clone(),
            operation: Marker::default(),
        }
    }
}

impl<M: Mode, O: Operation> std::fmt::Debug for Call<M, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call")
            .field("operation", &O::SCHEMA.id)
            .finish_non_exhaustive()
    }
}
