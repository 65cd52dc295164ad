//! What the errors of hyper mean, and of the libraries that are built on it.

use std::error::Error;
use std::io::{self, ErrorKind as Io};

use super::{TransportError, TransportErrorKind};

/// The kind of the first cause that has one. Unknown errors, such as those of the user's own
/// layers, count as a lost connection, which is tried again.
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
                // What rustls fails with: a certificate, a version, bytes that are not TLS.
                (Io::InvalidData, _) => return TransportErrorKind::Tls,
                (_, TransportErrorKind::Other) => {}
                (_, kind) => return kind,
            }
        }
        cause = next(error);
    }
    TransportErrorKind::Disconnected
}

/// The cause of `error`. An error of the operating system that wraps another one passes it over
/// in `source`.
fn next<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    let io = error.downcast_ref::<io::Error>();
    match io.and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}
