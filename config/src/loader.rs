//! Turns the choices of a user into a configuration: reads the files, assembles the chain, and hands
//! both to the runtime.

mod provide;
mod read;
mod token;

use std::sync::{Arc, OnceLock};

use tinsmith::Timestamp;
use tinsmith::clock::Clock;
use tinsmith::config::{Config, ConfigBuilder, Environment};
use tinsmith::credentials::{Cached, CredentialsError, ProvideCredentials};
use tinsmith::transport::{BlockingTransport, Transport};

use crate::chain::{Assembly, Link, Provider, Search};
use crate::files::location::{Platform, home, shared_file};
use crate::host::{self, FileSystem, Host, Prompt, System};
use crate::plan;
use crate::report::Report;
use crate::settings::Settings;
use crate::source::instance::InstanceRegion;
use crate::step::Failure;
use provide::Chain;
use read::Read;
use token::LoginToken;

/// Loads configuration and credentials; see [`load`](crate::load).
#[must_use]
pub struct Loader {
    environment: Environment,
    profile: Option<String>,
    region: Option<String>,
    links: Vec<Link>,
    files: Arc<dyn FileSystem>,
    prompt: Option<Prompt>,
}

impl Loader {
    pub(crate) fn new() -> Self {
        Self {
            environment: Environment::from_fn(variable_of_process),
            profile: None,
            region: None,
            links: Provider::ALL.map(Link::Known).into(),
            files: Arc::new(System),
            prompt: None,
        }
    }

    /// The profile of the shared files, in place of the one that `AWS_PROFILE` names. Its
    /// credentials win over those of the environment.
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    /// The region, for STS, too.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Asks these providers only, in the order of the chain.
    pub fn only(mut self, providers: impl IntoIterator<Item = Provider>) -> Self {
        let wanted: Vec<Provider> = providers.into_iter().collect();
        self.links.retain(|link| match link {
            Link::Known(provider) => wanted.contains(provider),
            Link::Own(_) => true,
        });
        self
    }

    /// Asks a source of your own before a provider. One that has nothing says
    /// [`CredentialsError::absent`], and the chain goes on.
    pub fn before(mut self, provider: Provider, source: impl ProvideCredentials + 'static) -> Self {
        let at = self.position(|it| it >= provider);
        self.links.insert(at, Link::Own(Arc::new(source)));
        self
    }

    /// Asks a source of your own after a provider; see [`before`](Self::before).
    pub fn after(mut self, provider: Provider, source: impl ProvideCredentials + 'static) -> Self {
        let at = self.position(|it| it > provider);
        self.links.insert(at, Link::Own(Arc::new(source)));
        self
    }

    /// The index of the first provider that `is_meant`, or the end.
    fn position(&self, is_meant: impl Fn(Provider) -> bool) -> usize {
        let is_it = |link: &Link| matches!(link, Link::Known(it) if is_meant(*it));
        let at = self.links.iter().position(is_it);
        at.unwrap_or(self.links.len())
    }

    /// Asks a person for the code that the MFA device of this serial number shows, where a role
    /// wants one; `None` gives up. The calling thread waits.
    pub fn mfa(mut self, prompt: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        self.prompt = Some(Arc::new(prompt));
        self
    }

    /// Where variables are looked up, in place of the process's environment.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Where files are, in place of the system's.
    pub fn files(mut self, files: impl FileSystem) -> Self {
        self.files = Arc::new(files);
        self
    }

    /// A configuration that sends through `transport`, without blocking.
    pub fn transport(self, transport: impl Transport) -> ConfigBuilder<Arc<dyn Transport>> {
        let chain = self.async_chain(transport);
        let transport = Arc::clone(&chain.host.transport);
        let mut config = self.config(&chain.assembly.settings);
        if let Some(token) = login_token(&chain) {
            config = config.fallback_bearer_token(token);
        }
        config.credentials(Cached::new(chain)).transport(transport)
    }

    /// A configuration that sends through `transport`, which blocks.
    pub fn blocking_transport(
        self,
        transport: impl BlockingTransport,
    ) -> ConfigBuilder<Arc<dyn BlockingTransport>> {
        let chain = self.blocking_chain(transport);
        let transport = Arc::clone(&chain.host.transport);
        let mut config = self.config(&chain.assembly.settings);
        if let Some(token) = login_token(&chain) {
            config = config.fallback_bearer_token(token);
        }
        config
            .credentials(Cached::new(chain))
            .blocking_transport(transport)
    }

    /// Looks for credentials once, and reports where they come from and which settings are configured.
    pub fn report_blocking(self, transport: impl BlockingTransport, now: Timestamp) -> Report {
        let chain = self.blocking_chain(transport);
        let mut search = Search::new(&chain.assembly);
        let found = host::run_blocking(&chain.host, now, &mut search);
        let mut report = chain.assembly.report(&search);
        report.found = found.ok();
        report
    }

