//! Which checksum a request has and where, and which one a response is checked with
//! (`aws.protocols#httpChecksum`, `smithy.api#httpChecksumRequired`).

mod chunked;
mod verified;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderName, HeaderValue};
use http::response::Parts;
use http::{HeaderMap, Request};

use super::{Exchange, Plan};
use crate::call::error::Failed;
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

/// The payload hash in a signature if the checksum follows the body as a trailer.
pub(super) const TRAILER_PAYLOAD: &str = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

/// The algorithm if the model requires a checksum and the caller chose none.
const DEFAULT: Algorithm = Algorithm::Crc32;

/// The value of the input's member that asks for a check of the response.
const ENABLED: &str = "ENABLED";

/// The client's behaviour for requests whose caller chose no algorithm.
#[derive(Clone, Copy)]
struct Usual {
    /// Whether they have a checksum even where none is required.
    supported: bool,
    /// The algorithm if a checksum is required.
    required: Algorithm,
}

/// A checksum that is sent behind a stream.
pub(super) struct Trailer {
    length: u64,
    algorithm: Algorithm,
}

impl Trailer {
    /// The stream in chunks, and the checksum behind it.
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
    ) -> Result<(), Failed> {
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

    /// The checksum that is sent behind a stream, if there is one; the headers announce it.
    pub(super) fn announce_trailer(
        &self,
        headers: &mut HeaderMap,
        input: &dyn Structure,
        stream: &PendingStream<'_>,
    ) -> Result<Option<Trailer>, Failed> {
        let length = headers.get(CONTENT_LENGTH).and_then(number);
        // Of a stream whose length is not known none is made that nobody demands.
        let usual = Usual {
            supported: self.usual().supported && length.is_some(),
            required: DEFAULT,
        };
        let Some(algorithm) = self.choose(headers, input, usual)? else {
            return Ok(None);
        };
        let unusable = |reason| Failed::Encode(stream.unusable(reason));
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

    /// The client's behaviour for requests whose caller chose no algorithm.
    fn usual(&self) -> Usual {
        let wanted = self.shared.settings.request_checksums == Some(ChecksumMode::WhenSupported);
        // The body of a presigned request is not known yet.
        let supported = wanted && !self.is_presigned;
        // Stores that are like S3 know `Content-MD5` at the least.
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

    /// Asks for a checksum in the response, if the user wants responses to be checked.
    fn ask_for_checksum(&self, headers: &mut HeaderMap, input: &dyn Structure) {
        let index = self.operation.checksum.and_then(|it| it.validation_mode);
        let unsaid = index.filter(|index| self.validates(input.get(*index)));
        let member = unsaid.and_then(|index| self.operation.input.members.get(index));
        if let Some(Binding::Header(name)) = member.map(Member::binding) {
            let name = HeaderName::from_static(name);
            headers.insert(name, HeaderValue::from_static(ENABLED));
        }
    }

    /// Whether responses are checked if the caller set the member to `mode`.
    fn validates(&self, mode: Value<'_>) -> bool {
        let wanted = self.shared.settings.response_checksums;
        match mode {
            Value::String(mode) => mode == ENABLED,
            _ => wanted == Some(ChecksumMode::WhenSupported),
        }
    }

    /// The algorithm for a request. If the caller left the member unset, the choice is written to
    /// the member's header.
    fn choose(
        &self,
        headers: &mut HeaderMap,
        input: &dyn Structure,
        usual: Usual,
    ) -> Result<Option<Algorithm>, Failed> {
        let Some(checksum) = self.operation.checksum.filter(|_| !is_given(headers)) else {
            return Ok(None);
        };
        match chosen(checksum, input).map_err(Failed::Encode)? {
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
    /// Whether the caller wants responses checked.
    pub(crate) fn verifies(&self) -> bool {
        let exchange = self.current();
        let checksum = exchange.plan.operation.checksum;
        let mode = checksum.and_then(|it| it.validation_mode);
        mode.is_some_and(|index| exchange.plan.validates(exchange.input.get(index)))
    }
}

/// `body`, checked while it is read against the checksum in the response's headers, if there is
/// one.
pub(crate) fn verified(operation: &OperationSchema, head: &Parts, body: Body) -> Body {
    let named = operation.checksum.map_or(&[][..], |it| it.response);
    let found = named.iter().find_map(|name| {
        let algorithm = Algorithm::from_name(name)?;
        let value = head.headers.get(algorithm.header_name())?.to_str().ok()?;
        // The checksum of a multipart object combines those of its parts, and ends in their number.
        (!value.contains('-')).then(|| (algorithm, value.to_owned()))
    });
    match found {
        Some((algorithm, value)) => verified::body(body, algorithm, value),
        None => body,
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

/// Base64 as a header value; all its characters are valid there.
fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static(""))
}
