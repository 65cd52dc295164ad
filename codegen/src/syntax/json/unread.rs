//! Objects cut into entries that stay unread, for `serde_json` to fill.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The entries of an object in order, keys included, unread.
pub(super) struct Entries<'src>(pub(super) Vec<(&'src RawValue, &'src RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

/// A whole file; descends into `shapes` at once, so that the file is scanned only once.
pub(super) struct TopLevel<'src> {
    pub(super) fields: Entries<'src>,
    pub(super) shapes: Entries<'src>,
}

impl<'de> Deserialize<'de> for TopLevel<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TopLevelVisitor)
    }
}

struct TopLevelVisitor;

impl<'de> Visitor<'de> for TopLevelVisitor {
    type Value = TopLevel<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `smithy` and `shapes`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        let mut shapes = Vec::new();
        while let Some(key) = map.next_key::<&'de RawValue>()? {
            if key.get() == "\"shapes\"" {
                shapes.append(&mut map.next_value::<Entries<'de>>()?.0);
                // The key replaces the value, so that a second one is found.
                fields.push((key, key));
            } else {
                fields.push((key, map.next_value()?));
            }
        }
        let fields = Entries(fields);
        let shapes = Entries(shapes);
        Ok(TopLevel { fields, shapes })
    }
}
