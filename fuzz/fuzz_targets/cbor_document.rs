//! Any bytes are an error or a document that is read back as it was written.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::codec::cbor::{decode_document, encode_document};

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = decode_document(bytes, &Limits::default()) else {
        return;
    };
    let mut first = Vec::new();
    encode_document(&document, &mut first);
    let read = decode_document(&first, &Limits::default());
    // Not the documents: a NaN is not equal to itself.
    let mut second = Vec::new();
    encode_document(&read.expect("what was written is read"), &mut second);
    assert_eq!(first, second);
});
