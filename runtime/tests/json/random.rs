//! Random values of a structure with a member of every type.

#![expect(unreachable_pub, reason = "shared by the tests of several codecs")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "any bits make a value"
)]

use tinsmith::{BigDecimal, BigInteger, Blob, Document, Map, Timestamp};

use crate::fixture::{Child, Choice, Colour, Everything, Level};

/// The generator xorshift64*, which gives the same values in every run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(3) > 0).then(|| make(self))
    }

    fn list<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(4)).map(|_| make(self)).collect()
    }

    fn map<K: Ord, T>(
        &mut self,
        mut key: impl FnMut(&mut Self) -> K,
        mut make: impl FnMut(&mut Self) -> T,
    ) -> Map<K, T> {
        (0..self.below(4))
            .map(|_| (key(self), make(self)))
            .collect()
    }

    fn text(&mut self) -> String {
        const ALPHABET: &[char] = &[
            'a', 'Z', '0', '"', '\\', '/', '\n', '\0', '\u{1f}', 'é', '𝄞', '\u{ffff}',
        ];
        let length = self.below(24);
        (0..length)
            .map(|_| ALPHABET[self.below(12) as usize])
            .collect()
    }

    fn moment(&mut self, nanos: u32) -> Timestamp {
        let seconds = self.below(253_402_300_800) as i64;
        Timestamp::new(seconds, nanos)
    }

    fn digits(&mut self) -> String {
        format!("{}{:020}", 1 + self.below(9), self.next())
    }

    fn float(&mut self) -> f64 {
        let float = f64::from_bits(self.next());
        if float.is_nan() { 0.5 } else { float }
    }

    fn colour(&mut self) -> Colour {
        match self.below(3) {
            0 => Colour::Red,
            1 => Colour::Blue,
            _ => self.text().into(),
        }
    }

    fn document(&mut self, depth: u64) -> Document {
        match self.below(if depth == 0 { 6 } else { 8 }) {
            0 => Document::Null,
            1 => (self.below(2) == 0).into(),
            2 => self.next().into(),
            3 => (self.next() as i64).into(),
            4 => (self.below(1 << 40) as f64 / 1024.0 + 0.5).into(),
            5 => self.text().into(),
            6 => self.list(|it| it.document(depth - 1)).into(),
            _ => Document::Map(self.map(Self::text, |it| it.document(depth - 1))),
        }
    }

    fn child(&mut self, depth: u64) -> Child {
        Child {
            name: self.text(),
            age: self.next() as i32,
            nick: self.maybe(Self::text),
            children: (depth > 0)
                .then(|| self.maybe(|it| it.list(|it| it.child(depth - 1))))
                .flatten(),
        }
    }

    fn choice(&mut self, depth: u64) -> Choice {
        match self.below(if depth == 0 { 5 } else { 6 }) {
            0 => Choice::Text(self.text()),
            1 => Choice::List(self.list(Self::text)),
            2 => Choice::Child(self.child(1)),
            3 => Choice::Document(self.document(2)),
            4 => Choice::Unknown {
                name: format!("new {}", self.text()),
                // A null variant would be absent.
                value: Document::from(vec![self.document(1)]),
            },
            _ => Choice::Again(Box::new(self.choice(depth - 1))),
        }
    }

    pub fn everything(&mut self) -> Everything {
        Everything {
            boolean: self.maybe(|it| it.below(2) == 0),
            byte: self.maybe(|it| it.next() as i8),
            short: self.maybe(|it| it.next() as i16),
            integer: self.maybe(|it| it.next() as i32),
            long: self.maybe(|it| it.next() as i64),
            float: self.maybe(|it| it.float() as f32),
            double: self.maybe(Self::float),
            big_integer: self.maybe(|it| it.digits().parse::<BigInteger>().unwrap()),
            big_decimal: self.maybe(|it| {
                format!("-{}.{}e-7", it.digits(), it.next())
                    .parse::<BigDecimal>()
                    .unwrap()
            }),
            string: self.maybe(Self::text),
            colour: self.maybe(Self::colour),
            level: self.maybe(|it| Level::from(it.below(4) as i32)),
            blob: self.maybe(|it| Blob::new(it.list(|it| it.next() as u8))),
            timestamp: self.maybe(|it| {
                let nanos = it.below(1_000_000_000) as u32;
                it.moment(nanos)
            }),
            date_time: self.maybe(|it| it.moment(123_456_000)),
            http_date: self.maybe(|it| it.moment(0)),
            document: self.maybe(|it| it.document(3)),
            strings: self.maybe(|it| it.list(Self::text)),
            maybes: self.maybe(|it| it.list(|it| it.maybe(Self::text))),
            dates: self.maybe(|it| it.list(|it| it.moment(0))),
            numbers: self.maybe(|it| it.map(Self::text, |it| it.next() as i32)),
            holes: self.maybe(|it| it.map(Self::text, |it| it.maybe(|it| it.next() as i32))),
            moments: self.maybe(|it| it.map(Self::colour, |it| it.moment(0))),
            child: self.maybe(|it| it.child(3)),
            choice: self.maybe(|it| it.choice(3)),
            defaulted: self.next() as i32,
        }
    }
}
