//! Decodes values from parameters.

mod pairs;
mod tree;

use std::borrow::Cow;

use self::tree::{Group, Node};
use super::{ENTRY, Query};
use crate::codec::budget::{Budget, Place};
use crate::codec::correction::{MISMATCH, locate};
use crate::codec::text::{self, Spelling};
use crate::codec::{DecodeError, Decoded, Limits, Missing};
use crate::model::path::{Excerpt, Path, Segment};
use crate::model::schema::Member;
use crate::model::value::{Entries, List, Slot, Structure, Union};

pub use pairs::{Pair, Pairs};

impl Query {
    /// Fills `value` from the parameters in `bytes`.
    ///
    /// Skips parameters of unknown members; the last of repeated parameters wins. Elements are
    /// ordered by their numbers, which may have gaps. On an error, `value` may be partly filled.
    pub fn decode(
        self,
        bytes: &[u8],
        value: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        let mut budget = Budget::new(limits, bytes.len()).map_err(|error| *error)?;
        let pairs = tree::sorted(bytes, &mut budget)?;
        let mut reader = Reader {
            query: self,
            spelling: Spelling::uris(limits),
            missing: limits.missing,
            depth: limits.depth,
            decoded: Decoded::default(),
            budget,
        };
        reader.members(Group::root(&pairs), value, &Path::ROOT)?;
        Ok(reader.decoded)
    }
}

struct Reader {
    query: Query,
    spelling: Spelling,
    missing: Missing,
    /// The remaining levels of depth.
    depth: usize,
    decoded: Decoded,
    budget: Budget,
}

type Read = Result<(), DecodeError>;

impl Reader {
    fn members(&mut self, group: Group<'_>, value: &mut dyn Structure, path: &Path<'_>) -> Read {
        for (index, member) in value.schema().members.iter().enumerate() {
            let path = path.then(Segment::Member(member.name));
            match group.child(&self.query.name(member)) {
                Some(node) => {
                    self.budget.enter(Place::structure(value));
                    self.value(member, value.slot(index), node, &path)?;
                }
                None if member.is_required() => self.absent("a required member", &path)?,
                None => {}
            }
        }
        Ok(())
    }

    /// Handles the absence of `what`, which is required.
    #[cold]
    fn absent(&mut self, what: &str, path: &Path<'_>) -> Read {
        if self.missing == Missing::Refuse {
            return Err(fault(format!("{what} is missing"), path));
        }
        self.decoded.correct(path);
        Ok(())
    }

    fn value(
        &mut self,
        edge: &'static Member,
        slot: Slot<'_>,
        node: Node<'_>,
        path: &Path<'_>,
    ) -> Read {
        let part = match &slot {
            Slot::Structure(it) => Some(Place::structure(*it)),
            Slot::Union(it) => Some(Place::union(*it)),
            _ => None,
        };
        if let Some(part) = part {
            let taken = self.budget.take_part(part, path);
            taken.map_err(|error| *locate(error, edge, path))?;
        }
        let read = match slot {
            Slot::Structure(it) => self.nested("a structure", node, path, |reader, group| {
                reader.members(group, it, path)
            }),
            Slot::Union(it) => self.nested("a union", node, path, |reader, group| {
                reader.union(group, it, path)
            }),
            Slot::List(it) => self.nested("a list", node, path, |reader, group| {
                reader.list(edge, group, it, path)
            }),
            Slot::Map(it) => self.nested("a map", node, path, |reader, group| {
                reader.map(edge, group, it, path)
            }),
            scalar => self.scalar(edge, scalar, node, path),
        };
        match read {
            Err(error) if edge.is_sensitive() => Err(*locate(Box::new(error), edge, path)),
            read => read,
        }
    }

