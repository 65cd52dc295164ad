//! Events, exceptions and errors in messages, by the schema of the union.
//!
//! Knows the headers whose names begin with a colon; the codec of payloads is a parameter.

mod read;
mod write;

use crate::model::schema::prelude::DOCUMENT;
use crate::model::schema::{Member, Schema, Trait};

pub(super) use read::read;
pub(super) use write::encode;

pub(super) const MESSAGE_TYPE: &str = ":message-type";
pub(super) const EVENT_TYPE: &str = ":event-type";
const EXCEPTION_TYPE: &str = ":exception-type";
pub(super) const CONTENT_TYPE: &str = ":content-type";
const ERROR_CODE: &str = ":error-code";
const ERROR_MESSAGE: &str = ":error-message";

/// The payload of an event newer than the model.
static UNKNOWN: Member = Member::new("", &DOCUMENT);

/// The location of an event's member.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Header,
    /// The payload is the member.
    Payload,
    /// The payload has the member.
    Document,
}

fn place(member: &Member) -> Place {
    let found = member.traits.iter().find_map(|it| match it {
        Trait::EventHeader => Some(Place::Header),
        Trait::EventPayload => Some(Place::Payload),
        _ => None,
    });
    found.unwrap_or(Place::Document)
}

/// The payload member and its index.
fn payload(event: &Schema) -> Option<(usize, &'static Member)> {
    let mut members = event.members.iter().enumerate();
    members.find(|(_, member)| place(member) == Place::Payload)
}

/// Returns whether the payload is a document of members.
fn has_document(event: &Schema) -> bool {
    event.members.iter().any(|it| place(it) == Place::Document)
}
