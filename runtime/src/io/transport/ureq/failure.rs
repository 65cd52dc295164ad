//! Classifies errors of `ureq`.

use std::io;

use crate::io::transport::{TransportError, TransportErrorKind};

/// Converts `error` to the error of all adapters, without the URL that some errors repeat.
pub(super) fn transport_error(error: ureq::Error) -> TransportError {
    match error {
        // A rejected certificate, or bytes that are not TLS.
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            TransportError::new(TransportErrorKind::Tls, error)
        }
        ureq::Error::Io(error) => TransportError::from_io(error),
        ureq::Error::RequireHttpsOnly(_) => {
            TransportError::unsendable("the `ureq::Agent` is set to `https_only`")
        }
        ureq::Error::BadUri(_) => TransportError::unsendable("`ureq` cannot send to this URI"),
        ureq::Error::Timeout(ureq::Timeout::PerRead | ureq::Timeout::PerWrite) => {
            let reason = "the transfer has stalled; `stalled_stream_grace` of the client and \
                          `timeout_per_read` of the `ureq::Agent` set that limit";
            TransportError::new(TransportErrorKind::Timeout, reason)
        }
        error => TransportError::new(kind(&error), error),
    }
}

fn kind(error: &ureq::Error) -> TransportErrorKind {
    match error {
        ureq::Error::Timeout(_) => TransportErrorKind::Timeout,
        ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::ConnectProxyFailed(_) => TransportErrorKind::Connect,
        ureq::Error::Tls(_) | ureq::Error::TlsRequired => TransportErrorKind::Tls,
        // Faults of the request have been found before: this is about the response.
        ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => {
            TransportErrorKind::Malformed
        }
        ureq::Error::BodyStalled => TransportErrorKind::Disconnected,
        ureq::Error::Http(_) => TransportErrorKind::Unsendable,
        // Variants that exist only with features of `ureq` are recognised by their text.
        _ if is_tls(&error.to_string()) => TransportErrorKind::Tls,
        _ => TransportErrorKind::Other,
    }
}

fn is_tls(error: &str) -> bool {
    let prefixes = ["rustls: ", "native-tls: ", "PEM: ", "der: "];
    prefixes.iter().any(|prefix| error.starts_with(prefix))
}
