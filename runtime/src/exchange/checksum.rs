//! Which checksum a request has and where, and which one a response is checked with
//! (`aws.protocols#httpChecksum`, `smithy.api#httpChecksumRequired`).

mod chunked;
mod verified;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderName, HeaderValue};
use http::response::Parts;
use http::{HeaderMap, Request};

use super::{Exchange, Plan};
use crate::body::Body;
use crate::checksum::Algorithm;
use crate::codec::EncodeError;
use crate::error::Failed;
use crate::operation::Checksum;
use crate::schema::{Binding, Member};
use crate::value::{Structure, Value};
use crate::wire::Live;

const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");
const TRAILER: HeaderName = HeaderName::from_static("x-amz-trailer");
const DECODED_LENGTH: HeaderName = HeaderName::from_static("x-amz-decoded-content-length");

/// What stands for a body with a trailer in a signature.
pub(super) const TRAILER_PAYLOAD: &str = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

/// What requests have where the model asks for a checksum and the caller for none.
const DEFAULT: Algorithm = Algorithm::Crc32;

impl Plan<'_> {
    /// Adds the checksum of a body that is in memory.
    pub(super) fn add_checksum(
        &self,
        request: &mut Request<Bytes>,
        input: &dyn Structure,
    ) -> Result<(), Failed> {
        if self.live(input).is_some() {
            return Ok(());
        }
        let Some(algorithm) = self.choose(request.headers_mut(), input)? else {
            return Ok(());
        };
        let name = match algorithm {
            Algorithm::Md5 => CONTENT_MD5,
            _ => HeaderName::from_static(algorithm.header_name()),
        };
        let value = algorithm.of(request.body()).to_base64();
        request.headers_mut().insert(name, text(&value));
        Ok(())
    }

    /// Puts the checksum of a stream behind it, and tells whether it has one.
    pub(super) fn add_trailer(
        &self,
        headers: &mut HeaderMap,
        input: &dyn Structure,
        live: &Live<'_>,
        body: Body,
    ) -> Result<(Body, bool), Failed> {
        let Some(algorithm) = self.choose(headers, input)? else {
            return Ok((body, false));
        };
        let unusable = |reason| Failed::Encode(live.unusable(reason));
        if algorithm == Algorithm::Md5 {
            return Err(unusable(
                "its MD5 is sent in front of it: it must be in memory",
            ));
        }
        let length = headers.get(CONTENT_LENGTH).and_then(number);
        let length = length.ok_or_else(|| {
            unusable("its length must be known to add a checksum: use `with_length`")
        })?;
        headers.insert(TRAILER, HeaderValue::from_static(algorithm.header_name()));
        headers.insert(DECODED_LENGTH, length.into());
        headers.insert(CONTENT_LENGTH, chunked::length(length, algorithm).into());
        super::stream::append_encoding(headers, "aws-chunked");
        Ok((chunked::body(body, length, algorithm), true))
    }

    /// The algorithm for a request. What is chosen for the caller is put into the header of the
    /// member that he left alone.
    fn choose(
        &self,
        headers: &mut HeaderMap,
        input: &dyn Structure,
    ) -> Result<Option<Algorithm>, Failed> {
        let Some(checksum) = self.operation.checksum.filter(|_| !is_given(headers)) else {
            return Ok(None);
        };
        match chosen(checksum, input).map_err(Failed::Encode)? {
            None if !checksum.required => Ok(None),
            None if checksum.md5 => Ok(Some(Algorithm::Md5)),
            None => {
                let index = checksum.algorithm;
                let member = index.and_then(|index| self.operation.input.members.get(index));
                if let Some(Binding::Header(name)) = member.map(Member::binding) {
                    let name = HeaderName::from_static(name);
                    headers.insert(name, HeaderValue::from_static(DEFAULT.name()));
                }
                Ok(Some(DEFAULT))
            }
            chosen => Ok(chosen),
        }
    }
}

impl Exchange<'_> {
    /// `body`, checked as it is read against the checksum that the response says, if it says one
    /// and the caller wants that.
    pub(crate) fn verified(&self, head: &Parts, body: Body) -> Body {
        let Some(checksum) = self.plan.operation.checksum else {
            return body;
        };
        let mode = checksum.validation_mode.map(|index| self.input.get(index));
        if !matches!(mode, Some(Value::String("ENABLED"))) {
            return body;
        }
        let found = checksum.response.iter().find_map(|name| {
            let algorithm = Algorithm::from_name(name)?;
            let value = head.headers.get(algorithm.header_name())?.to_str().ok()?;
            // That of an object in parts is made of the parts' checksums, and says how many.
            (!value.contains('-')).then(|| (algorithm, value.to_owned()))
        });
        match found {
            Some((algorithm, value)) => verified::body(body, algorithm, value),
            None => body,
        }
    }
}

/// Whether the caller has brought a checksum along.
fn is_given(headers: &HeaderMap) -> bool {
    let mut names = Algorithm::ALL.into_iter().map(Algorithm::header_name);
    headers.contains_key(CONTENT_MD5) || names.any(|name| headers.contains_key(name))
}

/// The algorithm that the caller has chosen.
fn chosen(checksum: &Checksum, input: &dyn Structure) -> Result<Option<Algorithm>, EncodeError> {
    let Some(index) = checksum.algorithm else {
        return Ok(None);
    };
    let Value::String(name) = input.get(index) else {
        return Ok(None);
    };
    let unknown = || EncodeError {
        path: input
            .schema()
            .members
            .get(index)
            .map_or(String::new(), |member| member.name.to_owned()),
        reason: format!("no checksum can be computed with {name:?}"),
    };
    Algorithm::from_name(name).map(Some).ok_or_else(unknown)
}

fn number(value: &HeaderValue) -> Option<u64> {
    value.to_str().ok()?.parse().ok()
}

/// Base64 as a header; it has no character that may not stand there.
fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static(""))
}
