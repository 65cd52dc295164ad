//! The cryptography of rustls, if `reqwest` is built without any.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::failed;
use crate::io::transport::{TransportError, TransportErrorKind};

/// Builds the client of `builder`.
pub(super) fn build(builder: reqwest::ClientBuilder) -> Result<reqwest::Client, TransportError> {
    #[cfg(feature = "reqwest-rustls-ring")]
    provide();
    // `reqwest` panics with its feature `rustls-no-provider` if the process has no provider.
    let built = catch_unwind(AssertUnwindSafe(|| builder.build()));
    built.map_err(|_| no_provider())?.map_err(failed)
}

fn no_provider() -> TransportError {
    let reason = "rustls has no cryptography: switch on the feature `reqwest-rustls` or \
                  `reqwest-rustls-ring` of `tinsmith`, or install a `CryptoProvider` of rustls for \
                  the process";
    TransportError::new(TransportErrorKind::Tls, reason)
}

/// Makes ring the cryptography provider of the process, unless the program has installed one.
#[cfg(feature = "reqwest-rustls-ring")]
fn provide() {
    use rustls::crypto::{CryptoProvider, ring};
    // `reqwest` has its own provider with the other feature.
    if !cfg!(feature = "reqwest-rustls") && CryptoProvider::get_default().is_none() {
        // Fails if another thread was faster, which is just as good.
        let _ = ring::default_provider().install_default();
    }
}
