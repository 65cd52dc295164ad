//! Values of any shape, made as its schema says, in place of generated types.
//!
//! They are there and absent as members of generated types are: what the schema calls required
//! is always there, and so are streams; nothing else is until it is filled.

use std::borrow::Cow;
use std::fmt;

use tinsmith::rt::debug;
use tinsmith::rt::schema::{Kind, Member, Schema, prelude};
use tinsmith::rt::value::{
    Entries, Field, IntEnumSlot, List, Room, Slot, Structure, Union, Value, Variant,
};
use tinsmith::{BigDecimal, BigInteger, Blob, ByteStream, Document, Timestamp};

/// A structure.
pub(super) struct Record {
    schema: &'static Schema,
    members: Vec<Place>,
}

/// The field of a member.
struct Place {
    member: &'static Member,
    held: Option<Any>,
}

/// A value of any kind.
enum Any {
    Boolean(bool),
    Byte(i8),
    Short(i16),
    Integer(i32),
    Long(i64),
    IntEnum(OpenCode),
    Float(f32),
    Double(f64),
    BigInteger(BigInteger),
    BigDecimal(BigDecimal),
    String(String),
    Blob(Blob),
    Timestamp(Timestamp),
    Document(Document),
    List(Elements),
    Map(Pairs),
    Record(Record),
    Choice(Box<Choice>),
    Stream(ByteStream),
}

/// A value of an int enum.
struct OpenCode(i32);

/// A list; the schema's.
struct Elements(&'static Schema, Vec<Option<Any>>);

/// A map; the schema's.
struct Pairs(&'static Schema, Vec<(String, Option<Any>)>);

/// A union.
struct Choice {
    schema: &'static Schema,
    held: Held,
}

enum Held {
    Known(usize, Any),
    Unknown(String, Document),
}

impl Record {
    /// One without values.
    pub(super) fn blank(schema: &'static Schema) -> Self {
        let members = schema.members.iter();
        let members = members.map(|member| {
            let is_there = member.is_required() || member.is_streaming();
            Place {
                member,
                held: is_there.then(|| Any::blank(member)),
            }
        });
        Self {
            schema,
            members: members.collect(),
        }
    }
}

impl Structure for Record {
    fn schema(&self) -> &'static Schema {
        self.schema
    }

    fn field(&self, index: usize) -> Option<&dyn Field> {
        let place = self.members.as_slice().get(index)?;
        Some(place)
    }

    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Field> {
        let place = self.members.get_mut(index)?;
        Some(place)
    }
}

impl Field for Place {
    fn value(&self) -> Value<'_> {
        value(self.held.as_ref())
    }

    fn slot(&mut self) -> Slot<'_> {
        let member = self.member;
        self.held.get_or_insert_with(|| Any::blank(member)).slot()
    }

    /// That of no structure: what a member is, only its schema tells.
    fn blank() -> Self {
        static NONE: Member = Member::new("", &prelude::DOCUMENT);
        Self {
            member: &NONE,
            held: None,
        }
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug::structure(self, f)
    }
}

fn value(held: Option<&Any>) -> Value<'_> {
    held.map_or(Value::Null, Any::value)
}

impl Any {
    /// What stands where nothing was decoded.
    fn blank(member: &Member) -> Self {
        let schema = member.target;
        if member.is_streaming() {
            // Events, too: they have suites of their own.
            return Self::Stream(Field::blank());
        }
        match schema.kind {
            Kind::Boolean => Self::Boolean(Field::blank()),
            Kind::Byte => Self::Byte(Field::blank()),
            Kind::Short => Self::Short(Field::blank()),
            Kind::Integer => Self::Integer(Field::blank()),
            Kind::Long => Self::Long(Field::blank()),
            Kind::IntEnum => Self::IntEnum(OpenCode(0)),
            Kind::Float => Self::Float(Field::blank()),
            Kind::Double => Self::Double(Field::blank()),
            Kind::BigInteger => Self::BigInteger(Field::blank()),
            Kind::BigDecimal => Self::BigDecimal(Field::blank()),
            Kind::String | Kind::Enum => Self::String(Field::blank()),
            Kind::Blob => Self::Blob(Field::blank()),
            Kind::Timestamp => Self::Timestamp(Field::blank()),
            Kind::Document => Self::Document(Field::blank()),
            Kind::List => Self::List(Elements(schema, Vec::new())),
            Kind::Map => Self::Map(Pairs(schema, Vec::new())),
            Kind::Structure => Self::Record(Record::blank(schema)),
            Kind::Union => Self::Choice(Box::new(Choice {
                schema,
                held: Held::Unknown(String::new(), Document::Null),
            })),
        }
    }

