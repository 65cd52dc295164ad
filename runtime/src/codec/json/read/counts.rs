//! Predicts the number of entries of a map or list: as many as the last one at its level had,
//! since most data is tabular.

/// Number of levels to track; deeper levels share a slot with one of them.
const LEVELS: usize = 16;

/// Maximum number of entries to reserve, since the prediction may be wrong.
const MOST: u8 = 16;

/// The number of entries of the last map, or list, at each level of nesting.
#[derive(Default)]
pub(super) struct Counts([u8; LEVELS]);

impl Counts {
    /// The predicted number of entries of a map or list that begins at `level`.
    pub(super) fn expected(&self, level: usize) -> usize {
        let count = self.0.get(level % LEVELS);
        count.map_or(0, |count| usize::from(*count))
    }

    /// Records the number of entries of a map or list that ends at `level`.
    pub(super) fn learn(&mut self, level: usize, count: usize) {
        if let Some(last) = self.0.get_mut(level % LEVELS) {
            *last = u8::try_from(count).map_or(MOST, |count| count.min(MOST));
        }
    }
}
