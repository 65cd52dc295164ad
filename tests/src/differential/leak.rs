//! Lowered schemas as the runtime's static data without compiling generated code: the same
//! values that the emitter spells, leaked.
//!
//! Statics may point at each other in circles, which leaked values cannot. A shape that holds
//! itself is therefore unrolled deeper than cases go; below that it has no members. Constraints
//! are left out, since cases are about what travels.

use std::collections::{BTreeMap, BTreeSet};

use tinsmith::rt::schema::{self as rt, prelude};
use tinsmith_codegen::ir;

/// How often a way through the shapes may come back to where it has been.
const ROUNDS: usize = 8;

/// The schemas of a service, by what others call them.
pub(super) struct Schemas<'i> {
    all: &'i [ir::Schema],
    by_name: BTreeMap<(Option<&'i ir::Name>, &'i ir::Name), usize>,
    /// The members, by schema and index, that close circles.
    closing: BTreeSet<(usize, usize)>,
    /// By index and rounds left.
    leaked: BTreeMap<(usize, usize), &'static rt::Schema>,
}

/// How far a walk is with a schema.
#[derive(Clone, Copy)]
enum Walked {
    Not,
    Within,
    Done,
}

impl<'i> Schemas<'i> {
    pub(super) fn new(ir: &'i ir::Ir) -> Self {
        let named = ir.schemas.iter().enumerate().map(|(index, schema)| {
            let module = match &schema.home {
                ir::Home::Operation(module) => Some(module),
                ir::Home::Types | ir::Home::Errors => None,
            };
            ((module, &schema.name), index)
        });
        let mut schemas = Self {
            all: &ir.schemas,
            by_name: named.collect(),
            closing: BTreeSet::new(),
            leaked: BTreeMap::new(),
        };
        let mut walked = vec![Walked::Not; ir.schemas.len()];
        for start in 0..walked.len() {
            if matches!(walked[start], Walked::Not) {
                schemas.find_circles(start, &mut walked);
            }
        }
        schemas
    }

    /// Every circle has a member that leads to a schema which the way to it came through.
    fn find_circles(&mut self, at: usize, walked: &mut [Walked]) {
        walked[at] = Walked::Within;
        for (number, member) in self.all[at].members.iter().enumerate() {
            let Some(target) = self.index(&member.target) else {
                continue;
            };
            match walked[target] {
                Walked::Not => self.find_circles(target, walked),
                Walked::Within => {
                    self.closing.insert((at, number));
                }
                Walked::Done => {}
            }
        }
        walked[at] = Walked::Done;
    }

    /// The schema as the runtime takes it. Its memory is never given back.
    pub(super) fn leak(&mut self, at: &ir::SchemaRef) -> &'static rt::Schema {
        self.unroll(at, ROUNDS)
    }

    fn unroll(&mut self, at: &ir::SchemaRef, rounds: usize) -> &'static rt::Schema {
        let Some(index) = self.index(at) else {
            return of_prelude(at);
        };
        if let Some(leaked) = self.leaked.get(&(index, rounds)) {
            return leaked;
        }
        let from = &self.all[index];
        let mut members = Vec::with_capacity(from.members.len());
        for (number, member) in from.members.iter().enumerate() {
            let closes = self.closing.contains(&(index, number));
            let target = match rounds.checked_sub(usize::from(closes)) {
                Some(rounds) => self.unroll(&member.target, rounds),
                None => self.without_members(&member.target),
            };
            members.push(rt::Member::new(text(&member.name), target).with(traits(&member.traits)));
        }
        let leaked = schema(from, members);
        self.leaked.insert((index, rounds), leaked);
        leaked
    }

    fn without_members(&self, at: &ir::SchemaRef) -> &'static rt::Schema {
        match self.index(at) {
            Some(index) => schema(&self.all[index], Vec::new()),
            None => of_prelude(at),
        }
    }

    fn index(&self, at: &ir::SchemaRef) -> Option<usize> {
        let key = match at {
            ir::SchemaRef::Prelude(_) => return None,
            ir::SchemaRef::Shared(name) => (None, name),
            ir::SchemaRef::Own(module, name) => (Some(module), name),
        };
        self.by_name.get(&key).copied()
    }
}

fn of_prelude(at: &ir::SchemaRef) -> &'static rt::Schema {
    let ir::SchemaRef::Prelude(name) = at else {
        panic!("{at:?} is the schema of no shape");
    };
    match *name {
        "BOOLEAN" => &prelude::BOOLEAN,
        "BYTE" => &prelude::BYTE,
        "SHORT" => &prelude::SHORT,
        "INTEGER" => &prelude::INTEGER,
        "LONG" => &prelude::LONG,
        "FLOAT" => &prelude::FLOAT,
        "DOUBLE" => &prelude::DOUBLE,
        "BIG_INTEGER" => &prelude::BIG_INTEGER,
        "BIG_DECIMAL" => &prelude::BIG_DECIMAL,
        "STRING" => &prelude::STRING,
        "BLOB" => &prelude::BLOB,
        "TIMESTAMP" => &prelude::TIMESTAMP,
        "DOCUMENT" => &prelude::DOCUMENT,
        "UNIT" => &prelude::UNIT,
        other => panic!("the prelude has no {other}"),
    }
}

