//! Decodes values from JSON.

mod counts;

use std::borrow::Cow;
use std::str::FromStr;

use self::counts::Counts;
use super::lexer::{Fallible, Lexer};
use super::{Json, base64, document as any};
use crate::codec::budget::{Budget, Place};
use crate::codec::correction::{Correction, MISMATCH, locate};
use crate::codec::{DecodeError, Decoded, Limits, Part, Seen};
use crate::model::path::{Path, Segment};
use crate::model::schema::{Kind, Member, Schema, TimestampFormat};
use crate::model::value::{Entries, List, Slot, Structure, Union};
use crate::types::Timestamp;

pub(super) fn root(
    json: Json,
    bytes: &[u8],
    value: &mut dyn Structure,
    part: Part,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    document(json, bytes, limits, |reader| {
        reader.structure(value, part, &Path::ROOT)
    })
}

/// Decodes the value of `member` from a document of its own.
pub(super) fn value(
    json: Json,
    bytes: &[u8],
    member: &'static Member,
    slot: Slot<'_>,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    document(json, bytes, limits, |reader| {
        reader.value(member, slot, &Path::ROOT)
    })
}

fn document(
    json: Json,
    bytes: &[u8],
    limits: &Limits,
    read: impl FnOnce(&mut Reader<'_>) -> Fallible<()>,
) -> Result<Decoded, DecodeError> {
    let mut reader = Reader {
        json,
        lexer: Lexer::new(bytes, limits.depth).map_err(|error| *error)?,
        correction: Correction::new(limits.missing),
        strict: limits.is_strict(),
        entries: Counts::default(),
        elements: Counts::default(),
        budget: Budget::new(limits, bytes.len()).map_err(|error| *error)?,
    };
    match read(&mut reader).and_then(|()| reader.lexer.end()) {
        Ok(()) => Ok(reader.correction.into_decoded()),
        Err(error) => Err(*error),
    }
}

struct Reader<'a> {
    json: Json,
    lexer: Lexer<'a>,
    correction: Correction,
    /// Whether data must follow the specification exactly, as for a service.
    strict: bool,
    entries: Counts,
    elements: Counts,
    budget: Budget,
}

