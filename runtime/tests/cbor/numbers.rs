//! Numbers of any size.

use tinsmith::rt::codec::cbor::Cbor;
use tinsmith::rt::codec::{Codec, Limits};
use tinsmith::rt::schema::Member;
use tinsmith::rt::schema::prelude::{BIG_DECIMAL, BIG_INTEGER};
use tinsmith::rt::value::{Field, Slot};
use tinsmith::{BigDecimal, BigInteger};

use crate::wire::{bytes, hex};

static INTEGER: Member = Member::new("integer", &BIG_INTEGER);
static DECIMAL: Member = Member::new("decimal", &BIG_DECIMAL);

fn read(member: &'static Member, slot: Slot<'_>, notation: &str) -> Result<(), String> {
    let decoded = Cbor.decode_member(&bytes(notation), member, slot, &Limits::default());
    decoded.map(drop).map_err(|error| error.to_string())
}

fn read_integer(notation: &str) -> Result<String, String> {
    let mut number = BigInteger::default();
    read(&INTEGER, number.slot(), notation)?;
    Ok(number.to_string())
}

fn read_decimal(notation: &str) -> Result<String, String> {
    let mut number = BigDecimal::default();
    read(&DECIMAL, number.slot(), notation)?;
    Ok(number.to_string())
}

fn write(member: &'static Member, value: &dyn Field) -> Result<String, String> {
    let mut out = Vec::new();
    let written = Cbor.encode_member(member, value.value(), &mut out);
    written
        .map(|()| hex(&out))
        .map_err(|error| error.to_string())
}

#[test]
fn big_integers_are_bignums() {
    for (number, notation) in [
        ("0", "c240"),
        ("1", "c24101"),
        ("-1", "c340"),
        ("-256", "c341ff"),
        ("-257", "c3420100"),
        ("18446744073709551616", "c249010000000000000000"),
        ("-18446744073709551617", "c349010000000000000000"),
    ] {
        let big: BigInteger = number.parse().unwrap();
        assert_eq!(write(&INTEGER, &big).unwrap(), notation, "{number}");
        assert_eq!(read_integer(notation).unwrap(), number);
    }
}

#[test]
fn big_integers_are_read_in_any_encoding() {
    for (notation, expected) in [
        ("00", "0"),
        ("1bffffffffffffffff", "18446744073709551615"),
        ("3bffffffffffffffff", "-18446744073709551616"),
        ("c2440000000a", "10"),
        ("c25f 4101 4200ff ff", "65791"),
        ("f9c400", "-4"),
        ("fb4340000000000000", "9007199254740992"),
        ("d82a c24101", "1"),
    ] {
        assert_eq!(
            read_integer(notation).as_deref(),
            Ok(expected),
            "{notation}"
        );
    }
}

#[test]
fn an_invalid_integer_is_an_error() {
    for (notation, expected) in [
        ("'1'", "expected a big integer, found a text (byte 0)"),
        ("f93e00", "expected a big integer, found a float (byte 0)"),
        ("f97e00", "expected a big integer, found a float (byte 0)"),
        ("c4820001", "expected a big integer, found tag 4 (byte 0)"),
        (
            "c2'1'",
            "expected the bytes of a bignum, found a text (byte 1)",
        ),
        (
            "c2591001",
            "a length of 4097, but the data has only 0 more bytes (byte 1)",
        ),
    ] {
        assert_eq!(
            read_integer(notation),
            Err(expected.to_owned()),
            "{notation}"
        );
    }
}

#[test]
fn a_bignum_may_be_4096_bytes_long() {
    let ones = |bytes: usize| format!("c259{bytes:04x}{}", "ff".repeat(bytes));
    // 2^32768 has 9865 digits.
    assert_eq!(read_integer(&ones(4096)).unwrap().len(), 9865);
    let error = read_integer(&ones(4097)).unwrap_err();
    assert_eq!(error, "the bignum has more than 4096 bytes (byte 1)");
}

#[test]
fn long_numbers_are_read_back() {
    for digits in 1..200 {
        let number: BigInteger = "9".repeat(digits).parse().unwrap();
        let notation = write(&INTEGER, &number).unwrap();
        assert_eq!(read_integer(&notation).unwrap(), number.to_string());
        let padded: BigInteger = format!("-1{}", "0".repeat(digits)).parse().unwrap();
        let notation = write(&INTEGER, &padded).unwrap();
        assert_eq!(read_integer(&notation).unwrap(), padded.to_string());
    }
}

#[test]
fn big_decimals_are_decimal_fractions() {
    for (number, notation) in [
        ("0", "c4820000"),
        ("273.15", "c48221196ab3"),
        ("-1.5", "c482202e"),
        ("0.05", "c4822105"),
        ("0.0000001", "c4822601"),
        ("1e3", "c4820301"),
        ("1.50", "c482211896"),
        ("184467440737095516.16", "c48221c249010000000000000000"),
    ] {
        let big: BigDecimal = number.parse().unwrap();
        assert_eq!(write(&DECIMAL, &big).unwrap(), notation, "{number}");
        assert_eq!(read_decimal(notation).unwrap(), number);
    }
}

#[test]
fn the_exponent_of_a_big_decimal_has_its_limits() {
    let number: BigDecimal = "1e9223372036854775808".parse().unwrap();
    assert_eq!(
        write(&DECIMAL, &number),
        Err("the exponent is not in the range of a long".to_owned())
    );
    assert_eq!(
        read_decimal("c4821b800000000000000001").unwrap_err(),
        "the exponent is not in the range of a long (byte 2)"
    );
}

#[test]
fn absurd_exponents_stay_exponents() {
    assert_eq!(
        read_decimal("c4821b7fffffffffffffff01").unwrap(),
        "1e9223372036854775807"
    );
    assert_eq!(
        read_decimal("c4823b7fffffffffffffff01").unwrap(),
        "1e-9223372036854775808"
    );
}

#[test]
fn big_decimals_are_read_in_any_encoding() {
    for (notation, expected) in [
        ("05", "5"),
        ("20", "-1"),
        ("c24101", "1"),
        ("fb3ffe395810624dd3", "1.889"),
        ("fb7e37e43c8800759c", "1e300"),
        ("c49f 21 196ab3 ff", "273.15"),
        ("c482 21 c2426ab3", "273.15"),
    ] {
        assert_eq!(
            read_decimal(notation).as_deref(),
            Ok(expected),
            "{notation}"
        );
    }
}

#[test]
fn an_invalid_decimal_is_an_error() {
    for (notation, expected) in [
        ("'1.5'", "expected a big decimal, found a text (byte 0)"),
        ("f97c00", "expected a big decimal, found a float (byte 0)"),
        (
            "c400",
            "expected an exponent and a mantissa, found an integer (byte 1)",
        ),
        (
            "c480",
            "expected an exponent and a mantissa, found fewer elements (byte 1)",
        ),
        (
            "c48100",
            "expected an exponent and a mantissa, found fewer elements (byte 2)",
        ),
        (
            "c483000000",
            "expected an exponent and a mantissa, found more elements (byte 3)",
        ),
        (
            "c482f93c0000",
            "expected an exponent, found a float (byte 2)",
        ),
        (
            "c48200f93c00",
            "expected a mantissa, found a float (byte 3)",
        ),
    ] {
        assert_eq!(
            read_decimal(notation),
            Err(expected.to_owned()),
            "{notation}"
        );
    }
}
