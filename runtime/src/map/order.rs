//! The order of entries by rank and key: one sort for maps of all types.
//!
//! Knows keys by their position only; who owns the entries moves them.

use std::cmp::Ordering;

/// The order that entries should have.
pub(super) struct Order {
    ranks: Vec<Ranked>,
    /// Whether keys are equal; their entries stay in the order that they were in.
    pub(super) repeated: bool,
}

struct Ranked {
    rank: u64,
    position: usize,
}

/// Orders entries by `ranks`, and where these are equal as `compare` says of two positions.
pub(super) fn sort(
    ranks: impl Iterator<Item = u64>,
    compare: &dyn Fn(usize, usize) -> Ordering,
) -> Order {
    let ranked = |(position, rank)| Ranked { rank, position };
    let mut ranks: Vec<_> = ranks.enumerate().map(ranked).collect();
    let repeated = sort_ranked(&mut ranks, compare);
    Order { ranks, repeated }
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
    /// Has entries swapped until each is where it should be.
    pub(super) fn arrange(mut self, mut swap: impl FnMut(usize, usize)) {
        for start in 0..self.ranks.len() {
            // A cycle of positions that take each other's place, ended by one in its own.
            let mut at = start;
            loop {
                let from = std::mem::replace(&mut self.ranks[at].position, at);
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
        let order = sort(keys.iter().map(|key| rank(key)), &|left, right| {
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
