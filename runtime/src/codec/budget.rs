//! Counts the memory of decoded values before it is allocated.
//!
//! A few bytes can decode to a large value: seven become an element of more than a kilobyte in a
//! list of EC2 instances. Readers ask the budget before they allocate elements, entries, boxed
//! structures and documents. Texts and blobs are copied from the input; together they are at most
//! as long as the input, so its length is counted once at the start.

use super::{DecodeError, Limits};
use crate::model::path::Path;
use crate::model::value::{Entries, List, Room, Structure, Union};
use crate::util::order;

/// A result with a boxed error, so that the path without errors carries one word.
type Fallible<T> = Result<T, Box<DecodeError>>;

/// Default memory limit of the values of a body, in bytes. With a body of 8 MB, body and values
/// stay below 64 MB.
const LEAST: usize = 48 * 1024 * 1024;

/// Default memory limit as a multiple of the body's length, if that is more than [`LEAST`]. Typed
/// values are seldom more than three times as large as their text, and a list that grows exists
/// twice for a moment.
const TIMES: usize = 6;

/// Size of elements, in bytes, above which the first allocation is for one element, not for four.
const LARGE: usize = 1024;

/// The remaining memory that values may take.
pub(crate) struct Budget {
    left: usize,
    limit: usize,
    whole: Place,
}

impl Budget {
    /// The budget of values decoded from `length` bytes.
    pub(crate) fn new(limits: &Limits, length: usize) -> Fallible<Self> {
        let limit = limits.memory;
        let limit = limit.unwrap_or_else(|| LEAST.max(length.saturating_mul(TIMES)));
        let mut budget = Self {
            left: limit,
            limit,
            whole: Place { start: 0, size: 0 },
        };
        budget.take(length)?;
        Ok(budget)
    }

    /// Counts `bytes` that are about to be allocated.
    #[inline]
    pub(crate) fn take(&mut self, bytes: usize) -> Fallible<()> {
        self.left = match self.left.checked_sub(bytes) {
            Some(left) => left,
            None => return Err(self.exhausted()),
        };
        Ok(())
    }

    /// Makes room for another element of `list`, which has `length` elements and probably `count`
    /// in the end. Returns the new capacity.
    pub(crate) fn widen_list(
        &mut self,
        list: &mut dyn List,
        length: usize,
        count: usize,
    ) -> Fallible<usize> {
        let room = list.room();
        if room.capacity > length {
            return Ok(room.capacity);
        }
        let more = self.grow(room, count)?;
        list.reserve(more);
        Ok(length + more)
    }

    /// Makes room for another entry of `map`, like [`Budget::widen_list`].
    pub(crate) fn widen_map(
        &mut self,
        map: &mut dyn Entries,
        length: usize,
        count: usize,
    ) -> Fallible<usize> {
        let room = map.room();
        if room.capacity > length {
            return Ok(room.capacity);
        }
        let more = self.grow(room, count)?;
        map.reserve(more);
        Ok(length + more)
    }

    /// The number of elements to add to a full `room`: as many as it has, so that elements are
    /// moved seldom, or as many as the budget allows.
    #[inline]
    pub(crate) fn grow(&mut self, room: Room, count: usize) -> Fallible<usize> {
        let Room { capacity, size } = room;
        let first = if size > LARGE { 1 } else { 4 };
        let mut grown = capacity.saturating_mul(2).max(count).max(first);
        // The old room is freed only after the elements were moved to the new one.
        if grown.saturating_mul(size) > self.left {
            grown = self.left / size;
            if grown <= capacity + capacity / 8 {
                return Err(self.exhausted());
            }
        }
        let more = grown - capacity;
        self.left -= more * size;
        Ok(more)
    }

    /// Checks that `count` entries can be sorted.
    #[inline]
    pub(crate) fn check_sort(&self, count: usize) -> Fallible<()> {
        if count <= order::FEW || count.saturating_mul(order::SIZE) <= self.left {
            return Ok(());
        }
        Err(self.exhausted())
    }

    /// Sets the structure whose member is read next.
    #[inline]
    pub(crate) fn enter(&mut self, whole: Place) {
        self.whole = whole;
    }

    /// Counts `part` if it is a boxed member, which is outside the memory of the structure
    /// entered last. Counts structures in unions whether they are boxed or not, so that reading
    /// scalars in unions takes no extra time.
    #[inline]
    pub(crate) fn take_part(&mut self, part: Place, path: &Path<'_>) -> Fallible<()> {
        if !path.is_at_member() || self.whole.contains(part) {
            return Ok(());
        }
        self.take(part.size)
    }

    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "errors are passed on boxed")]
    fn exhausted(&self) -> Box<DecodeError> {
        let limit = self.limit;
        Box::new(DecodeError::new(format!(
            "{EXHAUSTED} {limit} bytes of memory; raise `max_decoded_bytes` to accept them"
        )))
    }
}

/// The start of the error for values over the memory limit. No other error starts like this, and
/// the error quotes no value.
pub(super) const EXHAUSTED: &str = "the values take more than";

/// The memory of a value. A part outside of it is boxed.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    start: usize,
    size: usize,
}

impl Place {
    #[inline]
    pub(crate) fn structure(value: &dyn Structure) -> Self {
        Self {
            start: std::ptr::from_ref(value).cast::<()>().addr(),
            size: size_of_val(value),
        }
    }

    #[inline]
    pub(crate) fn union(value: &dyn Union) -> Self {
        Self {
            start: std::ptr::from_ref(value).cast::<()>().addr(),
            size: size_of_val(value),
        }
    }

    fn contains(self, part: Self) -> bool {
        let offset = part.start.wrapping_sub(self.start);
        offset < self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(memory: usize) -> Budget {
        let limits = Limits {
            memory: Some(memory),
            ..Limits::default()
        };
        Budget::new(&limits, 0).expect("nothing is taken")
    }

    fn room(capacity: usize, size: usize) -> Room {
        Room { capacity, size }
    }

    #[test]
    fn room_is_doubled_while_old_and_new_fit_together() {
        let mut budget = budget(1000);
        assert_eq!(budget.grow(room(0, 10), 0).ok(), Some(4));
        assert_eq!(budget.grow(room(4, 10), 0).ok(), Some(4));
        assert_eq!(budget.left, 920);
        assert_eq!(budget.grow(room(40, 20), 0).ok(), Some(6));
        assert_eq!(budget.left, 800);
    }

    #[test]
    fn room_that_hardly_grows_is_refused() {
        let mut budget = budget(1000);
        let error = budget.grow(room(95, 10), 0).err();
        assert_eq!(
            error.map(|it| it.reason).as_deref(),
            Some(
                "the values take more than 1000 bytes of memory; raise `max_decoded_bytes` to \
                accept them"
            )
        );
    }

    #[test]
    fn elements_without_a_size_take_no_memory() {
        let mut budget = budget(0);
        assert_eq!(budget.grow(room(8, 0), 0).ok(), Some(8));
    }

    #[test]
    fn long_bodies_may_take_more_by_default() {
        let limits = Limits::default();
        let limit = |length| Budget::new(&limits, length).map(|it| it.limit).ok();
        assert_eq!(limit(1), Some(48 << 20));
        assert_eq!(limit(8 << 20), Some(48 << 20));
        assert_eq!(limit(64 << 20), Some(384 << 20));
        assert_eq!(limit(usize::MAX / 2), Some(usize::MAX));
    }
}
