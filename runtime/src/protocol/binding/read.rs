//! Messages to structures.

use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode};

use super::query::Query;
use super::{Format, fault, header, http, route};
use crate::codec::text::{self, Spelling};
use crate::codec::{DecodeError, Decoded, Limits, Missing, Part};
use crate::operation::OperationSchema;
use crate::percent;
use crate::schema::{Binding, Kind, Member};
use crate::value::{Slot, Structure};

/// The parts of a message.
pub(super) struct Source<'a> {
    headers: &'a HeaderMap,
    body: &'a [u8],
    head: Head<'a>,
}

/// What only requests or only responses have.
enum Head<'a> {
    Request {
        labels: Vec<(usize, &'a str)>,
        query: Query<'a>,
    },
    Response(StatusCode),
}

impl<'a> Source<'a> {
    /// Fails where the request is not one of the operation's.
    pub(super) fn of_request(
        operation: &OperationSchema,
        request: &'a Request<Bytes>,
    ) -> Result<Self, DecodeError> {
        let http = http(operation).map_err(|error| DecodeError::new(error.reason))?;
        let labels = route::labels(http.path, request.uri().path());
        let labels = labels.ok_or_else(|| DecodeError::new("the path is not the operation's"))?;
        let query = Query::parse(request.uri().query().unwrap_or_default())?;
        Ok(Self {
            headers: request.headers(),
            body: request.body(),
            head: Head::Request { labels, query },
        })
    }

    pub(super) fn of_response(response: &'a Response<Bytes>) -> Self {
        Self {
            headers: response.headers(),
            body: response.body(),
            head: Head::Response(response.status()),
        }
    }

    fn part(&self) -> Part {
        match self.head {
            Head::Request { .. } => Part::Body,
            Head::Response(_) => Part::Response,
        }
    }

    fn binding(&self, member: &Member) -> Binding {
        match self.head {
            Head::Request { .. } => member.binding(),
            Head::Response(_) => member.binding().in_response(),
        }
    }
}

/// Fills the members of `value`. An empty body is a document without members.
pub(super) fn members(
    format: Format<'_>,
    source: &Source<'_>,
    value: &mut dyn Structure,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    let schema = value.schema();
    let part = source.part();
    let takes = |member: &Member| part.takes(member) && source.binding(member) == Binding::Body;
    let decoded = match source.body {
        [] => Decoded::default(),
        _ if !schema.members.iter().any(takes) => Decoded::default(),
        body => format.codec.decode(body, value, part, limits)?,
    };
    let mut reader = Reader {
        format,
        source,
        limits,
        decoded,
    };
    for (index, member) in schema.members.iter().enumerate() {
        if !reader.member(index, member, value)? && member.is_required() {
            reader.absent(member)?;
        }
    }
    Ok(reader.decoded)
}

struct Reader<'r, 'a> {
    format: Format<'r>,
    source: &'r Source<'a>,
    limits: &'r Limits,
    decoded: Decoded,
}

impl Reader<'_, '_> {
    /// Fills the member at `index`, unless it is in the document; whether there was anything.
    fn member(
        &mut self,
        index: usize,
        member: &'static Member,
        value: &mut dyn Structure,
    ) -> Result<bool, DecodeError> {
        let (headers, edge) = (self.source.headers, (index, member));
        match (self.source.binding(member), &self.source.head) {
            // What is absent from a document, the codec has told.
            (Binding::Body, _) => Ok(member.is_streaming() || !self.source.body.is_empty()),
            (Binding::Payload, _) => self.payload(index, member, value),
            (Binding::Header(name), _) => {
                let spelling = Spelling::of_headers(self.limits);
                header::read(headers, name, edge, value, spelling)
            }
            (Binding::PrefixHeaders(prefix), _) => {
                header::read_prefixed(headers, prefix, edge, value).map(|()| true)
            }
            (Binding::Label, Head::Request { labels, .. }) => {
                self.label(labels, edge, value.slot(index))
            }
            (Binding::Query(name), Head::Request { query, .. }) => {
                query.read(name, edge, value, Spelling::of_uris(self.limits))
            }
            (Binding::QueryParams, Head::Request { query, .. }) => Ok(query.read_all(index, value)),
            (Binding::ResponseCode, Head::Response(status)) => {
                if let Slot::Integer(slot) = value.slot(index) {
                    *slot = i32::from(status.as_u16());
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn label(
        &self,
        labels: &[(usize, &str)],
        (index, member): (usize, &'static Member),
        slot: Slot<'_>,
    ) -> Result<bool, DecodeError> {
        let Some((_, escaped)) = labels.iter().find(|(at, _)| *at == index) else {
            return Ok(false);
        };
        let text = percent::unescape(escaped).ok_or_else(|| "malformed escape".to_owned());
        text.and_then(|text| text::read(member, slot, text, Spelling::of_uris(self.limits)))
            .map(|()| true)
            .map_err(|reason| fault(member.name.to_owned(), member, reason))
    }

    /// The body as `member` alone; whether it holds one. An empty one does where any bytes do.
    fn payload(
        &mut self,
        index: usize,
        member: &'static Member,
        value: &mut dyn Structure,
    ) -> Result<bool, DecodeError> {
        let body = self.source.body;
        let is_raw = matches!(member.target.kind, Kind::Blob | Kind::String | Kind::Enum);
        if member.is_streaming() || body.is_empty() {
            return Ok(member.is_streaming() || is_raw);
        }
        match value.slot(index) {
            Slot::Blob(it) => *it = body.into(),
            Slot::String(it) => {
                let text = std::str::from_utf8(body).map_err(|error| DecodeError {
                    path: member.name.to_owned(),
                    offset: Some(error.valid_up_to()),
                    reason: "invalid UTF-8".to_owned(),
                })?;
                it.set(text.into());
            }
            slot => {
                let codec = self.format.codec;
                let decoded = codec.decode_member(body, member, slot, self.limits);
                let decoded = decoded.map_err(|error| DecodeError {
                    path: below(member, &error.path),
                    ..error
                })?;
                for path in decoded.corrected {
                    self.decoded.correct(below(member, &path));
                }
            }
        }
        Ok(true)
    }

    /// Reports what is not there and must be.
    #[cold]
    fn absent(&mut self, member: &Member) -> Result<(), DecodeError> {
        if self.limits.missing == Missing::Correct {
            self.decoded.correct(member.name);
            return Ok(());
        }
        let reason = "a required member is missing".to_owned();
        Err(DecodeError {
            path: member.name.to_owned(),
            offset: None,
            reason,
        })
    }
}

/// A path in the value of `member`, from its structure on.
pub(super) fn below(member: &Member, path: &str) -> String {
    let name = member.name;
    match path.as_bytes().first() {
        None => name.to_owned(),
        Some(b'[') => [name, path].concat(),
        Some(_) => [name, ".", path].concat(),
    }
}
