//! Decodes values from XML.

mod collection;
#[cfg(any(feature = "rest-xml", feature = "fake"))]
mod root;

use std::borrow::Cow;

use super::lexer::{Fallible, Lexer, Tag};
use super::{Name, Xml, any, escape, names};
use crate::codec::budget::{Budget, Place};
use crate::codec::correction::{Correction, MISMATCH, locate};
use crate::codec::text::{self, Spelling};
use crate::codec::{DecodeError, Decoded, Limits, Part, Seen};
use crate::model::path::{Path, Segment};
use crate::model::schema::Member;
use crate::model::value::{Slot, Structure, Union};

#[cfg(any(feature = "rest-xml", feature = "fake"))]
pub(super) use root::{root, value};

/// Decodes a structure inside `wrappers`, the first of which is the root element.
pub(super) fn within(
    xml: Xml,
    bytes: &[u8],
    wrappers: &[Name<'_>],
    value: &mut dyn Structure,
    part: Part,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    document(xml, bytes, limits, |reader| {
        let tag = reader.lexer.root()?;
        let (root, inner) = wrappers.split_first().unwrap_or((&["", ""], &[]));
        if !names::is_wrapper(tag.name, *root) {
            return Err(reader.wrong_root(&tag, &root.concat()));
        }
        reader.within(&tag, inner, value, part)
    })
}

fn document(
    xml: Xml,
    bytes: &[u8],
    limits: &Limits,
    read: impl FnOnce(&mut Reader<'_>) -> Fallible<()>,
) -> Result<Decoded, DecodeError> {
    let mut reader = Reader {
        lexer: Lexer::new(bytes, limits.depth).map_err(|error| *error)?,
        spelling: Spelling {
            timestamps: xml.timestamps,
            strict: limits.is_strict(),
        },
        correction: Correction::new(limits.missing),
        budget: Budget::new(limits, bytes.len()).map_err(|error| *error)?,
    };
    match read(&mut reader).and_then(|()| reader.lexer.end()) {
        Ok(()) => Ok(reader.correction.into_decoded()),
        Err(error) => Err(*error),
    }
}

struct Reader<'a> {
    lexer: Lexer<'a>,
    spelling: Spelling,
    correction: Correction,
    budget: Budget,
}

impl<'a> Reader<'a> {
    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "errors are passed on boxed")]
    fn wrong_root(&self, tag: &Tag<'_>, expected: &str) -> Box<DecodeError> {
        let found = tag.name;
        self.lexer.fault(format!(
            "expected the root element `{expected}`, found `{found}`"
        ))
    }

    fn within(
        &mut self,
        tag: &Tag<'a>,
        wrappers: &[Name<'_>],
        value: &mut dyn Structure,
        part: Part,
    ) -> Fallible<()> {
        let Some((wrapper, inner)) = wrappers.split_first() else {
            return self.structure(tag, value, part, &Path::ROOT);
        };
        let mut found = false;
        while let Some(child) = self.lexer.child(tag)? {
            if !found && names::is_wrapper(child.name, *wrapper) {
                found = true;
                self.within(&child, inner, value, part)?;
            } else {
                self.lexer.skip(&child)?;
            }
        }
        if found {
            return Ok(());
        }
        let (nothing, offset) = (Seen::default(), self.lexer.position());
        self.correction
            .check_required(value.schema(), part, &nothing, &Path::ROOT, offset)
    }

    fn structure(
        &mut self,
        tag: &Tag<'a>,
        value: &mut dyn Structure,
        part: Part,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let schema = value.schema();
        let (mut hint, mut seen, mut flat_maps) = (0, Seen::default(), false);
        if tag.has_attributes() {
            self.attributes(tag, value, part, &mut seen, path)?;
        }
        while let Some(child) = self.lexer.child(tag)? {
            let found = names::find(schema, child.name, hint);
            let Some((index, member)) = found.filter(|(_, member)| part.takes(member)) else {
                self.lexer.skip(&child)?;
                continue;
            };
            let path = path.then(Segment::Member(member.name));
            self.budget.enter(Place::structure(value));
            let slot = value.slot(index);
            if names::is_flat(member) {
                hint = index;
                flat_maps |= matches!(slot, Slot::Map(_));
                self.flat(&child, member, slot, !seen.contains(index), &path)?;
            } else {
                hint = index + 1;
                self.value(&child, member, slot, &path)?;
            }
            seen.insert(index);
        }
        if flat_maps {
            self.finish_flat_maps(value, &seen, path)?;
        }
        let offset = self.lexer.position();
        self.correction
            .check_required(schema, part, &seen, path, offset)
    }

    /// Sorts flattened maps, after all their entries have been read.
    fn finish_flat_maps(
        &self,
        value: &mut dyn Structure,
        seen: &Seen,
        path: &Path<'_>,
    ) -> Fallible<()> {
        for (index, member) in value.schema().members.iter().enumerate() {
            if !names::is_flat(member) || !seen.contains(index) {
                continue;
            }
            if let Slot::Map(map) = value.slot(index) {
                let path = path.then(Segment::Member(member.name));
                let sortable = self.budget.check_sort(map.len());
                sortable.map_err(|error| locate(error, member, &path))?;
                map.finish();
            }
        }
        Ok(())
    }

    fn attributes(
        &mut self,
        tag: &Tag<'a>,
        value: &mut dyn Structure,
        part: Part,
        seen: &mut Seen,
        path: &Path<'_>,
    ) -> Fallible<()> {
        for (name, raw) in tag.attributes() {
            let found = names::find_attribute(value.schema(), name);
            let Some((index, member)) = found.filter(|(_, member)| part.takes(member)) else {
                continue;
            };
            seen.insert(index);
            let text = escape::unescape(raw).map_err(|reason| self.lexer.fault(reason));
            let slot = value.slot(index);
            let read = text.and_then(|text| self.scalar(member, slot, text));
            let path = path.then(Segment::Member(member.name));
            read.map_err(|error| locate(error, member, &path))?;
        }
        Ok(())
    }

    /// Reads a value into `slot`, and adds the path to an error.
    #[inline]
    fn value(
        &mut self,
        tag: &Tag<'a>,
        edge: &'static Member,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let read = match slot {
            // Most values are strings, so they bypass the large function.
            Slot::String(it) => self.lexer.content(tag).map(|text| it.set(text)),
            other => self.fill(tag, edge, other, path),
        };
        match read {
            Ok(()) => Ok(()),
            Err(error) => Err(locate(error, edge, path)),
        }
    }

    fn fill(
        &mut self,
        tag: &Tag<'a>,
        edge: &'static Member,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Fallible<()> {
        match slot {
            Slot::Structure(it) => {
                self.budget.take_part(Place::structure(it), path)?;
                self.structure(tag, it, Part::Whole, path)
            }
            Slot::Union(it) => {
                self.budget.take_part(Place::union(it), path)?;
                self.union(tag, it, path)
            }
            Slot::List(it) => self.list(tag, edge.target, it, path),
            Slot::Map(it) => self.map(tag, edge.target, it, path),
            Slot::Document(it) => {
                *it = any::read(&mut self.lexer, tag, &mut self.budget)?;
                Ok(())
            }
            scalar => {
                let text = self.lexer.content(tag)?;
                self.scalar(edge, scalar, text)
            }
        }
    }

    /// Parses a scalar. Ignores white space around everything but strings, and inside blobs.
    fn scalar(&self, edge: &Member, slot: Slot<'_>, text: Cow<'_, str>) -> Fallible<()> {
        let is_space = |it: char| it.is_ascii_whitespace();
        let text = match slot {
            Slot::String(_) => text,
            Slot::Blob(_) if text.contains(is_space) => text.split_ascii_whitespace().collect(),
            _ => Cow::Borrowed(text.trim_matches(is_space)),
        };
        text::read(edge, slot, text, self.spelling).map_err(|reason| self.lexer.fault(reason))
    }

    fn union(&mut self, tag: &Tag<'a>, union: &mut dyn Union, path: &Path<'_>) -> Fallible<()> {
        let schema = union.schema();
        let mut found = false;
        while let Some(child) = self.lexer.child(tag)? {
            if found {
                return Err(self.lexer.fault(TWO_VARIANTS));
            }
            found = true;
            let Some((index, member)) = names::find(schema, child.name, 0) else {
                let unknown = union.select_unknown(names::local(child.name));
                *unknown = any::read(&mut self.lexer, &child, &mut self.budget)?;
                continue;
            };
            let path = path.then(Segment::Member(member.name));
            let slot = union.select(index);
            if names::is_flat(member) {
                return self.flat_variant(tag, child, member, slot, &path);
            }
            self.value(&child, member, slot, &path)?;
        }
        if found {
            return Ok(());
        }
        let offset = self.lexer.position();
        self.correction
            .absent("the variant of a union", path, offset)
    }
}

const TWO_VARIANTS: &str = "more than one variant of a union";
