//! Errors in responses with a success status.

#[cfg(feature = "rest-xml")]
use bytes::Bytes;
#[cfg(feature = "rest-xml")]
use http::{Response, StatusCode};

#[cfg(feature = "rest-xml")]
use crate::codec::xml;
#[cfg(feature = "rest-xml")]
use crate::io::transport::TransportError;
use crate::model::quirk::Quirk;

/// Treats a success whose document is an error as an error of the server: the service sends the
/// status before it knows the result.
#[derive(Debug)]
pub struct LateError;

impl Quirk for LateError {
    #[cfg(feature = "rest-xml")]
    fn response(&self, response: &mut Response<Bytes>) -> Result<(), TransportError> {
        let is_late =
            response.status() == StatusCode::OK && xml::root_name(response.body()) == Some("Error");
        if is_late {
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        }
        Ok(())
    }
}
