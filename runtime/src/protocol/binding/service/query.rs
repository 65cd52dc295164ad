//! Decodes the query of a request.

use std::borrow::Cow;

use crate::codec::DecodeError;
use crate::codec::text::{self, Spelling};
use crate::model::schema::Member;
use crate::model::value::{Entries, Slot, Structure};
use crate::protocol::binding::fault;
use crate::util::percent;

type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// The parameters of a query, unescaped.
#[derive(Default)]
pub(super) struct Query<'a> {
    /// Sorted by name; parameters of one name keep their order.
    pairs: Vec<Pair<'a>>,
}

impl<'a> Query<'a> {
    /// Parses a query. A name without `=` has an empty value. Errors if an escape is malformed.
    pub(super) fn parse(text: &'a str) -> Result<Self, DecodeError> {
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((percent::unescape(name)?, percent::unescape(value)?))
        });
        let pairs = pairs.collect::<Option<Vec<_>>>();
        let mut pairs = pairs.ok_or_else(|| DecodeError::new("malformed escape in the query"))?;
        pairs.sort_by(|left, right| left.0.cmp(&right.0));
        Ok(Self { pairs })
    }

    /// The parameters called `name`.
    fn named(&self, name: &str) -> &[Pair<'a>] {
        let start = self.pairs.partition_point(|pair| *pair.0 < *name);
        let from = self.pairs.get(start..).unwrap_or_default();
        let length = from.partition_point(|pair| pair.0 == name);
        from.get(..length).unwrap_or_default()
    }

    /// Whether a parameter is called `name`, and has `value` if that is `Some`.
    pub(super) fn has(&self, name: &str, value: Option<&str>) -> bool {
        let mut pairs = self.named(name).iter();
        pairs.any(|pair| value.is_none_or(|value| pair.1 == value))
    }

    /// Fills the member at `index` from the parameters called `name`: a list from all, any other
    /// member from the first. Returns whether there are such parameters.
    pub(super) fn read(
        &self,
        name: &str,
        (index, member): (usize, &'static Member),
        value: &mut dyn Structure,
        spelling: Spelling,
    ) -> Result<bool, DecodeError> {
        let pairs = self.named(name);
        let Some((_, first)) = pairs.first() else {
            return Ok(false);
        };
        let fail = |path: String, edge, reason| fault(path, edge, reason);
        match (value.slot(index), member.target.list_member()) {
            (Slot::List(list), Some(edge)) => {
                list.clear();
                for (index, (_, text)) in pairs.iter().enumerate() {
                    let path = || format!("{}[{index}]", member.name);
                    text::read(edge, list.push(), Cow::Borrowed(text), spelling)
                        .map_err(|reason| fail(path(), edge, reason))?;
                }
            }
            (slot, _) => text::read(member, slot, Cow::Borrowed(first), spelling)
                .map_err(|reason| fail(member.name.to_owned(), member, reason))?,
        }
        Ok(true)
    }

    /// Fills the map at `index` with all parameters. Returns whether there are parameters.
    pub(super) fn read_all(&self, index: usize, value: &mut dyn Structure) -> bool {
        if self.pairs.is_empty() {
            return false;
        }
        if let Slot::Map(map) = value.slot(index) {
            map.clear();
            for pairs in self.pairs.chunk_by(|left, right| left.0 == right.0) {
                append_entry(map, pairs);
            }
            map.finish();
        }
        true
    }
}

/// Appends an entry with the parameters of one name.
fn append_entry(map: &mut dyn Entries, pairs: &[Pair<'_>]) {
    let Some((name, first)) = pairs.first() else {
        return;
    };
    match map.append(Cow::Borrowed(name)) {
        Slot::String(slot) => slot.set(Cow::Borrowed(first)),
        Slot::List(list) => {
            for (_, text) in pairs {
                if let Slot::String(slot) = list.push() {
                    slot.set(Cow::Borrowed(text));
                }
            }
        }
        _ => {}
    }
}
