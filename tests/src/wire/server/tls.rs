//! A certificate that a server makes for itself.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// A certificate for `localhost`, and what a server needs to use it.
pub(crate) struct Identity {
    /// What a client has to trust.
    pub(crate) certificate: CertificateDer<'static>,
    pub(super) config: Arc<ServerConfig>,
}

impl Identity {
    /// A self-signed certificate, which clients trust only if they are told to.
    ///
    /// # Panics
    /// Where the system has no randomness.
    pub(crate) fn new() -> Self {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]);
        let made = made.expect("a certificate of fixed names");
        let certificate: CertificateDer<'static> = made.cert.der().clone();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder =
            ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let builder = builder
            .expect("ring has all versions")
            .with_no_client_auth();
        let config = builder.with_single_cert(vec![certificate.clone()], key.expect("a key"));
        Self {
            certificate,
            config: Arc::new(config.expect("the key is the certificate's")),
        }
    }
}
