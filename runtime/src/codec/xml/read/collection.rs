//! Decodes lists and maps, flattened or not.

use std::borrow::Cow;

use super::super::lexer::{Fallible, Tag};
use super::super::names;
use super::{MISMATCH, Reader, TWO_VARIANTS, locate};
use crate::model::path::{Path, Segment};
use crate::model::schema::{Member, Schema};
use crate::model::value::{Entries, List, Slot};

impl<'a> Reader<'a> {
    pub(super) fn list(
        &mut self,
        tag: &Tag<'a>,
        schema: &'static Schema,
        list: &mut dyn List,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let edge = schema.list_member();
        let edge = edge.ok_or_else(|| self.lexer.fault(MISMATCH))?;
        let name = names::member_name(edge);
        list.clear();
        while let Some(child) = self.lexer.child(tag)? {
            if names::matches(child.name, name) {
                self.element(&child, schema, edge, list, path)?;
            } else {
                self.lexer.skip(&child)?;
            }
        }
        Ok(())
    }

    /// Reads one element. In a sparse list, a self-closing tag is a null, as the writer encodes
    /// it; XML itself has no null.
    fn element(
        &mut self,
        tag: &Tag<'a>,
        schema: &'static Schema,
        edge: &'static Member,
        list: &mut dyn List,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let length = list.len();
        let path = path.then(Segment::Index(length));
        let widened = self.budget.widen_list(list, length, 0);
        widened.map_err(|error| locate(error, edge, &path))?;
        if tag.empty && schema.is_sparse() {
            list.push_null();
            return Ok(());
        }
        self.value(tag, edge, list.push(), &path)
    }

    pub(super) fn map(
        &mut self,
        tag: &Tag<'a>,
        schema: &'static Schema,
        map: &mut dyn Entries,
        path: &Path<'_>,
    ) -> Fallible<()> {
        map.clear();
        while let Some(child) = self.lexer.child(tag)? {
            if names::matches(child.name, "entry") {
                self.entry(&child, schema, map, path)?;
            } else {
                self.lexer.skip(&child)?;
            }
        }
        self.budget.check_sort(map.len())?;
        map.finish();
        Ok(())
    }

    /// Reads one entry. A value before its key is read after the key:
    /// `<entry><value>1</value><key>a</key></entry>`.
    fn entry(
        &mut self,
        tag: &Tag<'a>,
        schema: &'static Schema,
        map: &mut dyn Entries,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let members = schema.map_members();
        let (keys, values) = members.ok_or_else(|| self.lexer.fault(MISMATCH))?;
        let (mut key, mut early, mut filled) = (None, None, false);
        while let Some(child) = self.lexer.child(tag)? {
            let is_value = !filled && names::matches(child.name, names::member_name(values));
            match &key {
                None if names::matches(child.name, names::member_name(keys)) => {
                    key = Some(self.lexer.content(&child)?);
                }
                Some(key) if is_value && early.is_none() => {
                    filled = true;
                    self.entry_value(&child, schema, key, map, path)?;
                }
                _ => {
                    if is_value {
                        early = Some((self.lexer, child));
                    }
                    self.lexer.skip(&child)?;
                }
            }
        }
        let at_entry = path.then(Segment::Index(map.len()));
        match (key, early) {
            _ if filled => Ok(()),
            (Some(key), Some((at_value, child))) => {
                let after = std::mem::replace(&mut self.lexer, at_value);
                self.entry_value(&child, schema, &key, map, path)?;
                self.lexer = after;
                Ok(())
            }
            (Some(_), None) => self.correction.check_null(&at_entry, self.lexer.position()),
            (None, _) => {
                self.correction
                    .absent("the key of an entry", &at_entry, self.lexer.position())
            }
        }
    }

    fn entry_value(
        &mut self,
        tag: &Tag<'a>,
        schema: &'static Schema,
        key: &str,
        map: &mut dyn Entries,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let members = schema.map_members();
        let (keys, edge) = members.ok_or_else(|| self.lexer.fault(MISMATCH))?;
        let length = map.len();
        let path = path.then(if keys.is_sensitive() {
            Segment::Index(length)
        } else {
            Segment::Value(key)
        });
        let widened = self.budget.widen_map(map, length, 0);
        widened.map_err(|error| locate(error, edge, &path))?;
        if tag.empty && schema.is_sparse() {
            map.append_null(Cow::Borrowed(key));
            return Ok(());
        }
        self.value(tag, edge, map.append(Cow::Borrowed(key)), &path)
    }

    /// Reads one element of a flattened list or map; `first` if it is the first one.
    pub(super) fn flat(
        &mut self,
        tag: &Tag<'a>,
        member: &'static Member,
        slot: Slot<'_>,
        first: bool,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let schema = member.target;
        match slot {
            Slot::List(list) => {
                let edge = schema.list_member();
                let edge = edge.ok_or_else(|| self.lexer.fault(MISMATCH))?;
                if first {
                    list.clear();
                }
                self.element(tag, schema, edge, list, path)
            }
            Slot::Map(map) => {
                if first {
                    map.clear();
                }
                self.entry(tag, schema, map, path)
            }
            _ => Err(self.lexer.fault(MISMATCH)),
        }
    }

    /// Reads a flattened list or map that is the variant of a union, from its first element on.
    pub(super) fn flat_variant(
        &mut self,
        tag: &Tag<'a>,
        first: Tag<'a>,
        member: &'static Member,
        mut slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Fallible<()> {
        let (mut next, mut is_first) = (Some(first), true);
        while let Some(child) = next {
            if !names::matches(child.name, names::member_name(member)) {
                return Err(self.lexer.fault(TWO_VARIANTS));
            }
            let place = match &mut slot {
                Slot::List(list) => Slot::List(&mut **list),
                Slot::Map(map) => Slot::Map(&mut **map),
                _ => Slot::Missing,
            };
            self.flat(&child, member, place, is_first, path)?;
            is_first = false;
            next = self.lexer.child(tag)?;
        }
        if let Slot::Map(map) = slot {
            let sortable = self.budget.check_sort(map.len());
            sortable.map_err(|error| locate(error, member, path))?;
            map.finish();
        }
        Ok(())
    }
}
