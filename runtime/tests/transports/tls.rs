//! Failures to establish TLS: nothing is sent, and nothing is retried.

use std::io::{Read, Write};
use std::net::SocketAddr;
use std::sync::Arc;

use http::Request;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tinsmith::body::Body;
use tinsmith::transport::TransportErrorKind;

use crate::rig::Adapter;
use crate::server;

/// A server with a self-signed certificate.
fn self_signed() -> SocketAddr {
    let certificate = CertificateDer::from(&include_bytes!("tls/cert.der")[..]);
    let key = PrivatePkcs8KeyDer::from(&include_bytes!("tls/key.der")[..]);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], PrivateKeyDer::Pkcs8(key))
        .unwrap();
    let config = Arc::new(config);
    server::serve(move |stream| {
        let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = StreamOwned::new(connection, stream);
        let _ = stream.read(&mut [0; 1024]);
    })
}

fn assert_no_tls(address: SocketAddr) {
    for adapter in [Adapter::Reqwest, Adapter::Ureq] {
        let request = Request::get(format!("https://{address}/secret"));
        let failure = adapter.send(request.body(Body::empty()).unwrap());
        let error = failure.unwrap_err().error;
        assert_eq!(
            error.kind(),
            TransportErrorKind::Tls,
            "{adapter:?}: {error}"
        );
        let expected = format!("could not set up TLS with https://{address}: ");
        assert!(error.to_string().starts_with(&expected), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[test]
fn a_certificate_that_is_not_accepted_is_not_retried() {
    assert_no_tls(self_signed());
}

#[test]
fn a_server_without_tls_is_not_retried() {
    let address = server::serve(|mut stream| {
        let _ = stream.write_all(server::whole("400 Bad Request", "TLS?").as_bytes());
    });
    assert_no_tls(address);
}
