//! The adapters under test, each below a client: `reqwest` and `tower` async, `ureq` blocking.
//!
//! Must not know cases. What a call ends with has the same form for all of them.

mod failure;
mod routes;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tinsmith::body::Incomplete;
use tinsmith::client::{Async, Blocking, Presigned};
use tinsmith::config::ConfigBuilder;
use tinsmith::retry::RetryConfig;
use tinsmith::rt::endpoint::ClientParams;
use tinsmith::rt::operation::{Operation, Service, ServiceSchema};
use tinsmith::transport::{
    BlockingTransport, ReqwestTransport, TowerTransport, Transport, UreqTransport,
};
use tinsmith::{ByteStream, Client, Config, Credentials};
use tokio::runtime::Runtime;

use super::server::tls::Identity;
use super::verify::Keys;

pub(crate) use self::failure::Failure;

/// An adapter to an HTTP client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adapter {
    /// `ReqwestTransport`, async.
    Reqwest,
    /// `UreqTransport`, blocking.
    Ureq,
    /// `TowerTransport` over hyper's client, async.
    Tower,
}

impl Adapter {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Reqwest, Self::Ureq, Self::Tower];

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reqwest => "reqwest",
            Self::Ureq => "ureq",
            Self::Tower => "tower",
        }
    }
}

/// The longest body that a case reads.
const LONGEST: usize = 64 * 1024 * 1024;

/// A transport, with the executor that it needs. Calls of one caller share its connections.
pub(crate) struct Caller {
    runtime: Runtime,
    carrier: Carrier,
}

/// A transport of either mode.
pub(crate) enum Carrier {
    /// To be awaited.
    Async(Arc<dyn Transport>),
    /// To wait for.
    Blocking(Arc<dyn BlockingTransport>),
}

/// A client of either mode.
pub(crate) enum Handle {
    /// Whose calls are awaited.
    Async(Client<Async>),
    /// Whose calls return when they are done.
    Blocking(Client<Blocking>),
}

/// How a client is configured.
pub(crate) struct Setup {
    /// Everything but the transport.
    pub(crate) config: ConfigBuilder<()>,
    /// Settings of endpoint rules.
    pub(crate) params: ClientParams,
}

impl Setup {
    /// A client of `url` that signs with `keys`, tries again at once, and gives up soon.
    pub(crate) fn new(url: &str, keys: &Keys) -> Self {
        let credentials = Credentials::new(keys.id, keys.secret);
        let credentials = match keys.token {
            Some(token) => credentials.with_session_token(token),
            None => credentials,
        };
        let retry = RetryConfig::standard()
            .with_base_delay(Duration::from_millis(1))
            .with_max_backoff(Duration::from_millis(10));
        Self {
            config: Config::builder()
                .region("us-east-1")
                .endpoint_url(url)
                .credentials(credentials)
                .retry(retry)
                .attempt_timeout(Duration::from_secs(10)),
            params: ClientParams::default().with_flag("ForcePathStyle", true),
        }
    }

    /// The same with changes of the configuration.
    pub(crate) fn with(
        mut self,
        change: impl FnOnce(ConfigBuilder<()>) -> ConfigBuilder<()>,
    ) -> Self {
        self.config = change(self.config);
        self
    }
}

impl Caller {
    /// A caller through the transport that users get without settings of their own.
    ///
    /// # Panics
    /// Where a transport cannot be made.
    pub(crate) fn new(adapter: Adapter) -> Self {
        routes::install_cryptography();
        Self::of(match adapter {
            Adapter::Reqwest => {
                let transport = ReqwestTransport::new().expect("a client without settings");
                Carrier::Async(Arc::new(transport))
            }
            Adapter::Ureq => Carrier::Blocking(Arc::new(UreqTransport::new())),
            Adapter::Tower => {
                let trusted = rustls::RootCertStore::empty();
                Carrier::Async(Arc::new(TowerTransport::new(routes::hyper(trusted))))
            }
        })
    }

    /// A caller through the given transport.
    ///
    /// # Panics
    /// Where there are no threads.
    pub(crate) fn of(carrier: Carrier) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        Self {
            runtime: runtime.expect("threads for an executor"),
            carrier,
        }
    }

    /// A caller whose names all lead to `address`, whatever port a URL says.
    pub(crate) fn to(adapter: Adapter, address: std::net::SocketAddr) -> Self {
        routes::install_cryptography();
        Self::of(routes::to(adapter, address))
    }

    /// A caller that trusts a server of this certificate, and no other.
    pub(crate) fn trusting(adapter: Adapter, identity: &Identity) -> Self {
        routes::install_cryptography();
        Self::of(routes::trusting(adapter, &identity.certificate))
    }

    /// A client of the service with this schema.
    pub(crate) fn client(&self, setup: Setup, schema: &'static ServiceSchema) -> Handle {
        let Setup { config, params } = setup;
        match &self.carrier {
            Carrier::Async(transport) => {
                let config = config.transport(Arc::clone(transport)).build();
                Handle::Async(Client::with_params(config, params, schema))
            }
            Carrier::Blocking(transport) => {
                let config = config.blocking_transport(Arc::clone(transport)).build();
                Handle::Blocking(Client::with_params(config, params, schema))
            }
        }
    }

    /// Calls `O` through a client of this caller's, and waits for the output.
    pub(crate) fn send<O: Operation>(
        &self,
        client: &Handle,
        input: O::Input,
    ) -> Result<O::Output, Failure> {
        let result = match client {
            Handle::Async(client) => self.runtime.block_on(client.operation::<O>().send(input)),
            Handle::Blocking(client) => client.operation::<O>().send(input),
        };
        result.map_err(|error| Failure::of(&error))
    }

    /// Calls `O` through a client of its own, and waits for the output.
    pub(crate) fn call<O: Operation>(
        &self,
        setup: Setup,
        input: O::Input,
    ) -> Result<O::Output, Failure> {
        self.send::<O>(&self.client(setup, O::Service::SCHEMA), input)
    }

    /// Presigns `O` for ten minutes.
    pub(crate) fn presign<O: Operation>(
        &self,
        setup: Setup,
        input: O::Input,
    ) -> Result<Presigned, Failure> {
        let span = Duration::from_secs(600);
        let result = match self.client(setup, O::Service::SCHEMA) {
            Handle::Async(client) => self
                .runtime
                .block_on(client.operation::<O>().presign(input, span)),
            Handle::Blocking(client) => client.operation::<O>().presign(input, span),
        };
        result.map_err(|error| Failure::of(&error))
    }

    /// Reads a stream to its end, in the caller's mode.
    pub(crate) fn read(&self, stream: ByteStream) -> Result<Bytes, Incomplete> {
        match self.carrier {
            Carrier::Async(_) => self.runtime.block_on(stream.collect(LONGEST)),
            Carrier::Blocking(_) => stream.collect_blocking(LONGEST),
        }
    }
}
