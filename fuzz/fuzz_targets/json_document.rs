//! Any bytes are an error or a document that is read back as it was written.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::codec::json::{decode_document, encode_document};

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = decode_document(bytes, &Limits::default()) else {
        return;
    };
    let mut written = Vec::new();
    encode_document(&document, &mut written);
    assert_eq!(decode_document(&written, &Limits::default()), Ok(document));
});
