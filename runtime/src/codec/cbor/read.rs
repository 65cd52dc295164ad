//! Decodes values from CBOR.

use std::borrow::Cow;

use super::cursor::{Cursor, Fallible, Head, Length};
use super::{document as any, float, number};
use crate::codec::budget::{Budget, Place};
use crate::codec::correction::{Correction, MISMATCH, locate};
use crate::codec::{DecodeError, Decoded, Limits, Part, Seen};
use crate::model::path::{Path, Segment};
use crate::model::schema::{Kind, Member, Schema};
use crate::model::value::{Entries, List, Slot, Structure, Union};
use crate::types::{Number, Timestamp};

pub(super) fn root(
    bytes: &[u8],
    value: &mut dyn Structure,
    part: Part,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    document(bytes, limits, |reader| {
        reader.structure(value, part, &Path::ROOT)
    })
}

/// Decodes the value of `member` from a document of its own.
pub(super) fn value(
    bytes: &[u8],
    member: &'static Member,
    slot: Slot<'_>,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    document(bytes, limits, |reader| {
        reader.value(member, slot, &Path::ROOT)
    })
}

fn document(
    bytes: &[u8],
    limits: &Limits,
    read: impl FnOnce(&mut Reader<'_>) -> Fallible<()>,
) -> Result<Decoded, DecodeError> {
    let mut reader = Reader {
        cursor: Cursor::new(bytes, limits.depth),
        correction: Correction::new(limits.missing),
        budget: Budget::new(limits, bytes.len()).map_err(|error| *error)?,
    };
    match read(&mut reader).and_then(|()| reader.cursor.end()) {
        Ok(()) => Ok(reader.correction.into_decoded()),
        Err(error) => Err(*error),
    }
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    correction: Correction,
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
        let mut rest = self.open_map()?;
        let (mut hint, mut seen) = (0, Seen::default());
        while self.cursor.next(&mut rest)? {
            let found = self.member(schema, hint)?;
            let Some((index, member)) = found.filter(|(_, member)| part.takes(member)) else {
                self.cursor.skip()?;
                continue;
            };
            hint = index + 1;
            if self.accept_null(member) {
                continue;
            }
            seen.insert(index);
            let path = path.then(Segment::Member(member.name));
            self.budget.enter(Place::structure(value));
            self.value(member, value.slot(index), &path)?;
        }
        let end = self.cursor.position();
        self.correction
            .check_required(schema, part, &seen, path, end)
    }

    /// Reads a key and returns the member of that name. The search starts at `hint` and wraps
    /// around.
    #[inline]
    fn member(
        &mut self,
        schema: &'static Schema,
        hint: usize,
    ) -> Fallible<Option<(usize, &'static Member)>> {
        if let Some(member) = schema.members.get(hint) {
            if self.cursor.accept_key(member.name) {
                return Ok(Some((hint, member)));
            }
        }
        let key = self.cursor.key()?;
        Ok(find(schema, &key, hint))
    }

    /// Consumes a null that means an absent value; for a document, null is a value.
    #[inline]
    fn accept_null(&mut self, member: &Member) -> bool {
        member.target.kind != Kind::Document && self.cursor.accept_null()
    }

    /// Reads a value into `slot`, and adds the path to an error.
    fn value(&mut self, edge: &'static Member, slot: Slot<'_>, path: &Path<'_>) -> Fallible<()> {
        match self.fill(edge, slot, path) {
            Ok(()) => Ok(()),
            Err(error) => Err(locate(error, edge, path)),
        }
    }

    fn fill(&mut self, edge: &'static Member, slot: Slot<'_>, path: &Path<'_>) -> Fallible<()> {
        match slot {
            Slot::Structure(it) => {
                self.budget.take_part(Place::structure(it), path)?;
                self.structure(it, Part::Whole, path)
            }
            Slot::Union(it) => {
                self.budget.take_part(Place::union(it), path)?;
                self.union(it, path)
            }
            Slot::Map(it) => self.map(edge.target, it, path),
            Slot::List(it) => self.list(edge.target, it, path),
            other => self.scalar(other),
        }
    }

    fn scalar(&mut self, slot: Slot<'_>) -> Fallible<()> {
        match slot {
            Slot::String(it) => it.set(self.text()?),
            Slot::Boolean(it) => *it = self.boolean()?,
            Slot::Byte(it) => *it = self.integer("a byte (-128 to 127)")?,
            Slot::Short(it) => *it = self.integer("a short (-32768 to 32767)")?,
            Slot::Integer(it) => *it = self.integer(INTEGER)?,
            Slot::IntEnum(it) => it.set(self.integer(INTEGER)?),
            Slot::Long(it) => *it = self.integer("a long (-2^63 to 2^63 - 1)")?,
            Slot::Float(it) => *it = self.single()?,
            Slot::Double(it) => *it = self.double()?,
            Slot::BigInteger(it) => *it = self.big_number(number::read_integer)?,
            Slot::BigDecimal(it) => *it = self.big_number(number::read_decimal)?,
            Slot::Blob(it) => *it = self.blob()?.into_owned().into(),
            Slot::Timestamp(it) => *it = self.timestamp()?,
            Slot::Document(it) => *it = any::read(&mut self.cursor, &mut self.budget)?,
            _ => return Err(self.cursor.fault(MISMATCH)),
        }
        Ok(())
    }

    /// Reads a number of any size. Its text is up to three times as long as its bytes.
    fn big_number<T>(&mut self, read: impl Fn(&mut Cursor<'_>) -> Fallible<T>) -> Fallible<T> {
        let start = self.cursor.position();
        let number = read(&mut self.cursor)?;
        let length = self.cursor.position() - start;
        self.budget.take(3 * length)?;
        Ok(number)
    }

    fn text(&mut self) -> Fallible<Cow<'_, str>> {
        match self.cursor.untagged()? {
            Head::Text(length) => self.cursor.text(length),
            other => Err(self.cursor.unexpected("a text", other)),
        }
    }

    fn blob(&mut self) -> Fallible<Cow<'_, [u8]>> {
        match self.cursor.untagged()? {
            Head::Bytes(length) => self.cursor.byte_string(length),
            other => Err(self.cursor.unexpected("a byte string", other)),
        }
    }

    fn boolean(&mut self) -> Fallible<bool> {
        match self.cursor.untagged()? {
            Head::Boolean(it) => Ok(it),
            other => Err(self.cursor.unexpected("a boolean", other)),
        }
    }

    /// Reads an integer, or a float without a fraction.
    fn integer<T: TryFrom<i64>>(&mut self, name: &str) -> Fallible<T> {
        let head = self.cursor.untagged()?;
        let whole = match head {
            Head::Unsigned(_) | Head::Negative(_) => number::small(head),
            Head::Float(it) if it.fract() == 0.0 => Number::Float(it).as_i64(),
            other => return Err(self.cursor.unexpected("an integer", other)),
        };
        let fitting = whole.and_then(|whole| T::try_from(whole).ok());
        fitting.ok_or_else(|| self.cursor.fault(format!("out of the range of {name}")))
    }

    /// Reads a float of any precision, or an integer.
    fn double(&mut self) -> Fallible<f64> {
        match self.cursor.untagged()? {
            Head::Float(it) => Ok(it),
            Head::Unsigned(it) => Ok(Number::Unsigned(it).to_f64()),
            Head::Negative(it) => Ok(-1.0 - Number::Unsigned(it).to_f64()),
            other => Err(self.cursor.unexpected("a number", other)),
        }
    }

    fn single(&mut self) -> Fallible<f32> {
        let double = self.double()?;
        let nearest = float::nearest_single(double);
        if nearest.is_infinite() && double.is_finite() {
            return Err(self.cursor.fault("out of the range of a float"));
        }
        Ok(nearest)
    }

    /// Reads seconds since the epoch. Their tag may be absent; other tags are errors.
    fn timestamp(&mut self) -> Fallible<Timestamp> {
        const EPOCH: u64 = 1;
        let mut head = self.cursor.head()?;
        if head == Head::Tag(EPOCH) {
            head = self.cursor.head()?;
        }
        let moment = match head {
            Head::Unsigned(_) | Head::Negative(_) => {
                number::small(head).map(|seconds| Timestamp::new(seconds, 0))
            }
            Head::Float(seconds) => Timestamp::from_seconds_f64(seconds),
            other => {
                let expected = "tag 1 and seconds since the epoch";
                return Err(self.cursor.unexpected(expected, other));
            }
        };
        moment.ok_or_else(|| self.cursor.fault("out of the range of timestamps"))
    }

    fn list(
        &mut self,
        schema: &'static Schema,
        list: &mut dyn List,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let edge = schema.list_member();
        let edge = edge.ok_or_else(|| self.cursor.fault(MISMATCH))?;
        let mut rest = match self.cursor.untagged()? {
            Head::List(length) => length,
            other => return Err(self.cursor.unexpected("a list", other)),
        };
        self.cursor.enter()?;
        list.clear();
        let expected = rest.known().unwrap_or_default().min(RESERVED);
        let (mut index, mut room) = (0, 0);
        while self.cursor.next(&mut rest)? {
            let path = path.then(Segment::Index(index));
            if index == room {
                let widened = self.budget.widen_list(list, index, expected);
                room = widened.map_err(|error| locate(error, edge, &path))?;
            }
            index += 1;
            if self.accept_null(edge) {
                if schema.is_sparse() {
                    list.push_null();
                } else {
                    let end = self.cursor.position();
                    self.correction.check_null(&path, end)?;
                }
                continue;
            }
            self.value(edge, list.push(), &path)?;
        }
        Ok(())
    }

    fn map(
        &mut self,
        schema: &'static Schema,
        map: &mut dyn Entries,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let members = schema.map_members();
        let (keys, edge) = members.ok_or_else(|| self.cursor.fault(MISMATCH))?;
        let secret = keys.is_sensitive();
        let mut rest = self.open_map()?;
        map.clear();
        let expected = rest.known().unwrap_or_default().min(RESERVED);
        let (mut count, mut room) = (0, 0);
        while self.cursor.next(&mut rest)? {
            let key = self.cursor.key()?;
            let path = path.then(if secret {
                Segment::Index(count)
            } else {
                Segment::Value(&key)
            });
            if count == room {
                let widened = self.budget.widen_map(map, count, expected);
                room = widened.map_err(|error| locate(error, edge, &path))?;
            }
            count += 1;
            if self.accept_null(edge) {
                if schema.is_sparse() {
                    map.append_null(Cow::Borrowed(&key));
                } else {
                    let end = self.cursor.position();
                    self.correction.check_null(&path, end)?;
                }
                continue;
            }
            self.value(edge, map.append(Cow::Borrowed(&key)), &path)?;
        }
        self.budget.check_sort(count)?;
        map.finish();
        Ok(())
    }

    fn open_map(&mut self) -> Fallible<Length> {
        match self.cursor.untagged()? {
            Head::Map(length) => self.cursor.enter().map(|()| length),
            other => Err(self.cursor.unexpected("a map", other)),
        }
    }

    fn union(&mut self, union: &mut dyn Union, path: &Path<'_>) -> Fallible<()> {
        let schema = union.schema();
        let mut rest = self.open_map()?;
        let mut found = false;
        while self.cursor.next(&mut rest)? {
            let key = self.cursor.key()?;
            let known = find(schema, &key, 0);
            let is_null = match known {
                Some((_, member)) => self.accept_null(member),
                None => self.cursor.accept_null(),
            };
            if is_null {
                continue;
            }
            // Neither is the name of a variant, known or unknown.
            if known.is_none() && matches!(key.as_ref(), "__type" | "") {
                self.cursor.skip()?;
                continue;
            }
            if found {
                return Err(self.cursor.fault("more than one variant of a union"));
            }
            found = true;
            if let Some((index, member)) = known {
                let path = path.then(Segment::Member(member.name));
                self.value(member, union.select(index), &path)?;
            } else {
                *union.select_unknown(&key) = any::read(&mut self.cursor, &mut self.budget)?;
            }
        }
        if found {
            return Ok(());
        }
        let end = self.cursor.position();
        self.correction.absent("the variant of a union", path, end)
    }
}

/// The member called `name` and its index. The search starts at `hint` and wraps around.
fn find(schema: &'static Schema, name: &str, hint: usize) -> Option<(usize, &'static Member)> {
    let index = schema.member_index(name, hint)?;
    schema.members.get(index).map(|member| (index, member))
}

/// Maximum number of elements to reserve before they are read, since a claimed length can be wrong.
const RESERVED: usize = 64;

const INTEGER: &str = "an integer (-2147483648 to 2147483647)";
