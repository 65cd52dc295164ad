//! Dates of the Gregorian calendar as days. Knows no way to write them.

/// Days from 1970-01-01 to a date; `None` if there is no such date.
pub(crate) fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let exists = (0..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_of(year, month)).contains(&day);
    let leaps = |year: i64| year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let years = (year - 1970) * 365 + leaps(year - 1) - leaps(1969);
    let months: i64 = (1..month).map(|month| days_of(year, month)).sum();
    exists.then_some(years + months + day - 1)
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_are_counted_from_1970() {
        for (date, expected) in [
            ((1970, 1, 1), 0),
            ((1969, 12, 31), -1),
            ((2000, 2, 29), 11_016),
            ((0, 1, 1), -719_528),
            ((9999, 12, 31), 2_932_896),
        ] {
            let (year, month, day) = date;
            assert_eq!(days(year, month, day), Some(expected), "{date:?}");
        }
    }

    #[test]
    fn dates_that_are_none_have_no_day() {
        for (year, month, day) in [(1900, 2, 29), (2024, 4, 31), (2024, 0, 1), (2024, 1, 0)] {
            assert_eq!(days(year, month, day), None, "{year}-{month}-{day}");
        }
    }
}