impl Reader<'_> {
    fn structure(
        &mut self,
        value: &mut dyn Structure,
        part: Part,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let schema = value.schema();
        self.lexer.open(b'{', "an object")?;
        let (mut first, mut hint, mut seen) = (true, 0, Seen::default());
        while self.lexer.next(first, b'}')? {
            first = false;
            let key = self.lexer.key()?;
            let found = self.find(schema, &key, hint);
            let Some((index, member)) = found.filter(|(_, member)| part.takes(member)) else {
                self.lexer.skip()?;
                continue;
            };
            hint = index + 1;
            if self.accept_null(member)? {
                continue;
            }
            seen.insert(index);
            let path = path.then(Segment::Member(member.name));
            self.budget.enter(Place::structure(value));
            self.value(member, value.slot(index), &path)?;
        }
        let end = self.lexer.position();
        self.correction
            .check_required(schema, part, &seen, path, end)
    }

    /// The member called `name` and its index. The search starts at `hint` and wraps around.
    #[expect(clippy::inline_always, reason = "decoding takes 3% fewer instructions")]
    #[inline(always)]
    fn find(
        &self,
        schema: &'static Schema,
        name: &str,
        hint: usize,
    ) -> Option<(usize, &'static Member)> {
        let index = if self.json.json_names {
            self.find_renamed(schema, name, hint)?
        } else {
            schema.member_index_by(hint, |member| member.name == name)?
        };
        schema.members.get(index).map(|member| (index, member))
    }

    #[inline(never)]
    fn find_renamed(&self, schema: &'static Schema, name: &str, hint: usize) -> Option<usize> {
        schema.member_index_by(hint, |member| self.json.name(member) == name)
    }

    /// Consumes a null that means an absent value; for a document, null is a value.
    #[inline]
    fn accept_null(&mut self, member: &Member) -> Fallible<bool> {
        Ok(self.lexer.peek() == b'n'
            && member.target.kind != Kind::Document
            && self.lexer.accept_null()?)
    }

    /// Reads a value into `slot`, and adds the path to an error.
    #[expect(
        clippy::inline_always,
        reason = "most values are strings, which need no other code"
    )]
    #[inline(always)]
    fn value(&mut self, edge: &'static Member, slot: Slot<'_>, path: &Path<'_>) -> Fallible<()> {
        let read = match slot {
            // Most values are strings, so they bypass the large function.
            Slot::String(it) => self.lexer.string().map(|text| it.set(text)),
            other => self.fill(edge, other, path),
        };
        match read {
            Ok(()) => Ok(()),
            Err(error) => Err(locate(error, edge, path)),
        }
    }

    #[inline(never)]
    fn fill(&mut self, edge: &'static Member, slot: Slot<'_>, path: &Path<'_>) -> Fallible<()> {
        match slot {
            Slot::String(it) => it.set(self.lexer.string()?),
            Slot::Structure(it) => {
                self.budget.take_part(Place::structure(it), path)?;
                return self.structure(it, Part::Whole, path);
            }
            Slot::Union(it) => {
                self.budget.take_part(Place::union(it), path)?;
                return self.union(it, path);
            }
            Slot::Map(it) => return self.map(edge.target, it, path),
            Slot::List(it) => return self.list(edge.target, it, path),
            Slot::Boolean(it) => *it = self.lexer.boolean()?,
            Slot::Byte(it) => *it = self.integer("a byte (-128 to 127)")?,
            Slot::Short(it) => *it = self.integer("a short (-32768 to 32767)")?,
            Slot::Integer(it) => *it = self.integer(INTEGER)?,
            Slot::IntEnum(it) => it.set(self.integer(INTEGER)?),
            Slot::Long(it) => *it = self.integer("a long (-2^63 to 2^63 - 1)")?,
            Slot::Float(it) => *it = self.float("a float")?,
            Slot::Double(it) => *it = self.float("a double")?,
            Slot::BigInteger(it) => *it = self.big_number()?,
            Slot::BigDecimal(it) => *it = self.big_number()?,
            Slot::Blob(it) => {
                let text = self.lexer.string()?;
                let bytes = base64::read(&text).map_err(|reason| self.lexer.fault(reason))?;
                *it = bytes.into();
            }
            Slot::Timestamp(it) => *it = self.timestamp(edge)?,
            Slot::Document(it) => *it = any::read(&mut self.lexer, &mut self.budget)?,
            Slot::Stream(_) | Slot::Missing => return Err(self.lexer.fault(MISMATCH)),
        }
        Ok(())
    }

    fn integer<T: TryFrom<i64>>(&mut self, name: &str) -> Fallible<T> {
        let numeral = self.lexer.number()?;
        numeral
            .integer(name)
            .map_err(|reason| self.lexer.fault(reason))
    }

    /// Reads a number, or the string of a float that is not finite.
    fn float<T: FromStr + From<f32> + Into<f64> + Copy>(&mut self, name: &str) -> Fallible<T> {
        if self.lexer.peek() == b'"' {
            return match self.lexer.string()?.as_ref() {
                "NaN" => Ok(f32::NAN.into()),
                "Infinity" => Ok(f32::INFINITY.into()),
                "-Infinity" => Ok(f32::NEG_INFINITY.into()),
                _ => Err(self.lexer.fault("expected a number, found a string")),
            };
        }
        let numeral = self.lexer.number()?;
        let float = numeral.float();
        float.ok_or_else(|| self.lexer.fault(numeral.out_of_range(name)))
    }

    fn big_number<T: FromStr<Err: ToString>>(&mut self) -> Fallible<T> {
        let text = if self.json.big_numbers_as_strings {
            self.lexer.string()?
        } else {
            Cow::Borrowed(self.lexer.number()?.text)
        };
        let number = text.parse::<T>();
        number.map_err(|error| self.lexer.fault(error.to_string()))
    }

    fn timestamp(&mut self, edge: &Member) -> Fallible<Timestamp> {
        let format = self.json.timestamp_format(edge);
        let text = match format {
            TimestampFormat::EpochSeconds => Cow::Borrowed(self.lexer.number()?.text),
            TimestampFormat::DateTime | TimestampFormat::HttpDate => self.lexer.string()?,
        };
        let parse = if self.strict {
            Timestamp::parse_strict
        } else {
            Timestamp::parse
        };
        parse(&text, format).map_err(|error| self.lexer.fault(error.to_string()))
    }

    fn list(
        &mut self,
        schema: &'static Schema,
        list: &mut dyn List,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let edge = schema.list_member();
        let edge = edge.ok_or_else(|| self.lexer.fault(MISMATCH))?;
        self.lexer.open(b'[', "a list")?;
        list.clear();
        let level = self.lexer.depth();
        let (mut index, mut room) = (0, 0);
        while self.lexer.next(index == 0, b']')? {
            let path = path.then(Segment::Index(index));
            if index == room {
                room = self.widen_list(list, index, level, edge, &path)?;
            }
            index += 1;
            if self.accept_null(edge)? {
                if schema.is_sparse() {
                    list.push_null();
                } else {
                    self.correction.check_null(&path, self.lexer.position())?;
                }
                continue;
            }
            self.value(edge, list.push(), &path)?;
        }
        self.elements.learn(level, index);
        Ok(())
    }

    /// Makes room for another element in a list that is full with `held` elements, and returns its
    /// capacity. Dropped nulls count as elements, which is simpler.
    #[inline(never)]
    fn widen_list(
        &mut self,
        list: &mut dyn List,
        held: usize,
        level: usize,
        edge: &'static Member,
        path: &Path<'_>,
    ) -> Fallible<usize> {
        let expected = self.elements.expected(level);
        let widened = self.budget.widen_list(list, held, expected);
        widened.map_err(|error| locate(error, edge, path))
    }

    /// Makes room for another entry in a map that is full with `held` entries, and returns its
    /// capacity.
    #[inline(never)]
    fn widen_map(
        &mut self,
        map: &mut dyn Entries,
        held: usize,
        level: usize,
        edge: &'static Member,
        path: &Path<'_>,
    ) -> Fallible<usize> {
        let expected = self.entries.expected(level);
        let widened = self.budget.widen_map(map, held, expected);
        widened.map_err(|error| locate(error, edge, path))
    }

    fn map(
        &mut self,
        schema: &'static Schema,
        map: &mut dyn Entries,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let members = schema.map_members();
        let (keys, edge) = members.ok_or_else(|| self.lexer.fault(MISMATCH))?;
        let secret = keys.is_sensitive();
        self.lexer.open(b'{', "an object")?;
        map.clear();
        let level = self.lexer.depth();
        let (mut count, mut room) = (0, 0);
        while self.lexer.next(count == 0, b'}')? {
            let key = self.lexer.key()?;
            let path = path.then(if secret {
                Segment::Index(count)
            } else {
                Segment::Value(&key)
            });
            if count == room {
                room = self.widen_map(map, count, level, edge, &path)?;
            }
            count += 1;
            if self.accept_null(edge)? {
                if schema.is_sparse() {
                    map.append_null(Cow::Borrowed(&key));
                } else {
                    self.correction.check_null(&path, self.lexer.position())?;
                }
                continue;
            }
            self.value(edge, map.append(Cow::Borrowed(&key)), &path)?;
        }
        self.entries.learn(level, count);
        self.budget.check_sort(count)?;
        map.finish();
        Ok(())
    }

    fn union(&mut self, union: &mut dyn Union, path: &Path<'_>) -> Fallible<()> {
        let schema = union.schema();
        self.lexer.open(b'{', "an object")?;
        let (mut first, mut found) = (true, false);
        while self.lexer.next(first, b'}')? {
            first = false;
            let key = self.lexer.key()?;
            let known = self.find(schema, &key, 0);
            let is_null = match known {
                Some((_, member)) => self.accept_null(member)?,
                None => self.lexer.accept_null()?,
            };
            if is_null {
                continue;
            }
            // Neither is the name of a variant, known or unknown.
            if known.is_none() && matches!(key.as_ref(), "__type" | "") {
                self.lexer.skip()?;
                continue;
            }
            if found {
                return Err(self.lexer.fault("more than one variant of a union"));
            }
            found = true;
            if let Some((index, member)) = known {
                let path = path.then(Segment::Member(member.name));
                self.value(member, union.select(index), &path)?;
            } else if self.strict {
                return Err(self.lexer.fault("an unknown variant of a union"));
            } else {
                *union.select_unknown(&key) = any::read(&mut self.lexer, &mut self.budget)?;
            }
        }
        if found {
            return Ok(());
        }
        let end = self.lexer.position();
        self.correction.absent("the variant of a union", path, end)
    }
}

const INTEGER: &str = "an integer (-2147483648 to 2147483647)";
