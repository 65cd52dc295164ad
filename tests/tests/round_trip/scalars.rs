//! Scalars at the ends of their ranges, and in between.

use tinsmith::Timestamp;
use tinsmith::rt::value::Slot;

use crate::carrier::Place;
use crate::dice::Dice;

/// What texts are made of.
const PIECES: [&str; 44] = [
    "a",
    "Z",
    "0",
    "-",
    "_",
    ".",
    "~",
    " ",
    "  ",
    "\"",
    "\\",
    "'",
    ",",
    ";",
    "=",
    "&",
    "&amp;",
    "<",
    ">",
    "]]>",
    "<!--",
    "%",
    "%41",
    "+",
    "?",
    "#",
    "/",
    "//",
    "..",
    ":",
    "é",
    "e\u{301}",
    "😀",
    "\u{10FFFF}",
    "\0",
    "\u{1}\u{1f}",
    "\r\n",
    "\r",
    "\t",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{FEFF}",
    "\u{FFFE}",
];

/// Texts that look like something else.
const WHOLE: [&str; 8] = [
    "",
    "null",
    "NaN",
    "true",
    "1e5",
    "=?UTF-8?B?YQ==?=",
    "--",
    "{}",
];

/// A text that fits its place.
pub(crate) fn text(dice: &mut Dice, place: Place) -> String {
    let text = any_text(dice);
    match place {
        // No control characters.
        Place::Header | Place::HeaderElement => {
            let text = text.replace(|it: char| it.is_ascii_control() && it != '\t', "");
            // White space around a header's value is not part of it.
            match place {
                Place::Header => text.trim_matches([' ', '\t']).to_owned(),
                _ => text,
            }
        }
        // What is empty would not be found, and dots lead elsewhere.
        Place::Label if ["", ".", ".."].contains(&&*text) => "x".to_owned(),
        Place::Payload if text.is_empty() => "x".to_owned(),
        Place::Host => token(dice),
        _ => text,
    }
}

fn any_text(dice: &mut Dice) -> String {
    if dice.one_in(6) {
        return dice.pick(&WHOLE).to_owned();
    }
    (0..dice.below(5)).map(|_| dice.pick(&PIECES)).collect()
}

/// A few letters.
pub(crate) fn token(dice: &mut Dice) -> String {
    let length = 1 + dice.below(3);
    (0..length)
        .map(|_| dice.pick(&['a', 'b', 'c', '7']))
        .collect()
}

pub(crate) fn bytes(dice: &mut Dice, least: usize) -> Vec<u8> {
    let length = least + dice.below(5);
    (0..length).map(|_| dice.next().to_le_bytes()[0]).collect()
}

/// A moment of the years 0 to 9999, a multiple of `unit` nanoseconds.
pub(crate) fn moment(dice: &mut Dice, unit: u32) -> Timestamp {
    const YEAR_0: i64 = -62_167_219_200;
    const YEAR_10000: i64 = 253_402_300_800;
    let seconds = match dice.below(6) {
        0 => 0,
        1 => -1,
        2 => YEAR_0,
        3 => YEAR_10000 - 1,
        _ => dice.between(YEAR_0, YEAR_10000.abs_diff(YEAR_0)),
    };
    let units = 1_000_000_000 / unit;
    let nanos = match dice.below(4) {
        0 => 0,
        1 => units - 1,
        _ => u32::try_from(dice.below(units as usize)).unwrap(),
    };
    Timestamp::new(seconds, nanos * unit)
}

/// Any moment that there is.
pub(crate) fn any_moment(dice: &mut Dice) -> Timestamp {
    let nanos = u32::try_from(dice.below(1_000_000_000)).unwrap();
    match dice.below(4) {
        0 => Timestamp::new(i64::MIN, nanos),
        1 => Timestamp::new(i64::MAX, nanos),
        2 => Timestamp::new(dice.between(-5, 10), nanos),
        _ => moment(dice, 1),
    }
}

const SINGLES: [f32; 10] = [
    0.0,
    -0.0,
    1.5,
    -1e-7,
    f32::MIN,
    f32::MAX,
    f32::MIN_POSITIVE,
    f32::NAN,
    f32::INFINITY,
    f32::NEG_INFINITY,
];
const DOUBLES: [f64; 11] = [
    0.0,
    -0.0,
    0.1,
    -1e-7,
    1e21,
    f64::MIN,
    f64::MAX,
    f64::MIN_POSITIVE,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
];
const INTEGERS: [&str; 7] = [
    "0",
    "-1",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "-18446744073709551617",
    "123456789012345678901234567890123456789012345678901234567890",
];
const DECIMALS: [&str; 9] = [
    "0",
    "1.50",
    "-123456789012345678901234567890.00000000001",
    "1e400",
    "1e-400",
    "5e2",
    "0.000",
    "100",
    "-0.0",
];

/// A decimal number, zeros with a sign among them if they are `signed`.
pub(crate) fn decimal(dice: &mut Dice, signed: bool) -> &'static str {
    let count = DECIMALS.len() - usize::from(!signed);
    dice.pick(&DECIMALS[..count])
}

/// Fills numbers and booleans.
pub(crate) fn fill(dice: &mut Dice, slot: Slot<'_>) {
    let bits = dice.next();
    let whole = match dice.below(4) {
        0 => i64::MIN,
        1 => i64::MAX,
        2 => 0,
        _ => i64::from_ne_bytes(bits.to_ne_bytes()),
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "some of the bits are enough"
    )]
    match slot {
        Slot::Boolean(it) => *it = dice.one_in(2),
        Slot::Byte(it) => *it = (whole >> 56) as i8,
        Slot::Short(it) => *it = (whole >> 48) as i16,
        Slot::Integer(it) => *it = (whole >> 32) as i32,
        Slot::IntEnum(it) => it.set((whole >> 32) as i32),
        Slot::Long(it) => *it = whole,
        Slot::Float(it) => {
            let any = f32::from_bits(bits as u32);
            *it = if dice.one_in(2) {
                any
            } else {
                dice.pick(&SINGLES)
            };
        }
        Slot::Double(it) => {
            let any = f64::from_bits(bits);
            *it = if dice.one_in(2) {
                any
            } else {
                dice.pick(&DOUBLES)
            };
        }
        Slot::BigInteger(it) => *it = dice.pick(&INTEGERS).parse().unwrap(),
        _ => panic!("a slot that is no scalar's"),
    }
}
