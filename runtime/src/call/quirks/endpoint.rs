//! Inputs that contain the URL of their request.

use std::borrow::Cow;

use bytes::Bytes;
use http::Request;
use http::uri::{PathAndQuery, Uri};

use super::unusable;
use crate::model::codec::EncodeError;
use crate::model::quirk::{Quirk, QuirkContext};
use crate::model::value::{Structure, Value};
use crate::rules::endpoint::{Endpoint, EndpointError};

/// Sends the request to the URL in a member, if set, instead of the endpoint.
#[derive(Debug)]
pub struct EndpointMember {
    /// The input member, a string.
    pub member: usize,
}

impl Quirk for EndpointMember {
    fn request(
        &self,
        _cx: &QuirkContext<'_>,
        input: &dyn Structure,
        request: &mut Request<Bytes>,
    ) -> Result<(), EncodeError> {
        let Value::String(url) = input.get(self.member) else {
            return Ok(());
        };
        let moved = moved(url, request.uri());
        let moved = moved.map_err(|error| unusable(input, self.member, error.to_string()))?;
        *request.uri_mut() = moved;
        Ok(())
    }
}

/// `uri` below `base`, in which `https://` is optional.
fn moved(base: &str, uri: &Uri) -> Result<Uri, EndpointError> {
    let target = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let base = if base.contains("://") {
        Cow::Borrowed(base)
    } else {
        Cow::Owned(["https://", base].concat())
    };
    Endpoint::plain(base).uri("", target)
}
