//! Classifies errors of hyper and of the libraries built on it.

use std::error::Error;
use std::io::{self, ErrorKind as Io};

use super::{TransportError, TransportErrorKind};

/// The kind of the first cause that has one. Unknown errors, such as those of the user's own
/// layers, count as a lost connection, which is retried.
pub(super) fn kind(error: &(dyn Error + 'static)) -> TransportErrorKind {
    let mut in_http = false;
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(own) = error.downcast_ref::<TransportError>() {
            return own.kind();
        }
        if let Some(error) = error.downcast_ref::<hyper::Error>() {
            if error.is_parse() {
                return TransportErrorKind::Malformed;
            }
            in_http = true;
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            match (error.kind(), TransportError::kind_of_io(error)) {
                (Io::InvalidData | Io::InvalidInput, _) if in_http => {
                    return TransportErrorKind::Malformed;
                }
                // The error kind of rustls: a certificate, a version, bytes that are not TLS.
                (Io::InvalidData, _) => return TransportErrorKind::Tls,
                (_, TransportErrorKind::Other) => {}
                (_, kind) => return kind,
            }
        }
        if is_openssl(error) {
            return TransportErrorKind::Tls;
        }
        cause = cause_of(error);
    }
    TransportErrorKind::Disconnected
}

/// Returns whether OpenSSL rejected a certificate or a handshake. `native-tls` wraps its errors,
/// whose type is not nameable here, but they all contain the library's name: `error:0A000086:SSL
/// routines:…`.
fn is_openssl(error: &(dyn Error + 'static)) -> bool {
    let text = error.to_string();
    text.starts_with("error:") && text.contains(":SSL routines:")
}

/// The kind of the error if the request's own body has failed.
#[cfg(feature = "reqwest")]
pub(super) fn kind_of_body(error: &(dyn Error + 'static)) -> Option<TransportErrorKind> {
    let mut causes = std::iter::successors(Some(error), |error| cause_of(*error));
    let own = causes.find_map(|cause| cause.downcast_ref::<TransportError>())?;
    Some(own.kind())
}

/// The cause of `error`. `source` of an operating system error that wraps another error skips
/// that error.
fn cause_of<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    let io = error.downcast_ref::<io::Error>();
    match io.and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Errors as `reqwest` returns them with its feature `native-tls`.
    #[test]
    fn a_certificate_that_openssl_refuses_is_no_lost_connection() {
        let refused = "error:0A000086:SSL routines:tls_post_process_server_certificate:\
                       certificate verify failed:../ssl/statem/statem_clnt.c:1889: \
                       (self-signed certificate)";
        for (text, expected) in [
            (refused, TransportErrorKind::Tls),
            ("unexpected EOF", TransportErrorKind::Disconnected),
            ("error: SSL", TransportErrorKind::Disconnected),
        ] {
            let error: Box<dyn Error + Send + Sync> = text.into();
            assert_eq!(kind(error.as_ref()), expected, "{text}");
        }
    }
}