    fn value(&self) -> Value<'_> {
        match self {
            Self::Boolean(it) => it.value(),
            Self::Byte(it) => it.value(),
            Self::Short(it) => it.value(),
            Self::Integer(it) => it.value(),
            Self::Long(it) => it.value(),
            Self::IntEnum(it) => it.0.value(),
            Self::Float(it) => it.value(),
            Self::Double(it) => it.value(),
            Self::BigInteger(it) => it.value(),
            Self::BigDecimal(it) => it.value(),
            Self::String(it) => it.value(),
            Self::Blob(it) => it.value(),
            Self::Timestamp(it) => it.value(),
            Self::Document(it) => it.value(),
            Self::List(it) => Value::List(it),
            Self::Map(it) => Value::Map(it),
            Self::Record(it) => Value::Structure(it),
            Self::Choice(it) => Value::Union(it.as_ref()),
            Self::Stream(it) => it.value(),
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        match self {
            Self::Boolean(it) => it.slot(),
            Self::Byte(it) => it.slot(),
            Self::Short(it) => it.slot(),
            Self::Integer(it) => it.slot(),
            Self::Long(it) => it.slot(),
            Self::IntEnum(it) => Slot::IntEnum(it),
            Self::Float(it) => it.slot(),
            Self::Double(it) => it.slot(),
            Self::BigInteger(it) => it.slot(),
            Self::BigDecimal(it) => it.slot(),
            Self::String(it) => it.slot(),
            Self::Blob(it) => it.slot(),
            Self::Timestamp(it) => it.slot(),
            Self::Document(it) => it.slot(),
            Self::List(it) => Slot::List(it),
            Self::Map(it) => Slot::Map(it),
            Self::Record(it) => Slot::Structure(it),
            Self::Choice(it) => Slot::Union(it.as_mut()),
            Self::Stream(it) => it.slot(),
        }
    }
}

impl IntEnumSlot for OpenCode {
    fn set(&mut self, code: i32) {
        self.0 = code;
    }
}

impl List for Elements {
    fn len(&self) -> usize {
        self.1.len()
    }

    fn get(&self, index: usize) -> Value<'_> {
        value(self.1.get(index).and_then(Option::as_ref))
    }

    fn clear(&mut self) {
        self.1.clear();
    }

    fn room(&self) -> Room {
        Room {
            capacity: self.1.capacity(),
            size: size_of::<Option<Any>>(),
        }
    }

    fn reserve(&mut self, count: usize) {
        self.1.reserve_exact(count);
    }

    fn push(&mut self) -> Slot<'_> {
        let Some(member) = self.0.list_member() else {
            return Slot::Missing;
        };
        self.1.push(Some(Any::blank(member)));
        let last = self.1.last_mut().and_then(Option::as_mut);
        last.map_or(Slot::Missing, Any::slot)
    }

    fn push_null(&mut self) {
        self.1.push(None);
    }
}

impl Entries for Pairs {
    fn len(&self) -> usize {
        self.1.len()
    }

    fn entry(&self, index: usize) -> Option<(&str, Value<'_>)> {
        let (key, held) = self.1.get(index)?;
        Some((key, value(held.as_ref())))
    }

    fn clear(&mut self) {
        self.1.clear();
    }

