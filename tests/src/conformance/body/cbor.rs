//! CBOR (RFC 8949) by value: a reader of its own, so that no fault of the runtime's hides.

use std::fmt;

/// A data item. Integers and floats are different things; the widths of either are not.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Integer(i128),
    Bytes(Vec<u8>),
    Text(String),
    List(Vec<Self>),
    Map(Vec<(Self, Self)>),
    Tagged(u64, Box<Self>),
    Float(f64),
    /// `false`, `true`, `null`, `undefined` and the like.
    Simple(u8),
}

/// Whether both items are the same; fails when one of them cannot be read.
pub(super) fn same(expected: &[u8], found: &[u8]) -> Result<bool, String> {
    let expected = read(expected).map_err(|fault| format!("the case's own body: {fault}"))?;
    let found = read(found).map_err(|fault| format!("not CBOR: {fault}"))?;
    Ok(same_item(&expected, &found))
}

#[expect(clippy::float_cmp, reason = "what is sent must come back to the bit")]
fn same_item(a: &Item, b: &Item) -> bool {
    match (a, b) {
        (Item::Integer(a), Item::Integer(b)) => a == b,
        (Item::Float(a), Item::Float(b)) => a == b || a.is_nan() && b.is_nan(),
        (Item::Simple(a), Item::Simple(b)) => a == b,
        (Item::Bytes(a), Item::Bytes(b)) => a == b,
        (Item::Text(a), Item::Text(b)) => a == b,
        (Item::Tagged(a, x), Item::Tagged(b, y)) => {
            // The seconds of tag 1 are a number of either kind (RFC 8949, section 3.4.2).
            let seconds = |it: &Item| it.number().filter(|_| *a == 1);
            a == b && (same_item(x, y) || seconds(x).is_some() && seconds(x) == seconds(y))
        }
        (Item::List(a), Item::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_item(a, b))
        }
        (Item::Map(a), Item::Map(b)) => {
            let holds = |(key, a): &(Item, Item)| {
                let mut entries = b.iter();
                entries.any(|(other, b)| same_item(key, other) && same_item(a, b))
            };
            a.len() == b.len() && a.iter().all(holds)
        }
        _ => false,
    }
}

impl Item {
    #[expect(clippy::cast_precision_loss, reason = "seconds are far from 2^53")]
    fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(it) => Some(*it as f64),
            Self::Float(it) => Some(*it),
            _ => None,
        }
    }
}

/// Reads one item that is all there is.
pub(super) fn read(bytes: &[u8]) -> Result<Item, String> {
    let mut reader = Reader(bytes);
    match reader.item()? {
        Some(item) if reader.0.is_empty() => Ok(item),
        Some(_) => Err("more than one item".to_owned()),
        None => Err("a break outside of all collections".to_owned()),
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// The next item; none where a break stands.
    fn item(&mut self) -> Result<Option<Item>, String> {
        let first = *self.take(1)?.first().unwrap_or(&0);
        let (major, short) = (first >> 5, first & 31);
        if first == 0xff {
            return Ok(None);
        }
        let indefinite = short == 31;
        let argument = if indefinite { 0 } else { self.argument(short)? };
        let count = (!indefinite).then_some(argument);
        Ok(Some(match major {
            0 => Item::Integer(argument.into()),
            1 => Item::Integer(-1 - i128::from(argument)),
            2 => Item::Bytes(self.string(major, count)?),
            3 => {
                let text = String::from_utf8(self.string(major, count)?);
                Item::Text(text.map_err(|error| error.to_string())?)
            }
            4 => Item::List(self.items(count)?),
            5 => Item::Map(self.entries(count)?),
            6 => Item::Tagged(argument, Box::new(self.one()?)),
            _ => simple(short, argument),
        }))
    }

    fn one(&mut self) -> Result<Item, String> {
        self.item()?
            .ok_or_else(|| "a break out of place".to_owned())
    }

    fn take(&mut self, count: u64) -> Result<&'a [u8], String> {
        let split = usize::try_from(count).ok();
        let split = split.and_then(|count| self.0.split_at_checked(count));
        let (taken, rest) = split.ok_or("it ends too early")?;
        self.0 = rest;
        Ok(taken)
    }

    fn argument(&mut self, short: u8) -> Result<u64, String> {
        let width = match short {
            0..=23 => return Ok(short.into()),
            24..=27 => 1 << (short - 24),
            _ => return Err(format!("the reserved length {short}")),
        };
        let bytes = self.take(width)?;
        Ok(bytes.iter().fold(0, |sum, it| sum << 8 | u64::from(*it)))
    }

    /// A string, whose chunks are strings of its own kind.
    fn string(&mut self, major: u8, count: Option<u64>) -> Result<Vec<u8>, String> {
        if let Some(count) = count {
            return Ok(self.take(count)?.to_owned());
        }
        let mut joined = Vec::new();
        while let Some(chunk) = self.item()? {
            match (major, chunk) {
                (2, Item::Bytes(chunk)) => joined.extend(chunk),
                (3, Item::Text(chunk)) => joined.extend(chunk.into_bytes()),
                _ => return Err("a chunk of another kind".to_owned()),
            }
        }
        Ok(joined)
    }

    fn items(&mut self, count: Option<u64>) -> Result<Vec<Item>, String> {
        let mut items = Vec::new();
        match count {
            Some(count) => {
                for _ in 0..count {
                    items.push(self.one()?);
                }
            }
            None => {
                while let Some(item) = self.item()? {
                    items.push(item);
                }
            }
        }
        Ok(items)
    }

    fn entries(&mut self, count: Option<u64>) -> Result<Vec<(Item, Item)>, String> {
        let items = self.items(count.map(|it| it.saturating_mul(2)))?;
        let mut entries = Vec::new();
        let mut items = items.into_iter();
        while let Some(key) = items.next() {
            entries.push((key, items.next().ok_or("a key without a value")?));
        }
        Ok(entries)
    }
}

