//! Compares decimal numbers of any size by their text, exactly.
//!
//! A floating-point number is represented by its shortest text, as on the wire, so that `0.1_f32`
//! equals 0.1.

use std::cmp::Ordering;

/// Compares two decimal numbers; `None` if either text is not a number.
pub(super) fn compare(left: &str, right: &str) -> Option<Ordering> {
    let (left, right) = (Decimal::parse(left)?, Decimal::parse(right)?);
    Some(match (left.sign(), right.sign()) {
        (-1, -1) => right.compare_magnitude(&left),
        (1, 1) => left.compare_magnitude(&right),
        (left, right) => left.cmp(&right),
    })
}

/// A number as `0.digits × 10^point`, the first digit not zero.
struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    point: i64,
}

impl<'a> Decimal<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let negative = text.starts_with('-');
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (number, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, parse_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let digital = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digital(whole) || !digital(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let significant = fraction.trim_start_matches('0');
        let zeros = if whole.is_empty() {
            fraction.len() - significant.len()
        } else {
            0
        };
        let shift = i64::try_from(whole.len()).ok()? - i64::try_from(zeros).ok()?;
        let fraction = if whole.is_empty() {
            significant
        } else {
            fraction
        };
        Some(Self {
            negative,
            whole,
            fraction,
            point: exponent.saturating_add(shift),
        })
    }

    fn digits(&self) -> impl Iterator<Item = u8> {
        self.whole.bytes().chain(self.fraction.bytes())
    }

    fn sign(&self) -> i8 {
        match (self.digits().all(|digit| digit == b'0'), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    fn compare_magnitude(&self, other: &Self) -> Ordering {
        let length = self.digits().count().max(other.digits().count());
        let padded = |number: &Self| {
            number
                .digits()
                .chain(std::iter::repeat(b'0'))
                .take(length)
                .collect::<Vec<_>>()
        };
        self.point
            .cmp(&other.point)
            .then_with(|| padded(self).cmp(&padded(other)))
    }
}

/// Parses an exponent. A magnitude too large for an `i64` counts as `i64::MAX / 2`.
fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let magnitude = digits.parse().unwrap_or(i64::MAX / 2);
    Some(if text.starts_with('-') {
        -magnitude
    } else {
        magnitude
    })
}
