//! Responses that carry the checksum of their body.

use bytes::Bytes;
use http::Response;
use http::header::CONTENT_LENGTH;

use crate::io::transport::{TransportError, TransportErrorKind};
use crate::model::quirk::Quirk;
use crate::util::crc::Crc32;

/// Verifies the body of a response, as received, against the CRC-32 in a header.
#[derive(Debug)]
pub struct ResponseCrc32 {
    /// In lower case; its value is a decimal number.
    pub header: &'static str,
}

impl Quirk for ResponseCrc32 {
    fn response(&self, response: &mut Response<Bytes>) -> Result<(), TransportError> {
        let number = |name: &str| -> Option<u64> {
            let value = response.headers().get(name)?;
            value.to_str().ok()?.parse().ok()
        };
        let Some(expected) = number(self.header) else {
            return Ok(());
        };
        let body = response.body();
        // A body of another length is not the one that was sent: an HTTP library has decompressed
        // it.
        let length = u64::try_from(body.len()).ok();
        if number(CONTENT_LENGTH.as_str()).is_some_and(|sent| length != Some(sent)) {
            return Ok(());
        }
        let found = Crc32::checksum(body);
        if u64::from(found) == expected {
            return Ok(());
        }
        let reason = format!("its CRC-32 is {found}, but the service sent {expected}");
        Err(TransportError::new(
            TransportErrorKind::ChecksumMismatch,
            reason,
        ))
    }
}
