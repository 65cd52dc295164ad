//! Decodes structures from messages.

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use super::{Format, header};
use crate::codec::budget::Budget;
use crate::codec::text::Spelling;
use crate::codec::{DecodeError, Decoded, Limits, Missing, Part};
use crate::model::schema::{Binding, Kind, Member};
use crate::model::value::{Slot, Structure};

/// The parts of a message.
pub(super) struct Message<'a> {
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a [u8],
    /// The members in the body's document: of a request or of a response.
    pub(super) part: Part,
    pub(super) head: &'a dyn Head,
}

/// The parts that only requests or only responses have.
pub(super) trait Head {
    /// Fills a member that is bound to neither headers nor the body, given with its index. Returns
    /// whether the message contains it.
    fn read(
        &self,
        edge: (usize, &'static Member),
        value: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<bool, DecodeError>;
}

/// The status of a response.
impl Head for StatusCode {
    fn read(
        &self,
        (index, member): (usize, &'static Member),
        value: &mut dyn Structure,
        _limits: &Limits,
    ) -> Result<bool, DecodeError> {
        if member.binding() != Binding::ResponseCode {
            return Ok(false);
        }
        if let Slot::Integer(slot) = value.slot(index) {
            *slot = i32::from(self.as_u16());
        }
        Ok(true)
    }
}

impl<'a> Message<'a> {
    pub(super) fn response(response: &'a Response<Bytes>, status: &'a StatusCode) -> Self {
        Self {
            headers: response.headers(),
            body: response.body(),
            part: Part::Response,
            head: status,
        }
    }

    fn binding(&self, member: &Member) -> Binding {
        match self.part {
            Part::Response => member.binding().in_response(),
            _ => member.binding(),
        }
    }
}

/// Fills the members of `value`. An empty body means a document without members.
pub(super) fn members(
    format: Format<'_>,
    message: &Message<'_>,
    value: &mut dyn Structure,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    let schema = value.schema();
    let part = message.part;
    let takes = |member: &Member| part.takes(member) && message.binding(member) == Binding::Body;
    let decoded = match message.body {
        [] => Decoded::default(),
        _ if !schema.members.iter().any(takes) => Decoded::default(),
        body => format.codec.decode(body, value, part, limits)?,
    };
    let mut reader = Reader {
        format,
        message,
        limits,
        decoded,
        budget: Budget::new(limits, message.body.len()).map_err(|error| *error)?,
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
    message: &'r Message<'a>,
    limits: &'r Limits,
    decoded: Decoded,
    /// The budget of values in headers, and of a body that is not a document.
    budget: Budget,
}

impl Reader<'_, '_> {
    /// Fills the member at `index`, unless it is in the document. Returns whether the message
    /// contains it.
    fn member(
        &mut self,
        index: usize,
        member: &'static Member,
        value: &mut dyn Structure,
    ) -> Result<bool, DecodeError> {
        let (headers, edge) = (self.message.headers, (index, member));
        let spelling = Spelling::headers(self.limits);
        match self.message.binding(member) {
            // The codec has reported members that are absent from a document.
            Binding::Body => Ok(member.is_streaming() || !self.message.body.is_empty()),
            Binding::Payload => self.payload(index, member, value),
            Binding::Header(name) => {
                header::read(headers, name, edge, value, spelling, &mut self.budget)
            }
            Binding::PrefixHeaders(prefix) => {
                header::read_prefixed(headers, prefix, edge, value, spelling, &mut self.budget)
                    .map(|()| true)
            }
            _ => self.message.head.read(edge, value, self.limits),
        }
    }

    /// Fills `member` from the whole body. Returns whether the body contains it. An empty body
    /// contains a blob or a string, but no document.
    fn payload(
        &mut self,
        index: usize,
        member: &'static Member,
        value: &mut dyn Structure,
    ) -> Result<bool, DecodeError> {
        let body = self.message.body;
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

    /// Handles the absence of a required member.
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

/// The path from the structure of `member`, for a path in the member's value.
pub(super) fn below(member: &Member, path: &str) -> String {
    let name = member.name;
    match path.as_bytes().first() {
        None => name.to_owned(),
        Some(b'[') => [name, path].concat(),
        Some(_) => [name, ".", path].concat(),
    }
}
