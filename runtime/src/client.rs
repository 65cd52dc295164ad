//! A client of one service, and one call of it.
//!
//! The typed façade: it forwards to code that is compiled once. `exchange` decides endpoint,
//! protocol, signing and retries; the driver here only sends and waits.
//!
//! With the feature `tracing`, a call emits debug events for each attempt: when it is sent (its
//! host), answered (its status) or fails (the reason, and what follows). Inputs that violate the
//! model emit warnings. No event contains headers, bodies, paths, queries or credentials.

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

/// A client of one service. Clones are cheap and share their connections, their retry quota and
/// the measured clock skew of the service.
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

    /// A client of `service` with values for the parameters of its endpoint rules.
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

    /// A call of `O` without an input.
    pub fn operation<O: Operation>(&self) -> Call<M, O> {
        Call::new(self.clone())
    }

    /// A waiter on `O` without an input.
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

/// A type parameter that names an operation without owning one.
type Marker<O> = PhantomData<fn() -> O>;