/// What major type 7 stands for.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the argument is as wide as `short` says"
)]
fn simple(short: u8, argument: u64) -> Item {
    match short {
        25 => Item::Float(half(argument as u16)),
        26 => Item::Float(f32::from_bits(argument as u32).into()),
        27 => Item::Float(f64::from_bits(argument)),
        _ => Item::Simple(argument as u8),
    }
}

/// RFC 8949, appendix D.
fn half(bits: u16) -> f64 {
    let (exponent, mantissa) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    let size = match exponent {
        0 => mantissa * 2f64.powi(-24),
        31 if mantissa > 0.0 => f64::NAN,
        31 => f64::INFINITY,
        _ => (mantissa + 1024.0) * 2f64.powi(exponent - 25),
    };
    if bits >> 15 == 1 { -size } else { size }
}

impl fmt::Display for Item {
    /// Diagnostic notation (RFC 8949, section 8).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(it) => write!(f, "{it}"),
            Self::Bytes(it) => write!(f, "b\"{}\"", it.escape_ascii()),
            Self::Text(it) => write!(f, "{it:?}"),
            Self::Tagged(tag, it) => write!(f, "{tag}({it})"),
            Self::Float(it) => write!(f, "{it:?}"),
            Self::Simple(20) => f.write_str("false"),
            Self::Simple(21) => f.write_str("true"),
            Self::Simple(22) => f.write_str("null"),
            Self::Simple(it) => write!(f, "simple({it})"),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::to_string).collect();
                write!(f, "[{}]", items.join(", "))
            }
            Self::Map(entries) => {
                let entries = entries.iter().map(|(key, it)| format!("{key}: {it}"));
                write!(f, "{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_order_and_lengths_mean_nothing() {
        for (a, b) in [
            (&b"\x01"[..], &b"\x19\x00\x01"[..]),
            (b"\xf9\x3e\x00", b"\xfb\x3f\xf8\x00\x00\x00\x00\x00\x00"),
            (b"\xf9\x7e\x00", b"\xfa\x7f\xc0\x00\x00"),
            (b"\xa2\x61a\x01\x61b\x02", b"\xbf\x61b\x02\x61a\x01\xff"),
            (b"\x82\xf5\xf6", b"\x9f\xf5\xf6\xff"),
            (b"\x62ab", b"\x7f\x61a\x61b\xff"),
            (b"\xc1\x01", b"\xc1\xf9\x3c\x00"),
        ] {
            assert_eq!(same(a, b), Ok(true), "{a:x?}");
        }
    }

    #[test]
    fn values_kinds_and_tags_count() {
        for (a, b) in [
            (&b"\x01"[..], &b"\x02"[..]),
            (b"\x01", b"\xf9\x3c\x00"),
            (b"\x01", b"\xc1\x01"),
            (b"\x61a", b"\x41a"),
            (b"\xf6", b"\xf4"),
            (b"\x82\x01\x02", b"\x82\x02\x01"),
            (b"\xa1\x61a\x01", b"\xa1\x61a\x02"),
            (b"\xa1\x61a\x01", b"\xa0"),
        ] {
            assert_eq!(same(a, b), Ok(false), "{a:x?}");
        }
    }

    #[test]
    fn what_is_not_one_item_cannot_be_read() {
        for bytes in [
            &b""[..],
            b"\x01\x01",
            b"\x82\x01",
            b"\xff",
            b"\x1c",
            b"\x61\xff",
        ] {
            assert!(read(bytes).is_err(), "{bytes:x?}");
        }
    }

    #[test]
    fn halves_are_as_in_the_appendix() {
        for (bits, value) in [
            (0x0001, 5.960_464_477_539_063e-8),
            (0x7bff, 65504.0),
            (0xc400, -4.0),
            (0xfc00, f64::NEG_INFINITY),
        ] {
            assert_eq!(half(bits).to_bits(), value.to_bits(), "{bits:x}");
        }
    }
}
