//! `JSONTestSuite`, read as documents and skipped as unknown members of structures.

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

/// Whether each of the readers accepts `bytes`.
fn accepted(bytes: &[u8]) -> [bool; 2] {
    let document = decode_document(bytes, &Limits::default()).is_ok();
    let wrapped = [b"{\"unknown\":", bytes, b"}"].concat();
    let mut value = Everything::blank();
    let skipped = Json::AWS_JSON.decode(&wrapped, &mut value, &Limits::default());
    [document, skipped.is_ok()]
}

#[test]
fn valid_files_are_read() {
    for (name, bytes) in cases("y_") {
        assert_eq!(accepted(&bytes), [true, true], "{name}");
    }
}

#[test]
fn invalid_files_are_errors() {
    for (name, bytes) in cases("n_") {
        assert!(!accepted(&bytes)[0], "{name}");
    }
}

#[test]
fn files_survive_a_round_trip() {
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
fn optional_files_never_panic() {
    for (_, bytes) in cases("i_") {
        accepted(&bytes);
    }
}
