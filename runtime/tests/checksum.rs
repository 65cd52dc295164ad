//! Checksums against values that other implementations computed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;

use serde_json::Value as Json;
use tinsmith::checksum::Algorithm;

/// The bytes of each case, and the case itself.
fn cases() -> Vec<(Vec<u8>, Json)> {
    let root = std::env::var_os("TINSMITH_CORPORA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora")),
        PathBuf::from,
    );
    let file = root.join("checksums/vectors.json");
    let Ok(text) = std::fs::read(&file) else {
        println!("left out: no {}", file.display());
        return Vec::new();
    };
    let cases: Vec<Json> = serde_json::from_slice(&text).unwrap();
    cases
        .into_iter()
        .map(|case| (data(&case["data"]), case))
        .collect()
}

fn data(case: &Json) -> Vec<u8> {
    let count = || usize::try_from(case["n"].as_u64().unwrap()).unwrap();
    if let Some(text) = case["utf8"].as_str() {
        return text.as_bytes().to_vec();
    }
    if let Some(digits) = case["hex"].as_str() {
        let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        return (0..digits.len()).step_by(2).map(byte).collect();
    }
    match case["kind"].as_str().unwrap() {
        "zeros" => vec![0; count()],
        "ramp" => (0..=255).cycle().take(count()).collect(),
        other => panic!("no {other} is known"),
    }
}

#[test]
fn checksums_equal_those_of_other_implementations() {
    for (bytes, case) in cases() {
        for algorithm in Algorithm::ALL {
            let expected = case[algorithm.name().to_ascii_lowercase()]
                .as_str()
                .unwrap();
            let found = algorithm.of(&bytes).to_base64();
            assert_eq!(found, expected, "{algorithm} of {}", case["data"]);
        }
    }
}

#[test]
fn published_check_values_hold() {
    for (algorithm, expected) in [
        (Algorithm::Crc32, "y/Q5Jg=="),
        (Algorithm::Crc32C, "4waSgw=="),
        (Algorithm::Crc64Nvme, "rosUhgp5mIg="),
        (Algorithm::Sha1, "98O8HYCOBHMq32eZZczDTKeuNEE="),
        (
            Algorithm::Sha256,
            "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
        ),
        (Algorithm::Md5, "JfnnlDI7RTiF9RgfG2JNCw=="),
    ] {
        assert_eq!(algorithm.of(b"123456789").to_base64(), expected);
    }
}

#[test]
fn checksums_do_not_depend_on_the_split_of_the_data() {
    let bytes: Vec<u8> = (0..=255).cycle().take(100).collect();
    for algorithm in Algorithm::ALL {
        let whole = algorithm.of(&bytes);
        for end in 0..bytes.len() {
            let (first, second) = bytes.split_at(end);
            let mut hasher = algorithm.hasher();
            hasher.update(first);
            hasher.update(second);
            assert_eq!(hasher.finalize(), whole, "{algorithm} at {end}");
        }
    }
}

#[test]
fn algorithms_are_found_by_name() {
    for algorithm in Algorithm::ALL {
        assert_eq!(Algorithm::from_name(algorithm.name()), Some(algorithm));
        let lower = algorithm.name().to_ascii_lowercase();
        assert_eq!(Algorithm::from_name(&lower), Some(algorithm));
        assert_eq!(algorithm.header_name(), format!("x-amz-checksum-{lower}"));
    }
    assert_eq!(Algorithm::from_name("CRC16"), None);
}
