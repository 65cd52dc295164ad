//! The time in a signature: `20150830T123600Z`.

/// Its seconds since 1970.
pub(super) fn seconds(stamp: &str) -> Result<u64, String> {
    let refused = || format!("not a time: {stamp:?}");
    let bytes = stamp.as_bytes();
    if bytes.len() != 16 || bytes[8] != b'T' || bytes[15] != b'Z' {
        return Err(refused());
    }
    let number = |from: usize, to: usize| {
        let digits = stamp.get(from..to).and_then(|it| it.parse::<u64>().ok());
        digits.ok_or_else(refused)
    };
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let clock = number(9, 11)? * 3600 + number(11, 13)? * 60 + number(13, 15)?;
    Ok(days(year, month, day).ok_or_else(refused)? * 86_400 + clock)
}

/// Days since 1970 in the Gregorian calendar.
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let february = if is_leap { 29 } else { 28 };
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month = usize::try_from(month.checked_sub(1)?).ok()?;
    let before: u64 = lengths.get(..month)?.iter().sum();
    if day == 0 || day > *lengths.get(month)? {
        return None;
    }
    let past = year.checked_sub(1)?;
    let leaps = past / 4 - past / 100 + past / 400;
    // The first of January 1970 is the day 719,162 after that of the year 1.
    (past * 365 + leaps + before + day - 1).checked_sub(719_162)
}
