//! `JSONTestSuite` through the reader of documents and through the one of structures, which
//! only skips.

use std::path::PathBuf;

use tinsmith::rt::codec::Limits;
use tinsmith::rt::codec::json::{Json, decode_document, encode_document};
use tinsmith::rt::value::Field;

use crate::fixture::Everything;

/// The files whose names start with `prefix`.
fn cases(prefix: &str) -> Vec<(String, Vec<u8>)> {
    let root = std::env::var_os("TINSMITH_CORPORA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora")),
        PathBuf::from,
    );
    let directory = root.join("json/test_parsing");
    let Ok(files) = std::fs::read_dir(&directory) else {
        println!("left out: no {}", directory.display());
        return Vec::new();
    };
    let named = files.filter_map(|file| {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with(prefix)
            .then(|| (name, std::fs::read(&path).unwrap()))
    });
    named.collect()
}

/// Whether both readers take `bytes`.
fn accepted(bytes: &[u8]) -> [bool; 2] {
    let document = decode_document(bytes, &Limits::default()).is_ok();
    let wrapped = [b"{\"unknown\":", bytes, b"}"].concat();
    let mut value = Everything::blank();
    let skipped = Json::AWS_JSON.decode(&wrapped, &mut value, &Limits::default());
    [document, skipped.is_ok()]
}

#[test]
fn what_must_be_read_is_read() {
    for (name, bytes) in cases("y_") {
        assert_eq!(accepted(&bytes), [true, true], "{name}");
    }
}

#[test]
fn what_must_not_be_read_is_an_error() {
    for (name, bytes) in cases("n_") {
        assert!(!accepted(&bytes)[0], "{name}");
    }
}

#[test]
fn what_is_written_is_what_was_read() {
    for (name, bytes) in cases("y_") {
        let document = decode_document(&bytes, &Limits::default()).unwrap();
        let mut written = Vec::new();
        encode_document(&document, &mut written);
        assert_eq!(
            decode_document(&written, &Limits::default()),
            Ok(document),
            "{name}"
        );
    }
}

#[test]
fn what_may_be_read_never_panics() {
    for (_, bytes) in cases("i_") {
        accepted(&bytes);
    }
}
