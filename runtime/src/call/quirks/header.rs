//! Headers of every request of an operation.

use bytes::Bytes;
use http::Request;
use http::header::{HeaderName, HeaderValue};

use crate::model::codec::EncodeError;
use crate::model::quirk::{Quirk, QuirkContext};
use crate::model::value::Structure;

/// Adds a header, unless the request already has one of that name.
#[derive(Debug)]
pub struct Header {
    /// In lower case.
    pub name: &'static str,
    /// A valid value.
    pub value: &'static str,
}

impl Quirk for Header {
    fn request(
        &self,
        _cx: &QuirkContext<'_>,
        _input: &dyn Structure,
        request: &mut Request<Bytes>,
    ) -> Result<(), EncodeError> {
        let headers = request.headers_mut();
        if !headers.contains_key(self.name) {
            let name = HeaderName::from_static(self.name);
            headers.insert(name, HeaderValue::from_static(self.value));
        }
        Ok(())
    }
}
