//! Indices and slices of lists. Negative indices count from the end, and limits of a slice are
//! clamped to the list.

use super::data::Data;

/// The element at `index`.
pub(super) fn element<'a>(data: &Data<'a>, index: i64) -> Data<'a> {
    let all = data.elements().unwrap_or_default();
    let place = usize::try_from(index).ok().or_else(|| {
        let back = usize::try_from(index.unsigned_abs()).ok()?;
        all.len().checked_sub(back)
    });
    let element = place.and_then(|place| all.into_iter().nth(place));
    element.unwrap_or(Data::NULL)
}

/// The elements from `start` up to but excluding `stop`, in steps of `stride`, which is not zero.
pub(super) fn slice<'a>(
    data: &Data<'a>,
    (start, stop, stride): (Option<i64>, Option<i64>, i64),
) -> Option<Vec<Data<'a>>> {
    let all = data.elements()?;
    let length = i64::try_from(all.len()).ok()?;
    let forward = stride > 0;
    // The positions at which a slice in this direction can begin and end.
    let (first, last) = if forward {
        (0, length)
    } else {
        (-1, length - 1)
    };
    let place = |limit: i64| {
        let from_start = if limit < 0 {
            limit.saturating_add(length)
        } else {
            limit
        };
        from_start.clamp(first, last)
    };
    let (from, to) = if forward {
        (first, last)
    } else {
        (last, first)
    };
    let stop = stop.map_or(to, place);
    let mut at = start.map_or(from, place);
    let mut chosen = Vec::new();
    while if forward { at < stop } else { at > stop } {
        let element = usize::try_from(at).ok().and_then(|it| all.get(it));
        chosen.extend(element.cloned());
        at = at.saturating_add(stride);
    }
    Some(chosen)
}
