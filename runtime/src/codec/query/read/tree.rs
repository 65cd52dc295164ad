//! Parameters sorted by key, viewed as the tree that the keys describe.
//!
//! Sorts keys segment by segment, and numbers by value. The parameters of one structure are
//! adjacent then, and elements are in order, however large their numbers are.

use std::cmp::Ordering;

use super::pairs::{Pair, Pairs};
use crate::codec::DecodeError;
use crate::codec::budget::Budget;

/// The parameters of `form`, sorted.
pub(super) fn sorted<'a>(
    form: &'a [u8],
    budget: &mut Budget,
) -> Result<Vec<Pair<'a>>, DecodeError> {
    let pairs = Pairs::new(form);
    let count = pairs.bound();
    // Sorting takes half as much again. Unescaped texts are at most as long as the form.
    let taken = count.saturating_mul(size_of::<Pair<'_>>() * 3 / 2);
    let taken = budget.take(taken.saturating_add(form.len()));
    taken.map_err(|error| *error)?;
    let mut sorted = Vec::with_capacity(count);
    for pair in pairs {
        sorted.push(pair?);
    }
    // The sort is stable, so that the last of equal keys remains the last.
    sorted.sort_by(|a, b| segments(&a.key).cmp(segments(&b.key)));
    Ok(sorted)
}

/// Sorted parameters whose keys have a common prefix.
#[derive(Clone, Copy, Default)]
pub(super) struct Group<'a> {
    pairs: &'a [Pair<'a>],
    /// The length of the common prefix, in bytes.
    depth: usize,
}

/// The parameters of a form below a key.
#[derive(Clone, Copy, Default)]
pub(super) struct Node<'a> {
    /// The value of the key itself.
    pub(super) text: Option<&'a str>,
    /// The parameters whose keys have further segments.
    pub(super) below: Group<'a>,
}

impl<'a> Group<'a> {
    /// The root of the tree; `pairs` are all parameters of a form, sorted.
    pub(super) fn root(pairs: &'a [Pair<'a>]) -> Self {
        Self { pairs, depth: 0 }
    }

    pub(super) fn is_empty(self) -> bool {
        self.pairs.is_empty()
    }

    /// The node below the segment `name`.
    pub(super) fn child(self, name: &str) -> Option<Node<'a>> {
        let order = |pair: &Pair<'_>| Segment(self.segment(pair)).cmp(&Segment(name));
        let start = self.pairs.partition_point(|it| order(it).is_lt());
        let from = self.pairs.get(start..)?;
        let same = from.get(..from.partition_point(|it| order(it).is_eq()))?;
        (!same.is_empty()).then(|| self.node(same, name))
    }

    /// The nodes below each segment, in order.
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

    /// The node of `pairs`, the parameters whose next segment is `name`.
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

/// A segment of a key. Numbers sort before names.
#[derive(PartialEq, Eq)]
struct Segment<'a>(&'a str);

impl Segment<'_> {
    /// The digits without leading zeros, if the segment is a number.
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
