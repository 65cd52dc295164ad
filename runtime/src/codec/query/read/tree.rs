//! Parameters in the order of their keys, seen as the tree that the keys describe.
//!
//! Keys are sorted segment by segment, numbers by size: what belongs together stands together,
//! and elements come in order, however large their numbers are.

use std::cmp::Ordering;

use super::pairs::{Pair, Pairs};
use crate::codec::DecodeError;
use crate::codec::budget::Budget;

/// The parameters of `form`, sorted.
pub(super) fn sorted<'a>(
    form: &'a [u8],
    budget: &mut Budget,
) -> Result<Vec<Pair<'a>>, DecodeError> {
    let pairs = Pairs::of(form);
    let count = pairs.bound();
    // Sorting takes half as much again; what is unescaped is no longer than the form.
    let taken = count.saturating_mul(size_of::<Pair<'_>>() * 3 / 2);
    let taken = budget.take(taken.saturating_add(form.len()));
    taken.map_err(|error| *error)?;
    let mut sorted = Vec::with_capacity(count);
    for pair in pairs {
        sorted.push(pair?);
    }
    // Stable: of equal keys the last one stays the last one.
    sorted.sort_by(|a, b| segments(&a.key).cmp(segments(&b.key)));
    Ok(sorted)
}

/// Parameters, in order, whose keys begin alike.
#[derive(Clone, Copy, Default)]
pub(super) struct Group<'a> {
    pairs: &'a [Pair<'a>],
    /// How many bytes of their keys lead here.
    depth: usize,
}

/// What a form has under a key.
#[derive(Clone, Copy, Default)]
pub(super) struct Node<'a> {
    /// The value of the key itself.
    pub(super) text: Option<&'a str>,
    /// What has further segments.
    pub(super) below: Group<'a>,
}

impl<'a> Group<'a> {
    /// All parameters of a form, which are sorted.
    pub(super) fn root(pairs: &'a [Pair<'a>]) -> Self {
        Self { pairs, depth: 0 }
    }

    pub(super) fn is_empty(self) -> bool {
        self.pairs.is_empty()
    }

    /// What is under the segment `name`.
    pub(super) fn child(self, name: &str) -> Option<Node<'a>> {
        let order = |pair: &Pair<'_>| Segment(self.segment(pair)).cmp(&Segment(name));
        let start = self.pairs.partition_point(|it| order(it).is_lt());
        let from = self.pairs.get(start..)?;
        let same = from.get(..from.partition_point(|it| order(it).is_eq()))?;
        (!same.is_empty()).then(|| self.node(same, name))
    }

    /// What is under each segment, in order.
    pub(super) fn children(self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let same = move |a: &Pair<'a>, b: &Pair<'a>| self.segment(a) == self.segment(b);
        self.pairs.chunk_by(same).filter_map(move |pairs| {
            let name = self.segment(pairs.first()?);
            Some((name, self.node(pairs, name)))
        })
    }

    fn segment<'p>(&self, pair: &'p Pair<'_>) -> &'p str {
        let rest = pair.key.get(self.depth..).unwrap_or_default();
        rest.split_once('.').map_or(rest, |(segment, _)| segment)
    }

    /// `pairs` are those with `name` as their next segment.
    fn node(self, pairs: &'a [Pair<'a>], name: &str) -> Node<'a> {
        let end = self.depth + name.len();
        let (own, below) = pairs.split_at(pairs.partition_point(|it| it.key.len() == end));
        Node {
            text: own.last().map(|pair| pair.value.as_ref()),
            below: Group {
                pairs: below,
                depth: end + 1,
            },
        }
    }
}

fn segments(key: &str) -> impl Iterator<Item = Segment<'_>> {
    key.split('.').map(Segment)
}

/// A segment of a key; numbers are in front of names.
#[derive(PartialEq, Eq)]
struct Segment<'a>(&'a str);

impl Segment<'_> {
    /// The digits of a number without zeros in front.
    fn number(&self) -> Option<&str> {
        let digits = !self.0.is_empty() && self.0.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| self.0.trim_start_matches('0'))
    }
}

impl Ord for Segment<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_value = match (self.number(), other.number()) {
            (Some(a), Some(b)) => a.len().cmp(&b.len()).then(a.cmp(b)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        by_value.then(self.0.cmp(other.0))
    }
}

impl PartialOrd for Segment<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
