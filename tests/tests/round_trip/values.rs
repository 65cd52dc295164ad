//! Values that look random, of any shape, as wild as their place in a message allows.

use std::borrow::Cow;

use tinsmith::body::Body;
use tinsmith::rt::schema::{Kind, Member, Schema, TimestampFormat, Trait};
use tinsmith::rt::value::{Entries, List, Slot, Structure, Union};
use tinsmith::{Document, Map, Timestamp};

use crate::carrier::{Carrier, Format, Place, is_scalar};
use crate::dice::Dice;
use crate::scalars;

/// Below this there are no more structures than must be.
const DEPTH: usize = 5;

/// Fills values that `carrier` carries.
pub(crate) struct Maker<'d> {
    pub(crate) dice: &'d mut Dice,
    pub(crate) carrier: Carrier,
}

impl Maker<'_> {
    /// Fills a structure that is blank.
    pub(crate) fn structure(&mut self, value: &mut dyn Structure, depth: usize) {
        for (index, member) in value.schema().members.iter().enumerate() {
            let place = self.carrier.place(member);
            let wanted = if depth < DEPTH || is_scalar(member.target.kind) {
                !self.dice.one_in(3)
            } else {
                false
            };
            let possible = self.carrier.spells_member(member);
            if self.carrier.must(index, member, place) || wanted && possible {
                self.fill(member, value.slot(index), place, depth);
            }
        }
    }

    /// Fills a union that is blank.
    pub(crate) fn union(&mut self, union: &mut dyn Union, depth: usize) {
        let schema = union.schema();
        // A service knows no variant that its model does not have.
        if !self.carrier.request && self.dice.one_in(8) {
            let text = self.text(Place::Document);
            *union.select_unknown("brandNew") = text.into();
            return;
        }
        let mut index = self.dice.below(schema.members.len());
        let fits = |member: &Member| {
            (depth < DEPTH || is_scalar(member.target.kind)) && self.carrier.spells(member.target)
        };
        while !fits(&schema.members[index]) {
            index = (index + 1) % schema.members.len();
        }
        let member = &schema.members[index];
        self.fill(member, union.select(index), Place::Document, depth + 1);
    }

    /// Fills an event, which is a structure whatever it says.
    pub(crate) fn event(&mut self, union: &mut dyn Union) {
        let schema = union.schema();
        let index = self.dice.below(schema.members.len());
        if let Slot::Structure(event) = union.select(index) {
            self.structure(event, 1);
        }
    }

    fn fill(&mut self, member: &'static Member, slot: Slot<'_>, place: Place, depth: usize) {
        match slot {
            Slot::Structure(it) => self.structure(it, depth + 1),
            Slot::Union(it) => self.union(it, depth + 1),
            Slot::List(it) => self.list(member, it, place, depth),
            Slot::Map(it) => self.map(member, it, place, depth),
            Slot::Document(it) => *it = self.document(depth),
            Slot::Stream(it) => {
                let bytes = scalars::bytes(self.dice, 0);
                it.receive(Body::from(bytes), None);
            }
            Slot::String(it) => {
                let text = self.text_of(member, place);
                it.set(Cow::Owned(text));
            }
            Slot::Blob(it) => {
                *it = scalars::bytes(self.dice, self.carrier.least(member, place)).into();
            }
            Slot::Timestamp(it) => *it = self.timestamp(member, place),
            Slot::Integer(it) if place == Place::Status => {
                *it = 200 + i32::try_from(self.dice.below(100)).unwrap();
            }
            Slot::BigDecimal(it) => {
                // The integers that CBOR makes decimals of have no negative zero.
                let signed = self.carrier.format != Format::Cbor;
                *it = scalars::decimal(self.dice, signed).parse().unwrap();
            }
            other => scalars::fill(self.dice, other),
        }
    }

    /// A text or a value of an enum.
    fn text_of(&mut self, member: &Member, place: Place) -> String {
        let text = match member.target.kind {
            Kind::Enum => self.kind(place),
            _ => self.text(place),
        };
        let is_token = |it: &Trait| matches!(it, Trait::IdempotencyToken);
        // An empty token is none.
        if text.is_empty() && member.traits.iter().any(is_token) {
            return "x".to_owned();
        }
        text
    }

    fn timestamp(&mut self, member: &Member, place: Place) -> Timestamp {
        match self.carrier.timestamps(member, place) {
            Some(TimestampFormat::DateTime) => scalars::moment(self.dice, 1000),
            Some(TimestampFormat::HttpDate) => scalars::moment(self.dice, 1_000_000_000),
            Some(TimestampFormat::EpochSeconds) => scalars::any_moment(self.dice),
            None => scalars::moment(self.dice, 1_000_000),
        }
    }

    fn kind(&mut self, place: Place) -> String {
        match self.dice.below(5) {
            0 => "plain".to_owned(),
            1 => "\"odd\", <&> \\".to_owned(),
            2 => "unknown".to_owned(),
            _ => self.text(place),
        }
    }

    fn text(&mut self, place: Place) -> String {
        scalars::text(self.dice, place)
    }

    fn list(&mut self, member: &'static Member, list: &mut dyn List, place: Place, depth: usize) {
        let schema = member.target;
        let edge = schema.list_member().unwrap();
        let place = match place {
            Place::Header => Place::HeaderElement,
            Place::Payload => Place::Document,
            other => other,
        };
        let least = self.carrier.least(member, place);
        let spelled = self.carrier.spells(edge.target);
        for _ in 0..self.count(least, edge.target, depth) {
            let sparse = schema.is_sparse() && !self.carrier.is_form();
            if sparse && self.dice.one_in(4) || !spelled {
                list.push_null();
            } else {
                self.fill(edge, list.push(), place, depth + 1);
            }
        }
    }

    fn map(&mut self, member: &'static Member, map: &mut dyn Entries, place: Place, depth: usize) {
        let schema = member.target;
        let (keys, edge) = schema.map_members().unwrap();
        let least = self.carrier.least(member, place);
        let mut seen = Vec::new();
        for _ in 0..self.count(least, edge.target, depth) {
            let key = match (place, keys.target.kind) {
                (Place::PrefixHeaders, _) => scalars::token(self.dice),
                (_, Kind::Enum) => self.kind(place),
                _ => self.text(place),
            };
            if seen.contains(&key) {
                continue;
            }
            seen.push(key.clone());
            let key = Cow::Owned(key);
            let sparse = schema.is_sparse() && !self.carrier.is_form();
            if sparse && self.dice.one_in(4) {
                map.append_null(key);
                continue;
            }
            let inside = match place {
                Place::Payload => Place::Document,
                Place::PrefixHeaders => Place::Header,
                other => other,
            };
            self.fill(edge, map.append(key), inside, depth + 1);
        }
        map.finish();
    }

    fn count(&mut self, least: usize, of: &Schema, depth: usize) -> usize {
        if depth >= DEPTH && !is_scalar(of.kind) {
            return least;
        }
        least + self.dice.below(4)
    }

    fn document(&mut self, depth: usize) -> Document {
        let kinds = if depth < DEPTH { 8 } else { 6 };
        match self.dice.below(kinds) {
            0 => Document::Null,
            1 => Document::Bool(self.dice.one_in(2)),
            2 => Document::from(i64::from_ne_bytes(self.dice.next().to_ne_bytes())),
            3 => Document::from(self.dice.pick(&[0.5, -0.0, 1e300, f64::MIN_POSITIVE])),
            4 => Document::from(u64::MAX),
            5 => Document::String(self.text(Place::Document)),
            6 => {
                let count = self.dice.below(3);
                Document::List((0..count).map(|_| self.document(depth + 1)).collect())
            }
            _ => {
                let count = self.dice.below(3);
                let entries = (0..count).map(|_| {
                    let key = self.text(Place::Document);
                    (key, self.document(depth + 1))
                });
                Document::Map(entries.collect::<Map<_, _>>())
            }
        }
    }
}
