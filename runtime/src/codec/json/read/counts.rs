//! Guesses how many entries a map or list has: as many as the last one at its level, since
//! most data is tables.

/// Deeper levels share a place with one of these.
const LEVELS: usize = 16;

/// No more is reserved for entries that may not come.
const MOST: u8 = 16;

/// The counts of the last maps, or lists, by level of nesting.
#[derive(Default)]
pub(super) struct Counts([u8; LEVELS]);

impl Counts {
    /// How many entries one that begins at `level` is likely to have.
    pub(super) fn expected(&self, level: usize) -> usize {
        let count = self.0.get(level % LEVELS);
        count.map_or(0, |count| usize::from(*count))
    }

    /// Remembers how many entries the one had that ends at `level`.
    pub(super) fn learn(&mut self, level: usize, count: usize) {
        if let Some(last) = self.0.get_mut(level % LEVELS) {
            *last = u8::try_from(count).map_or(MOST, |count| count.min(MOST));
        }
    }
}
