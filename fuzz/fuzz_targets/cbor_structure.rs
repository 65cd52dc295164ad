//! Any bytes are an error or a value that is read back as it was written, for a structure with
//! every kind of member.

#![no_main]

#[path = "../../runtime/tests/json/fixture.rs"]
#[allow(dead_code, reason = "the round trip needs no member by name")]
mod fixture;

use libfuzzer_sys::fuzz_target;
use tinsmith::rt::codec::cbor::Cbor;
use tinsmith::rt::codec::{Codec, Limits, Part};
use tinsmith::rt::value::Field;

use fixture::Everything;

fuzz_target!(|bytes: &[u8]| {
    for limits in [Limits::new(), Limits::new().strict()] {
        let mut value = Everything::blank();
        if Cbor
            .decode(bytes, &mut value, Part::Whole, &limits)
            .is_err()
        {
            continue;
        }
        let mut first = Vec::new();
        // The exponent of a decimal may leave its range when its digits move.
        if Cbor.encode(&value, Part::Whole, &mut first).is_err() {
            continue;
        }
        let mut read = Everything::blank();
        let decoded = Cbor.decode(&first, &mut read, Part::Whole, &limits);
        assert!(decoded.is_ok(), "{decoded:?} of {first:x?}");
        // Not the values: a NaN is not equal to itself.
        let mut second = Vec::new();
        assert_eq!(Cbor.encode(&read, Part::Whole, &mut second), Ok(()));
        assert_eq!(first, second);
    }
});
