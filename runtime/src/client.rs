//! A client of one service, and one call of it.
//!
//! The typed façade: it forwards to code that is compiled once. Endpoint, protocol, signing
//! and retries are the business of `exchange`; the driver here only moves bytes and time.
//!
//! With the feature `tracing`, a call emits debug events: for each attempt that is sent (its host),
//! answered (its status) or failed (the reason, and what follows). Inputs that violate the model
//! emit warnings. No event contains headers, bodies, paths, queries or credentials.

mod call;
pub mod config;
mod drive;
#[cfg(not(target_family = "wasm"))]
mod limited;
mod mode;
pub mod paginate;
mod preview;
mod receive;
mod reply;
pub mod wait;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::call::exchange::Shared;
use crate::client::config::Config;
use crate::client::paginate::Paginator;
use crate::client::wait::Waiter;
use crate::client::wait::schema::WaiterSchema;
use crate::model::operation::{Operation, ServiceSchema};
use crate::rules::endpoint::ClientParams;

pub use crate::auth::sigv4::Presigned;
pub use call::Call;
pub use mode::{Async, Blocking, Mode};
pub use preview::Explained;
pub use reply::Reply;

/// A client of one service. Cloning it is cheap; clones share their connections, their retry
/// quota and what they learnt of the service's clock.
///
/// Generated clients wrap it and add a method for each operation:
///
/// ```
/// # use generated::dynamodb;
/// use tinsmith::transport::Transport;
/// use tinsmith::{Config, Credentials};
///
/// fn client(transport: impl Transport) -> dynamodb::Client {
///     let config = Config::builder()
///         .region("eu-central-1")
///         .credentials(Credentials::new("key", "secret"))
///         .transport(transport);
///     dynamodb::Client::new(config.build())
/// }
/// ```
pub struct Client<M: Mode = Async>(Arc<Core<M>>);

struct Core<M: Mode> {
    shared: Shared,
    transport: M::Transport,
}

impl<M: Mode> Client<M> {
    /// A client of `service`. Generated clients call this with their own schema.
    pub fn new(config: Config<M>, service: &'static ServiceSchema) -> Self {
        Self::with_params(config, ClientParams::default(), service)
    }

    /// The same with settings that the service's endpoint rules ask for.
    pub fn with_params(
        config: Config<M>,
        params: ClientParams,
        service: &'static ServiceSchema,
    ) -> Self {
        Self(Arc::new(Core {
            shared: Shared::new(config.settings, params, service),
            transport: config.transport,
        }))
    }

    /// A call of `O`, to be given an input.
    pub fn operation<O: Operation>(&self) -> Call<M, O> {
        Call::new(self.clone())
    }

    /// A wait on `O`, to be given an input.
    pub fn waiter<O: Operation>(&self, schema: &'static WaiterSchema) -> Waiter<M, O> {
        Waiter::new(self.operation(), schema)
    }

    /// The pages of `O` for `input`.
    pub fn paginate<O: Operation>(&self, input: O::Input) -> Paginator<M, O> {
        Paginator::new(self.operation(), input)
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0.shared
    }

    fn transport(&self) -> &M::Transport {
        &self.0.transport
    }
}

impl<M: Mode> Clone for Client<M> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<M: Mode> fmt::Debug for Client<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.0.shared.service.id)
            .finish_non_exhaustive()
    }
}

/// A type parameter that stands for an operation without owning one.
type Marker<O> = PhantomData<fn() -> O>;
