//! Any bytes are an error or a value that is read back as it was written, for a structure with
//! every kind of member.

#![no_main]

#[path = "../../runtime/tests/json/fixture.rs"]
#[allow(dead_code, reason = "the round trip needs no member by name")]
mod fixture;

use libfuzzer_sys::fuzz_target;
use tinsmith::rt::codec::json::Json;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::value::Field;

use fixture::Everything;

fuzz_target!(|bytes: &[u8]| {
    for limits in [Limits::new(), Limits::new().strict()] {
        let mut value = Everything::blank();
        if Json::AWS_JSON.decode(bytes, &mut value, &limits).is_err() {
            continue;
        }
        let mut first = Vec::new();
        // A moment may be out of the years that its format can spell.
        if Json::AWS_JSON.encode(&value, &mut first).is_err() {
            continue;
        }
        let mut read = Everything::blank();
        let decoded = Json::AWS_JSON.decode(&first, &mut read, &limits);
        assert!(
            decoded.is_ok(),
            "{decoded:?} of {}",
            String::from_utf8_lossy(&first)
        );
        // Not the values: a NaN is not equal to itself.
        let mut second = Vec::new();
        assert_eq!(Json::AWS_JSON.encode(&read, &mut second), Ok(()));
        assert_eq!(
            String::from_utf8_lossy(&first),
            String::from_utf8_lossy(&second)
        );
    }
});
