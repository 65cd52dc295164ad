//! Numbers of any size: bignums and decimal fractions (RFC 8949, sections 3.4.3, 3.4.4).

use super::bignum::{self, LONGEST};
use super::cursor::{Cursor, Fallible, Head};
use super::head;
use crate::types::{BigDecimal, BigInteger};

const POSITIVE: u64 = 2;
const NEGATIVE: u64 = 3;
const DECIMAL: u64 = 4;

/// Reads an integer in any encoding, including a float without a fraction.
pub(super) fn read_integer(cursor: &mut Cursor<'_>) -> Fallible<BigInteger> {
    let head = cursor.head_after_tags(is_number)?;
    let digits = match head {
        Head::Float(it) if it.fract() == 0.0 => it.to_string(),
        _ => integer(cursor, head, "a big integer")?,
    };
    let number = digits.parse();
    number.map_err(|_| cursor.unexpected("a big integer", head))
}

/// Reads a decimal fraction, or an integer or float.
pub(super) fn read_decimal(cursor: &mut Cursor<'_>) -> Fallible<BigDecimal> {
    const EXPECTED: &str = "a big decimal";
    let head = cursor.head_after_tags(is_number)?;
    let text = match head {
        Head::Tag(DECIMAL) => fraction(cursor)?,
        Head::Float(it) if it.is_finite() => format!("{it:?}"),
        _ => integer(cursor, head, EXPECTED)?,
    };
    let number = text.parse();
    number.map_err(|_| cursor.unexpected(EXPECTED, head))
}

/// Whether `tag` marks the bytes of an integer.
pub(super) fn is_bignum(tag: u64) -> bool {
    matches!(tag, POSITIVE | NEGATIVE)
}

/// Whether `tag` changes the meaning of an item to a number.
fn is_number(tag: u64) -> bool {
    tag == DECIMAL || is_bignum(tag)
}

/// Reads the integer after `head`, as decimal digits with a sign.
pub(super) fn integer(cursor: &mut Cursor<'_>, head: Head, expected: &str) -> Fallible<String> {
    match head {
        Head::Unsigned(it) => Ok(it.to_string()),
        Head::Negative(it) => Ok((-1 - i128::from(it)).to_string()),
        Head::Tag(POSITIVE) => Ok(bignum::to_digits(&magnitude(cursor)?)),
        Head::Tag(NEGATIVE) => {
            let digits = bignum::to_digits(&plus_one(magnitude(cursor)?));
            Ok(format!("-{digits}"))
        }
        other => Err(cursor.unexpected(expected, other)),
    }
}

/// Reads the bytes of a bignum, and puts a zero in front for a carry.
fn magnitude(cursor: &mut Cursor<'_>) -> Fallible<Vec<u8>> {
    let bytes = match cursor.head()? {
        Head::Bytes(length) => cursor.byte_string(length)?,
        other => return Err(cursor.unexpected("the bytes of a bignum", other)),
    };
    if bytes.len() > LONGEST {
        return Err(cursor.fault(format!("the bignum has more than {LONGEST} bytes")));
    }
    Ok([&[0], bytes.as_ref()].concat())
}

/// Adds one to a number whose first byte has room for a carry.
fn plus_one(mut magnitude: Vec<u8>) -> Vec<u8> {
    for byte in magnitude.iter_mut().rev() {
        let (sum, carried) = byte.overflowing_add(1);
        *byte = sum;
        if !carried {
            break;
        }
    }
    magnitude
}

/// Subtracts one from a number that is not zero.
fn minus_one(mut magnitude: Vec<u8>) -> Vec<u8> {
    for byte in magnitude.iter_mut().rev() {
        let (difference, borrowed) = byte.overflowing_sub(1);
        *byte = difference;
        if !borrowed {
            break;
        }
    }
    magnitude
}

/// Reads a decimal fraction after its tag, as decimal text.
fn fraction(cursor: &mut Cursor<'_>) -> Fallible<String> {
    const EXPECTED: &str = "an exponent and a mantissa";
    let mut rest = match cursor.head()? {
        Head::List(length) => length,
        other => return Err(cursor.unexpected(EXPECTED, other)),
    };
    cursor.enter()?;
    let mut part = |cursor: &mut Cursor<'_>| {
        if cursor.next(&mut rest)? {
            return cursor.head();
        }
        Err(cursor.fault(format!("expected {EXPECTED}, found fewer elements")))
    };
    let exponent = match part(cursor)? {
        head @ (Head::Unsigned(_) | Head::Negative(_)) => small(head),
        other => return Err(cursor.unexpected("an exponent", other)),
    };
    let exponent =
        exponent.ok_or_else(|| cursor.fault("the exponent is not in the range of a long"))?;
    let head = part(cursor)?;
    let mantissa = integer(cursor, head, "a mantissa")?;
    if cursor.next(&mut rest)? {
        return Err(cursor.fault(format!("expected {EXPECTED}, found more elements")));
    }
    Ok(decimal_text(&mantissa, exponent))
}

/// The integer of a head, if it is one in the range of `i64`.
pub(super) fn small(head: Head) -> Option<i64> {
    match head {
        Head::Unsigned(it) => i64::try_from(it).ok(),
        Head::Negative(it) => i64::try_from(it).ok().map(|it| -1 - it),
        _ => None,
    }
}

/// Maximum number of zeros after the decimal point; smaller numbers have an exponent.
const ZEROS: u64 = 6;

/// The number in usual decimal notation, with all digits of `mantissa`.
fn decimal_text(mantissa: &str, exponent: i64) -> String {
    if exponent == 0 {
        return mantissa.to_owned();
    }
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", mantissa),
    };
    let places = exponent.unsigned_abs();
    let zeros = places.saturating_sub(digits.len() as u64);
    if exponent > 0 || zeros > ZEROS {
        return format!("{mantissa}e{exponent}");
    }
    let zeros = usize::try_from(zeros).unwrap_or_default();
    let places = usize::try_from(places).unwrap_or_default();
    let digits = format!("{}{digits}", "0".repeat(zeros));
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(places));
    let whole = if whole.is_empty() { "0" } else { whole };
    format!("{sign}{whole}.{fraction}")
}

/// Appends `number` as a bignum, even if it is small.
pub(super) fn write_integer(number: &BigInteger, out: &mut Vec<u8>) {
    write_bignum(number.as_str(), out);
}

fn write_bignum(text: &str, out: &mut Vec<u8>) {
    let (tag, magnitude) = match text.strip_prefix('-') {
        Some(digits) => (NEGATIVE, minus_one(bignum::to_bytes(digits))),
        None => (POSITIVE, bignum::to_bytes(text)),
    };
    let zeros = magnitude.iter().take_while(|byte| **byte == 0).count();
    head::write_tag(tag, out);
    head::write_bytes(magnitude.get(zeros..).unwrap_or_default(), out);
}

/// Appends `number` as a decimal fraction; `None` if its exponent is out of the range of `i64`.
pub(super) fn write_decimal(number: &BigDecimal, out: &mut Vec<u8>) -> Option<()> {
    let text = number.as_str();
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let places = i64::try_from(fraction.len()).ok()?;
    let exponent = i64::checked_sub(exponent, places)?;
    let mantissa = format!("{whole}{fraction}");
    head::write_tag(DECIMAL, out);
    head::write_list(2, out);
    head::write_integer(exponent, out);
    match mantissa.parse::<i64>() {
        Ok(mantissa) => head::write_integer(mantissa, out),
        Err(_) => write_bignum(&mantissa, out),
    }
    Some(())
}