    /// Calls `read` with the parameters below a node, one level deeper. The node represents
    /// `what`.
    fn nested(
        &mut self,
        what: &str,
        node: Node<'_>,
        path: &Path<'_>,
        read: impl FnOnce(&mut Self, Group<'_>) -> Read,
    ) -> Read {
        // A parameter without a value is an empty collection.
        if node.text.is_some_and(|text| !text.is_empty()) {
            return Err(fault(format!("expected {what}, found a text"), path));
        }
        let depth = self.depth;
        let below = depth.checked_sub(1);
        self.depth = below.ok_or_else(|| fault("nested too deeply", path))?;
        let read = read(self, node.below);
        self.depth = depth;
        read
    }

    fn scalar(
        &mut self,
        edge: &'static Member,
        slot: Slot<'_>,
        node: Node<'_>,
        path: &Path<'_>,
    ) -> Read {
        let Some(text) = node.text else {
            let reason = if node.below.is_empty() {
                "a value is missing"
            } else {
                "expected a text, found parameters below it"
            };
            return Err(fault(reason, path));
        };
        let read = text::read(edge, slot, Cow::Borrowed(text), self.spelling);
        read.map_err(|reason| fault(reason, path))
    }

    fn list(
        &mut self,
        edge: &'static Member,
        group: Group<'_>,
        list: &mut dyn List,
        path: &Path<'_>,
    ) -> Read {
        let element = edge.target.list_member();
        let element = element.ok_or_else(|| fault(MISMATCH, path))?;
        let flat = self.query.is_flat(edge);
        let name = (!flat).then(|| self.query.name(element));
        list.clear();
        for (index, node) in elements(group, name.as_deref(), path)?.enumerate() {
            let path = path.then(Segment::Index(index));
            let widened = self.budget.widen_list(list, index, 0);
            widened.map_err(|error| *locate(error, element, &path))?;
            self.value(element, list.push(), numbered(node, &path)?, &path)?;
        }
        Ok(())
    }

    fn map(
        &mut self,
        edge: &'static Member,
        group: Group<'_>,
        map: &mut dyn Entries,
        path: &Path<'_>,
    ) -> Read {
        let members = edge.target.map_members();
        let (keys, values) = members.ok_or_else(|| fault(MISMATCH, path))?;
        let (key_name, value_name) = (self.query.name(keys), self.query.name(values));
        let secret = keys.is_sensitive();
        let container = (!self.query.is_flat(edge)).then_some(ENTRY);
        map.clear();
        for (index, node) in elements(group, container, path)?.enumerate() {
            let place = path.then(Segment::Index(index));
            let entry = numbered(node, &place)?.below;
            let key = entry.child(&key_name).and_then(|it| it.text);
            let key = key.ok_or_else(|| fault("the key of an entry is missing", &place))?;
            let path = if secret {
                place
            } else {
                path.then(Segment::Value(key))
            };
            let widened = self.budget.widen_map(map, index, 0);
            widened.map_err(|error| *locate(error, values, &path))?;
            let key = Cow::Borrowed(key);
            match entry.child(&value_name) {
                None if edge.target.is_sparse() => map.append_null(key),
                // A structure without members has no parameters.
                node => {
                    let node = node.unwrap_or_default();
                    self.value(values, map.append(key), node, &path)?;
                }
            }
        }
        let sortable = self.budget.check_sort(map.len());
        sortable.map_err(|error| *locate(error, edge, path))?;
        map.finish();
        Ok(())
    }

    fn union(&mut self, group: Group<'_>, union: &mut dyn Union, path: &Path<'_>) -> Read {
        let mut found = None;
        for (index, member) in union.schema().members.iter().enumerate() {
            let Some(node) = group.child(&self.query.name(member)) else {
                continue;
            };
            if found.replace((index, member, node)).is_some() {
                return Err(fault("more than one variant of a union", path));
            }
        }
        match found {
            Some((index, member, node)) => {
                let path = path.then(Segment::Member(member.name));
                self.value(member, union.select(index), node, &path)
            }
            None if group.is_empty() => self.absent("the variant of a union", path),
            None => Err(fault("a variant that the model does not know", path)),
        }
    }
}

/// The elements of a collection, which are below `container` if that is `Some`.
fn elements<'a>(
    group: Group<'a>,
    container: Option<&str>,
    path: &Path<'_>,
) -> Result<impl Iterator<Item = (&'a str, Node<'a>)>, DecodeError> {
    let group = match container {
        Some(name) if !group.is_empty() => {
            let node = group.child(name);
            node.ok_or_else(|| fault(format!("expected `{name}` below the key"), path))?
                .below
        }
        _ => group,
    };
    Ok(group.children())
}

/// The node of an element. Errors unless its name is a number greater than zero.
fn numbered<'a>((name, node): (&str, Node<'a>), path: &Path<'_>) -> Result<Node<'a>, DecodeError> {
    let number = name.bytes().all(|byte| byte.is_ascii_digit()) && !name.starts_with('0');
    if number && !name.is_empty() {
        return Ok(node);
    }
    let reason = format!("expected the number of an element, found {}", Excerpt(name));
    Err(fault(reason, path))
}

#[cold]
fn fault(reason: impl Into<String>, path: &Path<'_>) -> DecodeError {
    DecodeError {
        path: path.to_string(),
        ..DecodeError::new(reason)
    }
}
