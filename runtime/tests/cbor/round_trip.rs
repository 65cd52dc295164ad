//! Encoding and decoding random values gives the same values.

use tinsmith::Timestamp;
use tinsmith::rt::codec::cbor::Cbor;
use tinsmith::rt::codec::{Codec, Limits, Part};

use crate::fixture::Everything;
use crate::random::Random;
use crate::wire::{decode_with, hex};

/// The value with timestamps rounded to the millisecond, and its decimal as a float, since CBOR
/// keeps the digits of a decimal, but not its notation.
fn comparable(mut value: Everything) -> (Everything, Option<f64>) {
    let millis = |it: Timestamp| Timestamp::new(it.seconds(), it.nanos() / 1_000_000 * 1_000_000);
    value.timestamp = value.timestamp.map(millis);
    value.date_time = value.date_time.map(millis);
    let decimal = value.big_decimal.take();
    (value, decimal.map(|it| it.to_f64()))
}

#[test]
fn random_values_are_read_back() {
    let limits = Limits::new().strict();
    let mut random = Random::new(0x1234_5678_9ABC_DEF1);
    for _ in 0..4000 {
        let value = random.everything();
        let mut data = Vec::new();
        Cbor.encode(&value, Part::Whole, &mut data).unwrap();
        let (read, decoded) = decode_with(&data, &limits).unwrap();
        assert!(decoded.corrected.is_empty());
        assert_eq!(comparable(read), comparable(value), "{}", hex(&data));
    }
}
