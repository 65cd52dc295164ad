//! The order of things by rank and key: one sort for all types, since each type's own costs more
//! to compile than most modules.
//!
//! Knows things by their position only; who owns them moves them.

use std::cmp::Ordering;

/// How many are ordered without an allocation.
pub(crate) const FEW: usize = 16;

/// The order that things should have.
pub(crate) struct Order {
    few: [Ranked; FEW],
    many: Vec<Ranked>,
    count: usize,
    /// Whether keys are equal; what they belong to stays in the order that it was in.
    pub(crate) repeated: bool,
}

#[derive(Clone, Copy)]
struct Ranked {
    rank: u64,
    position: usize,
}

/// How many bytes of memory it takes to order one of more than [`FEW`] things.
#[cfg_attr(
    not(feature = "_codec"),
    allow(dead_code, reason = "only codecs use it")
)]
pub(crate) const SIZE: usize = size_of::<Ranked>();

/// Orders `count` things by `rank`, and where that is equal as `compare` says; both are given
/// positions.
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

    /// The positions in their order.
    pub(crate) fn positions(mut self) -> Vec<usize> {
        self.ranks().iter().map(|it| it.position).collect()
    }

    /// Has things swapped until each is where it should be.
    pub(crate) fn arrange(mut self, mut swap: impl FnMut(usize, usize)) {
        let ranks = self.ranks();
        for start in 0..ranks.len() {
            // A cycle of positions that take each other's place, ended by one in its own.
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
    fn equal_keys_keep_their_order_and_are_told() {
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
