//! Any bytes are an error or a value that is read back as it was written, for a structure with
//! every kind of member.

#![no_main]

#[path = "../../runtime/tests/xml/fixture.rs"]
#[allow(dead_code, reason = "the round trip needs no member by name")]
mod fixture;

use libfuzzer_sys::fuzz_target;
use tinsmith::rt::codec::xml::Xml;
use tinsmith::rt::codec::{Codec, Limits, Part};
use tinsmith::rt::value::Field;

use fixture::Library;

fuzz_target!(|bytes: &[u8]| {
    for limits in [Limits::new(), Limits::new().strict()] {
        let mut value = Library::blank();
        if Xml::AWS
            .decode(bytes, &mut value, Part::Whole, &limits)
            .is_err()
        {
            continue;
        }
        let mut first = Vec::new();
        // A moment may be out of the years that its format can spell, and a variant's name may
        // be one that no element can have.
        if Xml::AWS.encode(&value, Part::Whole, &mut first).is_err() {
            continue;
        }
        let mut read = Library::blank();
        let decoded = Xml::AWS.decode(&first, &mut read, Part::Whole, &limits);
        assert!(
            decoded.is_ok(),
            "{decoded:?} of {}",
            String::from_utf8_lossy(&first)
        );
        // Not the values: a NaN is not equal to itself.
        let mut second = Vec::new();
        assert_eq!(Xml::AWS.encode(&read, Part::Whole, &mut second), Ok(()));
        assert_eq!(
            String::from_utf8_lossy(&first),
            String::from_utf8_lossy(&second)
        );
    }
});
