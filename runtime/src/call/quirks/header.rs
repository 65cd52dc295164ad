//! Headers that every request of an operation has.

use bytes::Bytes;
use http::Request;
use http::header::{HeaderName, HeaderValue};

use super::{Context, Customize};
use crate::call::error::Failed;
use crate::model::value::Structure;

/// Adds a header, unless the request has one of the name.
#[derive(Debug)]
pub struct Header {
    /// In lower case.
    pub name: &'static str,
    /// A valid value.
    pub value: &'static str,
}

impl Customize for Header {
    fn request(
        &self,
        _cx: &Context<'_>,
        _input: &dyn Structure,
        request: &mut Request<Bytes>,
    ) -> Result<(), Failed> {
        let headers = request.headers_mut();
        if !headers.contains_key(self.name) {
            let name = HeaderName::from_static(self.name);
            headers.insert(name, HeaderValue::from_static(self.value));
        }
        Ok(())
    }
}