fn schema(from: &ir::Schema, members: Vec<rt::Member>) -> &'static rt::Schema {
    Box::leak(Box::new(rt::Schema {
        id: id(&from.id),
        kind: kind(from.kind),
        members: members.leak(),
        traits: traits(&from.traits),
    }))
}

pub(super) fn id(id: &ir::Id) -> rt::ShapeId {
    rt::ShapeId::new(text(&id.namespace), text(&id.name))
}

pub(super) fn text(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn kind(name: &str) -> rt::Kind {
    let all = [
        rt::Kind::Boolean,
        rt::Kind::Byte,
        rt::Kind::Short,
        rt::Kind::Integer,
        rt::Kind::Long,
        rt::Kind::Float,
        rt::Kind::Double,
        rt::Kind::BigInteger,
        rt::Kind::BigDecimal,
        rt::Kind::String,
        rt::Kind::Enum,
        rt::Kind::IntEnum,
        rt::Kind::Blob,
        rt::Kind::Timestamp,
        rt::Kind::Document,
        rt::Kind::List,
        rt::Kind::Map,
        rt::Kind::Structure,
        rt::Kind::Union,
    ];
    let found = all.into_iter().find(|kind| format!("{kind:?}") == name);
    found.unwrap_or_else(|| panic!("the runtime has no kind {name}"))
}

fn traits(from: &[ir::Trait]) -> &'static [rt::Trait] {
    from.iter().filter_map(applied).collect::<Vec<_>>().leak()
}

/// A trait; none where it is a constraint.
fn applied(from: &ir::Trait) -> Option<rt::Trait> {
    Some(match from {
        ir::Trait::Required => rt::Trait::Required,
        ir::Trait::Sparse => rt::Trait::Sparse,
        ir::Trait::Sensitive => rt::Trait::Sensitive,
        ir::Trait::IdempotencyToken => rt::Trait::IdempotencyToken,
        ir::Trait::UniqueItems
        | ir::Trait::Length { .. }
        | ir::Trait::Range { .. }
        | ir::Trait::Pattern(_) => return None,
        ir::Trait::JsonName(name) => rt::Trait::JsonName(text(name)),
        ir::Trait::TimestampFormat(format) => rt::Trait::TimestampFormat(match format {
            ir::TimestampFormat::DateTime => rt::TimestampFormat::DateTime,
            ir::TimestampFormat::HttpDate => rt::TimestampFormat::HttpDate,
            ir::TimestampFormat::EpochSeconds => rt::TimestampFormat::EpochSeconds,
        }),
        ir::Trait::Error { server: false } => rt::Trait::Error(rt::Fault::Client),
        ir::Trait::Error { server: true } => rt::Trait::Error(rt::Fault::Server),
        ir::Trait::HttpError(status) => rt::Trait::HttpError(*status),
        ir::Trait::QueryError { code, status } => rt::Trait::QueryError {
            code: text(code),
            status: *status,
        },
        ir::Trait::Retryable { throttling } => rt::Trait::Retryable {
            throttling: *throttling,
        },
        ir::Trait::ContextParam(name) => rt::Trait::ContextParam(text(name)),
        ir::Trait::Binding(place) => binding(place),
        ir::Trait::MediaType(name) => rt::Trait::MediaType(text(name)),
        ir::Trait::Xml(spelling) => xml(spelling),
        ir::Trait::Ec2QueryName(name) => rt::Trait::Ec2QueryName(text(name)),
        ir::Trait::Streaming => rt::Trait::Streaming,
        ir::Trait::RequiresLength => rt::Trait::RequiresLength,
        ir::Trait::EventHeader => rt::Trait::EventHeader,
        ir::Trait::EventPayload => rt::Trait::EventPayload,
        ir::Trait::Lenient => rt::Trait::Lenient,
        ir::Trait::InputDefault(json) => rt::Trait::InputDefault(text(json)),
    })
}

fn binding(from: &ir::Binding) -> rt::Trait {
    match from {
        ir::Binding::Label => rt::Trait::HttpLabel,
        ir::Binding::Header(name) => rt::Trait::HttpHeader(text(name)),
        ir::Binding::PrefixHeaders(prefix) => rt::Trait::HttpPrefixHeaders(text(prefix)),
        ir::Binding::Query(name) => rt::Trait::HttpQuery(text(name)),
        ir::Binding::QueryParams => rt::Trait::HttpQueryParams,
        ir::Binding::Payload => rt::Trait::HttpPayload,
        ir::Binding::ResponseCode => rt::Trait::HttpResponseCode,
    }
}

fn xml(from: &ir::Xml) -> rt::Trait {
    match from {
        ir::Xml::Name(name) => rt::Trait::XmlName(text(name)),
        ir::Xml::Attribute => rt::Trait::XmlAttribute,
        ir::Xml::Flattened => rt::Trait::XmlFlattened,
        ir::Xml::Namespace(namespace) => rt::Trait::XmlNamespace(xml_namespace(namespace)),
    }
}

pub(super) fn xml_namespace(from: &ir::XmlNamespace) -> rt::XmlNamespace {
    rt::XmlNamespace {
        uri: text(&from.uri),
        prefix: from.prefix.as_deref().map(text),
    }
}