    fn room(&self) -> Room {
        Room {
            capacity: self.1.capacity(),
            size: size_of::<(String, Option<Any>)>(),
        }
    }

    fn reserve(&mut self, count: usize) {
        self.1.reserve_exact(count);
    }

    fn append(&mut self, key: Cow<'_, str>) -> Slot<'_> {
        let member = self.0.map_members().map(|(_, value)| value);
        let Some(member) = member else {
            return Slot::Missing;
        };
        self.1.push((key.into_owned(), Some(Any::blank(member))));
        let last = self.1.last_mut().and_then(|(_, held)| held.as_mut());
        last.map_or(Slot::Missing, Any::slot)
    }

    fn append_null(&mut self, key: Cow<'_, str>) {
        self.1.push((key.into_owned(), None));
    }

    fn finish(&mut self) {
        // The last of equal keys wins: the sort is stable, and of equals the first is kept.
        self.1.reverse();
        self.1.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.1.dedup_by(|(a, _), (b, _)| a == b);
    }
}

impl Union for Choice {
    fn schema(&self) -> &'static Schema {
        self.schema
    }

    fn variant(&self) -> Variant<'_> {
        match &self.held {
            Held::Known(index, held) => Variant::Known(*index, held.value()),
            Held::Unknown(name, held) => Variant::Unknown(name, held),
        }
    }

    fn select(&mut self, index: usize) -> Slot<'_> {
        let Some(member) = self.schema.members.get(index) else {
            return Slot::Missing;
        };
        self.held = Held::Known(index, Any::blank(member));
        match &mut self.held {
            Held::Known(_, held) => held.slot(),
            Held::Unknown(..) => Slot::Missing,
        }
    }

    fn select_unknown(&mut self, name: &str) -> &mut Document {
        self.held = Held::Unknown(name.to_owned(), Document::Null);
        match &mut self.held {
            Held::Unknown(_, held) => held,
            Held::Known(..) => unreachable!("it was just made another one"),
        }
    }
}

impl fmt::Debug for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug::union(self, f)
    }
}

#[cfg(test)]
mod tests {
    use tinsmith::rt::schema::{ShapeId, Trait};

    use super::*;

    static MAP: Schema = Schema {
        id: ShapeId::new("test", "Map"),
        kind: Kind::Map,
        members: &[
            Member::new("key", &prelude::STRING),
            Member::new("value", &prelude::INTEGER),
        ],
        traits: &[],
    };

    static STRUCTURE: Schema = Schema {
        id: ShapeId::new("test", "Structure"),
        kind: Kind::Structure,
        members: &[
            Member::new("required", &prelude::STRING).with(&[Trait::Required]),
            Member::new("map", &MAP),
        ],
        traits: &[],
    };

    #[test]
    fn only_what_is_required_is_there_before_it_is_filled() {
        let record: &mut dyn Structure = &mut Record::blank(&STRUCTURE);
        assert!(matches!(record.get(0), Value::String("")));
        assert!(matches!(record.get(1), Value::Null));
        assert!(matches!(record.slot(1), Slot::Map(_)));
        assert!(matches!(record.get(1), Value::Map(_)));
        assert!(matches!(record.slot(2), Slot::Missing));
    }

    #[test]
    fn entries_are_in_order_and_the_last_of_equal_keys_wins() {
        let mut pairs = Pairs(&MAP, Vec::new());
        for (key, number) in [("b", 1), ("a", 2), ("b", 3)] {
            if let Slot::Integer(slot) = pairs.append(key.into()) {
                *slot = number;
            }
        }
        pairs.finish();
        let entry = |index| match pairs.entry(index) {
            Some((key, Value::Integer(number))) => Some((key.to_owned(), number)),
            _ => None,
        };
        let entries = [entry(0), entry(1), entry(2)];
        let expected = [Some(("a".to_owned(), 2)), Some(("b".to_owned(), 3)), None];
        assert_eq!(entries, expected);
    }
}
