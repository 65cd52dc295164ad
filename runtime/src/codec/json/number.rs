//! Numbers (RFC 8259, section 6). Integers are exact; floats are parsed as in Rust.

use std::io::Write;
use std::str::FromStr;

use crate::types::Number;

/// The text of a number.
#[derive(Clone, Copy)]
pub(super) struct Numeral<'a> {
    pub(super) text: &'a str,
    /// Whether the number has neither fraction nor exponent.
    integer: bool,
}

/// Reads the number at the start of `text`, and returns it with its length.
pub(super) fn read(text: &str) -> Option<(Numeral<'_>, usize)> {
    let bytes = text.as_bytes();
    let whole = usize::from(bytes.first() == Some(&b'-'));
    let fraction = digits(bytes, whole)?;
    if bytes.get(whole) == Some(&b'0') && fraction > whole + 1 {
        return None;
    }
    let exponent = match bytes.get(fraction) {
        Some(b'.') => digits(bytes, fraction + 1)?,
        _ => fraction,
    };
    let end = match bytes.get(exponent) {
        Some(b'e' | b'E') => {
            let signed = matches!(bytes.get(exponent + 1), Some(b'+' | b'-'));
            digits(bytes, exponent + 1 + usize::from(signed))?
        }
        _ => exponent,
    };
    let text = text.get(..end)?;
    let integer = end == fraction;
    Some((Numeral { text, integer }, end))
}

/// The end of the digits that begin at `start`; `None` if there are no digits.
fn digits(bytes: &[u8], start: usize) -> Option<usize> {
    let mut end = start;
    while let Some(b'0'..=b'9') = bytes.get(end) {
        end += 1;
    }
    (end > start).then_some(end)
}

impl Numeral<'_> {
    /// Converts the number to an integer type; `name` is the type's name in errors.
    pub(super) fn integer<T: TryFrom<i64>>(self, name: &str) -> Result<T, String> {
        let exact = self.exact()?.and_then(|it| T::try_from(it).ok());
        exact.ok_or_else(|| self.out_of_range(name))
    }

    fn exact(self) -> Result<Option<i64>, String> {
        if self.integer {
            Ok(self.text.parse().ok())
        } else {
            self.whole_float()
        }
    }

    /// The error for a number that does not fit the type called `name`.
    #[cold]
    pub(super) fn out_of_range(self, name: &str) -> String {
        format!("{} is out of the range of {name}", self.shown())
    }

    /// Accepts `1.0` and `1e3` as integers, since some services write all numbers as floats.
    fn whole_float(self) -> Result<Option<i64>, String> {
        match self.float() {
            Some(float) if f64::fract(float) != 0.0 => {
                Err(format!("expected an integer, found {}", self.shown()))
            }
            float => Ok(float.and_then(|float| Number::Float(float).as_i64())),
        }
    }

    /// The nearest float; `None` if that is infinite.
    pub(super) fn float<T: FromStr + Into<f64> + Copy>(self) -> Option<T> {
        let nearest: Option<T> = self.text.parse().ok();
        nearest.filter(|&it| it.into().is_finite())
    }

    /// The number in the narrowest variant that holds it.
    pub(super) fn number(self) -> Option<Number> {
        if self.integer && self.text != "-0" {
            if let Ok(it) = self.text.parse::<u64>() {
                return Some(Number::Unsigned(it));
            }
            if let Ok(it) = self.text.parse::<i64>() {
                return Some(Number::Negative(it));
            }
        }
        self.float().map(Number::Float)
    }

    /// The start of the number, for messages.
    pub(super) fn shown(self) -> String {
        match self.text.get(..40) {
            Some(start) => format!("{start}…"),
            None => self.text.to_owned(),
        }
    }
}

/// Appends an integer.
pub(super) fn write_integer(number: i64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut rest = number.unsigned_abs();
    let mut used = 0;
    for place in digits.iter_mut().rev() {
        *place = b'0' + (rest % 10) as u8;
        rest /= 10;
        used += 1;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[digits.len() - used..]);
}

/// Appends the shortest text that parses to `number`, or a string if it is not finite.
pub(super) fn write_float(number: impl Into<f64> + std::fmt::Debug + Copy, out: &mut Vec<u8>) {
    let wide: f64 = number.into();
    let special: &[u8] = match wide {
        _ if wide.is_nan() => b"\"NaN\"",
        f64::INFINITY => b"\"Infinity\"",
        f64::NEG_INFINITY => b"\"-Infinity\"",
        _ => {
            // Writing to a vector cannot fail.
            let _ = write!(out, "{number:?}");
            return;
        }
    };
    out.extend_from_slice(special);
}
