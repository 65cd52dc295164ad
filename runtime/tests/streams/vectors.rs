//! The frames of the AWS SDKs' own tests.

use std::path::{Path, PathBuf};

use tinsmith::event_stream::frame::{Decoder, HeaderValue, Message};

/// The folder with vectors, if it exists.
fn corpus() -> Option<PathBuf> {
    let root = std::env::var_os("TINSMITH_CORPORA").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    let folder = root.unwrap_or(beside).join("eventstream");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("left out: no event stream vectors in {}", folder.display());
    None
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn decode(bytes: &[u8]) -> Result<Message, String> {
    let mut decoder = Decoder::new(1 << 20);
    decoder.push(bytes);
    let message = decoder.next_message().map_err(|it| it.to_string())?;
    decoder.finish().map_err(|it| it.to_string())?;
    message.ok_or_else(|| "nothing".to_owned())
}

#[test]
fn valid_messages_are_read_and_written_back_byte_for_byte() {
    let Some(corpus) = corpus() else { return };
    let go = files(&corpus.join("smithy-go-testdata/encoded/positive"));
    let rust = files(&corpus.join("smithy-rs-test_data"));
    let valid = rust
        .into_iter()
        .filter(|(name, _)| name.starts_with("valid"));
    for (name, bytes) in go.into_iter().chain(valid) {
        let message = decode(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(message.encode().unwrap(), bytes, "{name}");
    }
}

#[test]
fn invalid_messages_are_refused() {
    let Some(corpus) = corpus() else { return };
    let go = files(&corpus.join("smithy-go-testdata/encoded/negative"));
    let rust = files(&corpus.join("smithy-rs-test_data"));
    let invalid = rust
        .into_iter()
        .filter(|(name, _)| name.starts_with("invalid"));
    for (name, bytes) in go.into_iter().chain(invalid) {
        assert!(decode(&bytes).is_err(), "{name}");
    }
}

#[test]
fn headers_and_payload_are_those_of_the_decoded_vectors() {
    let Some(corpus) = corpus() else { return };
    let folder = corpus.join("smithy-go-testdata");
    for (name, expected) in files(&folder.join("decoded/positive")) {
        let bytes = std::fs::read(folder.join("encoded/positive").join(&name)).unwrap();
        let message = decode(&bytes).unwrap();
        let expected: serde_json::Value = serde_json::from_slice(&expected).unwrap();
        let payload = expected["payload"].as_str().unwrap();
        assert_eq!(base64(&message.payload), payload, "{name}");
        let headers = expected["headers"].as_array().unwrap();
        assert_eq!(message.headers.iter().count(), headers.len(), "{name}");
        for header in headers {
            let key = header["name"].as_str().unwrap();
            let value = message.headers.get(key).unwrap();
            assert_eq!(as_json(value), header["value"], "{name}: {key}");
        }
    }
}

/// A value in the JSON of the vectors.
fn as_json(value: HeaderValue<'_>) -> serde_json::Value {
    match value {
        HeaderValue::Boolean(it) => it.into(),
        HeaderValue::Byte(it) => it.into(),
        HeaderValue::Short(it) => it.into(),
        HeaderValue::Integer(it) => it.into(),
        HeaderValue::Long(it) => it.into(),
        HeaderValue::Bytes(it) => base64(it).into(),
        HeaderValue::String(it) => base64(it.as_bytes()).into(),
        HeaderValue::Timestamp(it) => {
            (it.seconds() * 1000 + i64::from(it.nanos() / 1_000_000)).into()
        }
        HeaderValue::Uuid(it) => base64(&it).into(),
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group
            .iter()
            .fold(0, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - group.len()));
        for digit in 0..4 {
            let index = (bits >> (18 - 6 * digit)) & 63;
            let is_padding = digit > group.len();
            text.push(if is_padding {
                '='
            } else {
                char::from(DIGITS[index as usize])
            });
        }
    }
    text
}
