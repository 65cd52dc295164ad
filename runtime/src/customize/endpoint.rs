//! Inputs that say where they go.

use bytes::Bytes;
use http::Request;
use http::uri::{PathAndQuery, Scheme, Uri};

use super::{Context, Customize, unusable};
use crate::error::Failed;
use crate::value::{Structure, Value};

/// Sends the request to the URL in a member, where there is one, in place of the endpoint.
#[derive(Debug)]
pub struct EndpointMember {
    /// The input member, a string.
    pub member: usize,
}

impl Customize for EndpointMember {
    fn request(
        &self,
        _cx: &Context<'_>,
        input: &dyn Structure,
        request: &mut Request<Bytes>,
    ) -> Result<(), Failed> {
        let Value::String(url) = input.get(self.member) else {
            return Ok(());
        };
        let moved = moved(url, request.uri());
        let reason = || format!("{url:?} is no URL to send requests to");
        let moved = moved.ok_or_else(|| unusable(input, self.member, reason()))?;
        *request.uri_mut() = moved;
        Ok(())
    }
}

/// `uri` below `base`, which may go without `https://`.
fn moved(base: &str, uri: &Uri) -> Option<Uri> {
    let base: Uri = base.parse().ok()?;
    let target = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let prefix = base.path().trim_end_matches('/');
    let scheme = base.scheme().cloned().unwrap_or(Scheme::HTTPS);
    Uri::builder()
        .scheme(scheme)
        .authority(base.authority()?.clone())
        .path_and_query([prefix, target].concat())
        .build()
        .ok()
}