    /// The same without blocking.
    pub async fn report(self, transport: impl Transport, now: Timestamp) -> Report {
        let chain = self.async_chain(transport);
        let mut search = Search::new(&chain.assembly);
        let found = host::run(&chain.host, now, &mut search).await;
        let mut report = chain.assembly.report(&search);
        report.found = found.ok();
        report
    }

    /// Asks the metadata service which region this EC2 instance is in, for programs that run there
    /// without a region configured.
    pub async fn instance_region(
        self,
        transport: impl Transport,
        now: Timestamp,
    ) -> Result<String, CredentialsError> {
        let chain = self.async_chain(transport);
        let metadata = chain.assembly.metadata().map_err(Failure::into_error)?;
        let mut source = InstanceRegion::new(&metadata);
        let found = host::run(&chain.host, now, &mut source).await;
        found.map_err(Failure::into_error)
    }

    /// The same on the calling thread.
    pub fn instance_region_blocking(
        self,
        transport: impl BlockingTransport,
        now: Timestamp,
    ) -> Result<String, CredentialsError> {
        let chain = self.blocking_chain(transport);
        let metadata = chain.assembly.metadata().map_err(Failure::into_error)?;
        let mut source = InstanceRegion::new(&metadata);
        host::run_blocking(&chain.host, now, &mut source).map_err(Failure::into_error)
    }

    fn config(&self, settings: &Settings) -> ConfigBuilder<()> {
        let config = Config::builder().environment(settings.environment());
        match &self.region {
            Some(region) => config.region(region),
            None => config,
        }
    }

    fn async_chain(&self, transport: impl Transport) -> Chain<Arc<dyn Transport>> {
        let (clock, uses_proxies) = (transport.clock(), transport.uses_proxies());
        self.chain(Arc::new(transport), clock, uses_proxies)
    }

    fn blocking_chain(
        &self,
        transport: impl BlockingTransport,
    ) -> Chain<Arc<dyn BlockingTransport>> {
        let (clock, uses_proxies) = (transport.clock(), transport.uses_proxies());
        self.chain(Arc::new(transport), clock, uses_proxies)
    }

    fn chain<T>(
        &self,
        transport: T,
        clock: Option<Arc<dyn Clock>>,
        uses_proxies: bool,
    ) -> Chain<T> {
        let assembly = self.assemble(uses_proxies);
        Chain {
            host: Host {
                transport,
                clock,
                environment: assembly.settings.environment(),
                region: self.region.clone(),
                files: Arc::clone(&self.files),
                prompt: self.prompt.clone(),
            },
            assembly,
        }
    }

    fn assemble(&self, uses_proxies: bool) -> Assembly {
        let environment = self.environment.clone();
        let get = move |name: &str| {
            let value = environment.get(name);
            value.filter(|value| !value.trim().is_empty())
        };
        let by_variable = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"]
            .into_iter()
            .find_map(|name| Some((get(name)?, name)));
        let in_code = self.profile.clone().map(|name| (name, "code"));
        let chosen = in_code.or(by_variable);
        let chosen_by = chosen.as_ref().map(|(_, by)| *by);
        let profile = chosen.map_or_else(|| "default".to_owned(), |(name, _)| name);
        let config = shared_file("AWS_CONFIG_FILE", "config", &get, Platform::HERE);
        let credentials = shared_file(
            "AWS_SHARED_CREDENTIALS_FILE",
            "credentials",
            &get,
            Platform::HERE,
        );
        let read = Read::new(&*self.files, &config, &credentials);
        let raw = self.environment.clone();
        let settings = Settings::new(
            Arc::new(move |name: &str| raw.get(name)),
            Arc::new(read.files),
            profile.clone(),
        );
        let mut links = self.links.clone();
        if self.profile.is_some() {
            links.retain(|link| !matches!(link, Link::Known(Provider::Environment)));
        }
        Assembly {
            links,
            settings,
            profile,
            chosen_by,
            files: [config.shown, credentials.shown],
            file_error: read.error,
            unreadable: read.unreadable,
            has_files: read.has_files,
            uses_proxies,
            home: home(&get, Platform::HERE),
            metadata: OnceLock::new(),
        }
    }
}

/// The token of the profile's login, if it has one. The lookup of credentials reports its faults.
fn login_token<T: Clone>(chain: &Chain<T>) -> Option<LoginToken<T>> {
    let assembly = &chain.assembly;
    let profile = assembly.settings.profile()?;
    let sso = plan::sso(assembly.settings.files(), profile).ok()??;
    let home = assembly.home.clone()?;
    Some(LoginToken::new(chain.host.clone(), sso, home))
}

/// A variable of this process. The system names the user's directory if no variable does.
fn variable_of_process(name: &str) -> Option<String> {
    let value = std::env::var(name).ok();
    value.or_else(|| match name {
        "HOME" => home_directory(),
        _ => None,
    })
}

fn home_directory() -> Option<String> {
    #[allow(
        deprecated,
        reason = "it was, before Rust 1.87, for what it did on Windows before 1.85"
    )]
    let directory = std::env::home_dir()?;
    Some(directory.to_str()?.to_owned())
}
