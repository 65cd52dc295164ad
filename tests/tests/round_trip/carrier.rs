//! What a protocol can carry, and where. Each rule here is an exception from "whatever goes in
//! comes out", with its reason.

use tinsmith::rt::schema::{Binding, Kind, Member, Schema, TimestampFormat, Trait};

/// How documents are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Cbor,
    Xml,
    /// Requests are forms, responses XML.
    AwsQuery,
    /// Likewise.
    Ec2Query,
}

/// A protocol, in one of its directions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Carrier {
    pub(crate) format: Format,
    /// Whether HTTP bindings count.
    pub(crate) rest: bool,
    pub(crate) request: bool,
}

/// Where in a message a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Document,
    Header,
    /// An element of a list in a header.
    HeaderElement,
    Label,
    Query,
    QueryParams,
    PrefixHeaders,
    /// The whole body.
    Payload,
    Status,
    EventHeader,
    /// The whole payload of an event.
    EventPayload,
    /// A part of the host's name, and in the document as well.
    Host,
}

impl Carrier {
    pub(crate) const fn new(format: Format, rest: bool) -> Self {
        Self {
            format,
            rest,
            request: true,
        }
    }

    pub(crate) const fn responding(self) -> Self {
        Self {
            request: false,
            ..self
        }
    }

    /// Whether documents are forms, which have no spelling for nulls, structures without
    /// members and maps without entries: what is not there leaves no trace.
    pub(crate) fn is_form(self) -> bool {
        self.request && matches!(self.format, Format::AwsQuery | Format::Ec2Query)
    }

    pub(crate) fn is_xml(self) -> bool {
        match self.format {
            Format::Xml => true,
            Format::AwsQuery | Format::Ec2Query => !self.request,
            Format::Json | Format::Cbor => false,
        }
    }

    pub(crate) fn place(self, member: &Member) -> Place {
        for found in member.traits {
            match found {
                Trait::EventHeader => return Place::EventHeader,
                Trait::EventPayload => return Place::EventPayload,
                _ => {}
            }
        }
        if member.name == "place" {
            return Place::Host;
        }
        if !self.rest {
            return Place::Document;
        }
        let binding = member.binding();
        match if self.request {
            binding
        } else {
            binding.in_response()
        } {
            Binding::Body => Place::Document,
            Binding::Label => Place::Label,
            Binding::Header(_) => Place::Header,
            Binding::PrefixHeaders(_) => Place::PrefixHeaders,
            Binding::Query(_) => Place::Query,
            Binding::QueryParams => Place::QueryParams,
            Binding::Payload => Place::Payload,
            Binding::ResponseCode => Place::Status,
        }
    }

    /// Whether `member` must be there for its structure to come back as it was.
    pub(crate) fn must(self, index: usize, member: &Member, place: Place) -> bool {
        let needed = |it: &Trait| {
            matches!(
                it,
                // A client makes a token of its own, a service fills defaults in.
                Trait::Required | Trait::IdempotencyToken | Trait::InputDefault(_)
            )
        };
        let kind = member.target.kind;
        member.traits.iter().any(needed)
            || self.spells_member(member)
                && match place {
                    // There is always a status, and any number of headers, even none.
                    Place::Status | Place::PrefixHeaders => true,
                    // No event tells an empty payload from one that is not there.
                    Place::EventPayload => matches!(kind, Kind::Blob | Kind::String | Kind::Enum),
                    // What stands for a structure that is absent is one without members.
                    Place::Payload => kind == Kind::Structure && self.request,
                    Place::Document => self.is_form() && (index == 0 || is_scalar(kind)),
                    _ => false,
                }
    }

    /// How many elements or bytes there are at least, so that there is something to be found.
    pub(crate) fn least(self, member: &Member, place: Place) -> usize {
        let flat = |it: &Trait| matches!(it, Trait::XmlFlattened);
        let kind = member.target.kind;
        let least = match place {
            // A list of no elements is no parameter; a body of no bytes is no body.
            Place::Label | Place::Query | Place::QueryParams | Place::Payload => true,
            Place::Document if self.is_form() => {
                kind == Kind::Map || self.format == Format::Ec2Query && kind == Kind::List
            }
            // Elements without one around them.
            Place::Document => self.is_xml() && member.traits.iter().any(flat),
            _ => false,
        };
        let is_document = matches!(self.format, Format::Json) && place == Place::Payload;
        let is_sized = matches!(kind, Kind::List | Kind::Map);
        let text_in_query = place == Place::Query && !is_sized;
        usize::from(least && !text_in_query && !(is_document && is_sized))
    }

    /// Whether a value of the member is spelled, and not like that of another.
    pub(crate) fn spells_member(self, member: &Member) -> bool {
        // In the forms of `awsQuery` an attribute and an element of one name are one parameter.
        let clashes = self.is_form()
            && self.format == Format::AwsQuery
            && matches!(member.name, "attribute" | "clash");
        self.spells(member.target) && !clashes
    }

    /// Whether a value of the shape is spelled at all.
    pub(crate) fn spells(self, schema: &Schema) -> bool {
        !(self.is_form() && schema.kind == Kind::Structure && schema.members.is_empty())
    }

    /// The format of the timestamps that `member` holds; none where it is for the carrier alone
    /// to say.
    pub(crate) fn timestamps(self, member: &Member, place: Place) -> Option<TimestampFormat> {
        let usual = match place {
            // Milliseconds.
            Place::EventHeader => return None,
            Place::Header | Place::HeaderElement => TimestampFormat::HttpDate,
            Place::Label | Place::Query => TimestampFormat::DateTime,
            _ => match self.format {
                // A binary number of seconds.
                Format::Cbor => return None,
                Format::Json => TimestampFormat::EpochSeconds,
                _ => TimestampFormat::DateTime,
            },
        };
        Some(member.timestamp_format().unwrap_or(usual))
    }
}

pub(crate) fn is_scalar(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::List | Kind::Map | Kind::Structure | Kind::Union | Kind::Document
    )
}
