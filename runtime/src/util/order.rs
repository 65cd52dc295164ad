//! Sorts items by rank and key. One sort serves all types, since a sort for each type would cost
//! more to compile than most modules.
//!
//! Knows items only by their positions; their owner moves them.

use std::cmp::Ordering;

/// Number of items that are sorted without an allocation.
pub(crate) const FEW: usize = 16;

/// The sorted order of items.
pub(crate) struct Order {
    few: [Ranked; FEW],
    many: Vec<Ranked>,
    count: usize,
    /// Whether some keys are equal. Their items keep their relative order.
    pub(crate) repeated: bool,
}

#[derive(Clone, Copy)]
struct Ranked {
    rank: u64,
    position: usize,
}

/// Bytes of memory to sort one item, if there are more than [`FEW`].
#[cfg_attr(
    not(feature = "_codec"),
    allow(dead_code, reason = "only codecs use it")
)]
pub(crate) const SIZE: usize = size_of::<Ranked>();

/// Sorts `count` items by `rank`, and items of equal rank by `compare`; both take positions.
pub(crate) fn sort(
    count: usize,
    rank: &dyn Fn(usize) -> u64,
    compare: &dyn Fn(usize, usize) -> Ordering,
) -> Order {
    let blank = Ranked {
        rank: 0,
        position: 0,
    };
    let mut order = Order {
        few: [blank; FEW],
        many: vec![blank; if count > FEW { count } else { 0 }],
        count,
        repeated: false,
    };
    let ranks = order.ranks();
    for (position, it) in ranks.iter_mut().enumerate() {
        *it = Ranked {
            rank: rank(position),
            position,
        };
    }
    let repeated = sort_ranked(ranks, compare);
    order.repeated = repeated;
    order
}

fn sort_ranked(ranks: &mut [Ranked], compare: &dyn Fn(usize, usize) -> Ordering) -> bool {
    let mut repeated = false;
    ranks.sort_unstable_by(|left, right| {
        let by_key = || {
            let order = compare(left.position, right.position);
            repeated |= order.is_eq();
            order.then(left.position.cmp(&right.position))
        };
        left.rank.cmp(&right.rank).then_with(by_key)
    });
    repeated
}

impl Order {
    fn ranks(&mut self) -> &mut [Ranked] {
        match self.few.get_mut(..self.count) {
            Some(few) => few,
            None => &mut self.many,
        }
    }

    /// The positions of the items, in sorted order.
    pub(crate) fn positions(mut self) -> Vec<usize> {
        self.ranks().iter().map(|it| it.position).collect()
    }

    /// Calls `swap` with pairs of positions until every item is in its place.
    pub(crate) fn arrange(mut self, mut swap: impl FnMut(usize, usize)) {
        let ranks = self.ranks();
        for start in 0..ranks.len() {
            // Follows one cycle of the permutation.
            let mut at = start;
            loop {
                let from = std::mem::replace(&mut ranks[at].position, at);
                if from == start || from == at {
                    break;
                }
                swap(at, from);
                at = from;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(keys: &[&str], rank: impl Fn(&str) -> u64) -> (Vec<(String, usize)>, bool) {
        let mut entries: Vec<_> = keys
            .iter()
            .zip(0..)
            .map(|(key, at)| ((*key).to_owned(), at))
            .collect();
        let order = sort(keys.len(), &|at| rank(keys[at]), &|left, right| {
            keys[left].cmp(keys[right])
        });
        let repeated = order.repeated;
        order.arrange(|one, other| entries.swap(one, other));
        (entries, repeated)
    }

    #[test]
    fn equal_keys_keep_their_order_and_are_reported() {
        let (entries, repeated) = sorted(&["b", "a", "b", "c", "a"], |_| 0);
        let expected = [("a", 1), ("a", 4), ("b", 0), ("b", 2), ("c", 3)];
        assert!(repeated);
        assert_eq!(entries, expected.map(|(key, at)| (key.to_owned(), at)));
    }

    #[test]
    fn every_permutation_is_arranged() {
        let keys = ["a", "b", "c", "d", "e"];
        for seed in 0..3125_usize {
            let picked: Vec<_> = (0..5)
                .map(|place| keys[seed / 5_usize.pow(place) % 5])
                .collect();
            let (entries, _) = sorted(&picked, |key| u64::from(key.as_bytes()[0]));
            assert!(entries.is_sorted(), "{picked:?}: {entries:?}");
        }
    }
}
