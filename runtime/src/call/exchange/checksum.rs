//! The checksum of a request and its place, and the checksum that a response is verified with
//! (`aws.protocols#httpChecksum`, `smithy.api#httpChecksumRequired`).

mod chunked;
mod verified;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderName, HeaderValue};
use http::response::Parts;
use http::{HeaderMap, Request};

use super::{Exchange, Plan};
use crate::call::error::CallError;
use crate::call::settings::ChecksumMode;
use crate::call::wire::PendingStream;
use crate::codec::EncodeError;
use crate::io::body::Body;
use crate::io::checksum::Algorithm;
use crate::model::operation::{Checksum, OperationSchema};
use crate::model::schema::{Binding, Member};
use crate::model::value::{Structure, Value};

const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");
const TRAILER: HeaderName = HeaderName::from_static("x-amz-trailer");
const DECODED_LENGTH: HeaderName = HeaderName::from_static("x-amz-decoded-content-length");

/// The payload hash of a body with a trailer.
pub(super) const TRAILER_PAYLOAD: &str = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

/// The algorithm for requests when the model wants a checksum and the caller has not chosen one.
const DEFAULT: Algorithm = Algorithm::Crc32;

/// The value of the input's validation mode member that requests validation of the response.
const ENABLED: &str = "ENABLED";

/// The checksums of requests for which the caller has not chosen one.
#[derive(Clone, Copy)]
struct Usual {
    /// Whether requests have a checksum even if the service does not require one.
    supported: bool,
    /// The algorithm if the service requires a checksum.
    required: Algorithm,
}

/// A checksum that is sent after a stream.
pub(super) struct Trailer {
    length: u64,
    algorithm: Algorithm,
}

impl Trailer {
    /// The stream in chunks, followed by its checksum.
    pub(super) fn follow(self, body: Body) -> Body {
        chunked::body(body, self.length, self.algorithm)
    }
}

impl Plan<'_> {
    /// Adds the checksum of a body that is in memory.
    pub(super) fn add_checksum(
        &self,
        request: &mut Request<Bytes>,
        input: &dyn Structure,
    ) -> Result<(), CallError> {
        self.ask_for_checksum(request.headers_mut(), input);
        if self.pending_stream(input).is_some() {
            return Ok(());
        }
        let Some(algorithm) = self.choose(request.headers_mut(), input, self.usual())? else {
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

    /// The checksum that is sent after a stream, if any; the headers announce it.
    pub(super) fn announce_trailer(
        &self,
        headers: &mut HeaderMap,
        input: &dyn Structure,
        stream: &PendingStream<'_>,
    ) -> Result<Option<Trailer>, CallError> {
        let length = headers.get(CONTENT_LENGTH).and_then(number);
        // A stream of unknown length gets a checksum only if the service requires one.
        let usual = Usual {
            supported: self.usual().supported && length.is_some(),
            required: DEFAULT,
        };
        let Some(algorithm) = self.choose(headers, input, usual)? else {
            return Ok(None);
        };
        let unusable = |reason| CallError::Encode(stream.unusable(reason));
        if algorithm == Algorithm::Md5 {
            return Err(unusable(
                "its MD5 is sent in front of it: it must be in memory",
            ));
        }
        let length = length.ok_or_else(|| {
            unusable("its length must be known to add a checksum: use `with_length`")
        })?;
        headers.insert(TRAILER, HeaderValue::from_static(algorithm.header_name()));
        headers.insert(DECODED_LENGTH, length.into());
        headers.insert(CONTENT_LENGTH, chunked::length(length, algorithm).into());
        super::body::append_encoding(headers, "aws-chunked");
        Ok(Some(Trailer { length, algorithm }))
    }

    /// The checksums of requests for which the caller has not chosen one.
    fn usual(&self) -> Usual {
        let wanted = self.shared.settings.request_checksums == Some(ChecksumMode::WhenSupported);
        // The body of a presigned request is not known yet.
        let supported = wanted && !self.is_presigned;
        // S3-compatible stores know at least `Content-MD5`.
        let is_elsewhere = self.endpoint_url().is_some() && !wanted;
        Usual {
            supported,
            required: if is_elsewhere {
                Algorithm::Md5
            } else {
                DEFAULT
            },
        }
    }

    /// Asks the service for a checksum to verify the response with, if the user wants that.
    fn ask_for_checksum(&self, headers: &mut HeaderMap, input: &dyn Structure) {
        let index = self.operation.checksum.and_then(|it| it.validation_mode);
        let unsaid = index.filter(|index| self.validates(input.get(*index)));
        let member = unsaid.and_then(|index| self.operation.input.members.get(index));
        if let Some(Binding::Header(name)) = member.map(Member::binding) {
            let name = HeaderName::from_static(name);
            headers.insert(name, HeaderValue::from_static(ENABLED));
        }
    }

    /// Returns whether responses are verified when the caller sets `mode`.
    fn validates(&self, mode: Value<'_>) -> bool {
        let wanted = self.shared.settings.response_checksums;
        match mode {
            Value::String(mode) => mode == ENABLED,
            _ => wanted == Some(ChecksumMode::WhenSupported),
        }
    }

    /// Chooses the algorithm for a request. A choice made for the caller goes into the header of
    /// the member that the caller left unset.
    fn choose(
        &self,
        headers: &mut HeaderMap,
        input: &dyn Structure,
        usual: Usual,
    ) -> Result<Option<Algorithm>, CallError> {
        let Some(checksum) = self.operation.checksum.filter(|_| !is_given(headers)) else {
            return Ok(None);
        };
        match chosen(checksum, input).map_err(CallError::Encode)? {
            None if checksum.md5 => Ok(Some(Algorithm::Md5)),
            None if checksum.required && usual.required == Algorithm::Md5 => {
                Ok(Some(Algorithm::Md5))
            }
            None if !(checksum.required || usual.supported && checksum.algorithm.is_some()) => {
                Ok(None)
            }
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
    /// Returns whether the caller wants responses verified.
    pub(crate) fn verifies(&self) -> bool {
        let exchange = self.current();
        let checksum = exchange.plan.operation.checksum;
        let mode = checksum.and_then(|it| it.validation_mode);
        mode.is_some_and(|index| exchange.plan.validates(exchange.input.get(index)))
    }
}

/// `body`, verified while it is read against the checksum in the response, if there is one.
pub(crate) fn verified(operation: &OperationSchema, head: &Parts, body: Body) -> Body {
    let named = operation.checksum.map_or(&[][..], |it| it.response);
    let found = named.iter().find_map(|name| {
        let algorithm = Algorithm::from_name(name)?;
        let value = head.headers.get(algorithm.header_name())?.to_str().ok()?;
        // The checksum of a multipart object is made of the parts' checksums, and ends in their
        // number.
        (!value.contains('-')).then(|| (algorithm, value.to_owned()))
    });
    match found {
        Some((algorithm, value)) => verified::body(body, algorithm, value),
        None => body,
    }
}

/// Returns whether the caller has set a checksum.
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

/// Base64 as a header value; all its characters are valid there.
fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static(""))
}
