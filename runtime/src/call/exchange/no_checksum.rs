//! Replaces `checksum` in builds without that feature: refuses requests that must have a
//! checksum, with a clearer explanation than the service would give.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Request};

use super::Plan;
use crate::call::error::CallError;
use crate::call::wire::PendingStream;
use crate::io::body::Body;
use crate::model::value::{Structure, Value};

/// The payload hash of a body with a trailer, which does not occur.
pub(super) const TRAILER_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

const MISSING: &str =
    "the operation needs a checksum: switch on the feature `checksum` of tinsmith";

/// No stream is followed by a checksum.
pub(super) enum Trailer {}

impl Trailer {
    pub(super) fn follow(self, _body: Body) -> Body {
        match self {}
    }
}

impl Plan<'_> {
    pub(super) fn add_checksum(
        &self,
        request: &mut Request<Bytes>,
        input: &dyn Structure,
    ) -> Result<(), CallError> {
        let checksum = self.operation.checksum;
        let mut names = request.headers().keys().map(HeaderName::as_str);
        if names.any(|name| name.starts_with("x-amz-checksum-") || name == "content-md5") {
            return Ok(());
        }
        let is_chosen = checksum
            .and_then(|it| it.algorithm)
            .is_some_and(|index| !matches!(input.get(index), Value::Null));
        if is_chosen || checksum.is_some_and(|it| it.required) {
            return Err(CallError::Config(MISSING.to_owned()));
        }
        Ok(())
    }

    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "with checksums it can fail"
    )]
    pub(super) fn announce_trailer(
        &self,
        _headers: &mut HeaderMap,
        _input: &dyn Structure,
        _stream: &PendingStream<'_>,
    ) -> Result<Option<Trailer>, CallError> {
        Ok(None)
    }
}
