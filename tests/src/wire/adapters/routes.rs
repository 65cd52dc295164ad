//! The HTTP clients below the adapters, and clients whose every host name leads to one server.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Once};
use std::task::{Context, Poll};

use http::Uri;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use tinsmith::body::Body;
use tinsmith::transport::{ReqwestTransport, TowerTransport, UreqTransport};
use tower_service::Service;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use super::{Adapter, Carrier};

/// hyper's client with TLS.
type Hyper<C> = legacy::Client<C, Body>;

/// Has TLS use ring, where nothing else was chosen.
pub(super) fn install_cryptography() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // It fails if the process has a provider already, which is used then.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

/// hyper's client as a user would build it, who trusts these certificates.
pub(super) fn hyper(trusted: RootCertStore) -> Hyper<HttpsConnector<HttpConnector>> {
    let mut connector = HttpConnector::new();
    connector.enforce_http(false);
    let config = ClientConfig::builder().with_root_certificates(trusted);
    let connector = HttpsConnectorBuilder::new()
        .with_tls_config(config.with_no_client_auth())
        .https_or_http()
        .enable_http1()
        .wrap_connector(connector);
    legacy::Client::builder(TokioExecutor::new()).build(connector)
}

/// A transport whose names all lead to `address`.
pub(super) fn to(adapter: Adapter, address: SocketAddr) -> Carrier {
    match adapter {
        Adapter::Reqwest => {
            let client = reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .dns_resolver(Arc::new(Route(address)))
                .build();
            let client = client.expect("a client with a resolver");
            Carrier::Async(Arc::new(ReqwestTransport::with_client(client)))
        }
        Adapter::Ureq => {
            let config = ureq::config::Config::default();
            let agent = ureq::Agent::with_parts(config, DefaultConnector::new(), Route(address));
            Carrier::Blocking(Arc::new(UreqTransport::with_agent(agent)))
        }
        Adapter::Tower => {
            let connector = Redirected(HttpConnector::new(), address);
            let client = legacy::Client::builder(TokioExecutor::new()).build(connector);
            Carrier::Async(Arc::new(TowerTransport::new(client)))
        }
    }
}

/// A transport that trusts `certificate` and no other.
pub(super) fn trusting(adapter: Adapter, certificate: &CertificateDer<'static>) -> Carrier {
    match adapter {
        Adapter::Reqwest => {
            let certificate = reqwest::Certificate::from_der(certificate);
            let builder = reqwest::Client::builder()
                .tls_certs_only([certificate.expect("a certificate of our own")]);
            let transport = ReqwestTransport::with_builder(builder);
            Carrier::Async(Arc::new(transport.expect("a client with a certificate")))
        }
        Adapter::Ureq => {
            let certificate = ureq::tls::Certificate::from_der(certificate).to_owned();
            let tls = TlsConfig::builder().root_certs(RootCerts::new_with_certs(&[certificate]));
            let config = ureq::Agent::config_builder().tls_config(tls.build());
            Carrier::Blocking(Arc::new(UreqTransport::with_config(config.build())))
        }
        Adapter::Tower => {
            let mut trusted = RootCertStore::empty();
            trusted
                .add(certificate.clone())
                .expect("a certificate of our own");
            Carrier::Async(Arc::new(TowerTransport::new(hyper(trusted))))
        }
    }
}

/// Every name leads here.
#[derive(Clone, Copy, Debug)]
struct Route(SocketAddr);

impl reqwest::dns::Resolve for Route {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let found: reqwest::dns::Addrs = Box::new(std::iter::once(self.0));
        Box::pin(std::future::ready(Ok(found)))
    }
}

impl Resolver for Route {
    fn resolve(
        &self,
        _: &Uri,
        _: &ureq::config::Config,
        _: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut found = self.empty();
        found.push(self.0);
        Ok(found)
    }
}

/// Connects to an address, whatever the URI is.
#[derive(Clone, Debug)]
struct Redirected(HttpConnector, SocketAddr);

impl Service<Uri> for Redirected {
    type Response = <HttpConnector as Service<Uri>>::Response;
    type Error = <HttpConnector as Service<Uri>>::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let address = format!("http://{}", self.1).parse::<Uri>();
        Box::pin(self.0.call(address.expect("an address is an authority")))
    }
}
