//! Frames: arrival in pieces, and malformed frames.

use bytes::Bytes;
use tinsmith::Timestamp;
use tinsmith::event_stream::frame::{
    Decoder, FrameErrorKind, HeaderValue, Headers, MAX_HEADERS, MAX_PAYLOAD, Message,
};

fn message(payload: &'static str) -> Message {
    let headers = [
        ("true", HeaderValue::Boolean(true)),
        ("false", HeaderValue::Boolean(false)),
        ("byte", HeaderValue::Byte(-1)),
        ("short", HeaderValue::Short(-2)),
        ("integer", HeaderValue::Integer(-3)),
        ("long", HeaderValue::Long(-4)),
        ("bytes", HeaderValue::Bytes(&[1, 2])),
        ("string", HeaderValue::String("text")),
        (
            "time",
            HeaderValue::Timestamp(Timestamp::new(-1, 500_000_000)),
        ),
        ("uuid", HeaderValue::Uuid([7; 16])),
    ];
    Message {
        headers: Headers::new(headers).unwrap(),
        payload: payload.into(),
    }
}

/// CRC-32 bit by bit, according to its definition.
fn crc(bytes: &[u8]) -> [u8; 4] {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
        }
    }
    (!crc).to_be_bytes()
}

/// A frame with these lengths and headers, valid or not, and with correct checksums.
fn frame(total: u32, headers_length: u32, rest: &[u8]) -> Vec<u8> {
    let mut frame = [total.to_be_bytes(), headers_length.to_be_bytes()].concat();
    frame.extend(crc(&frame));
    frame.extend(rest);
    frame.extend(crc(&frame));
    frame
}

fn with_headers(headers: &[u8]) -> Vec<u8> {
    let length = u32::try_from(headers.len()).unwrap();
    frame(length + 16, length, headers)
}

fn refused(bytes: &[u8]) -> FrameErrorKind {
    let mut decoder = Decoder::new(1000);
    decoder.push(bytes);
    match decoder.next_message() {
        Err(error) => error.kind(),
        Ok(None) => decoder.finish().unwrap_err().kind(),
        Ok(Some(message)) => panic!("{message:?}"),
    }
}

#[test]
fn messages_are_found_in_any_split_of_their_bytes() {
    let messages = [message("first"), Message::default(), message("")];
    let bytes: Vec<u8> = messages
        .iter()
        .flat_map(|message| message.encode().unwrap())
        .collect();
    for size in 1..=bytes.len() {
        let mut decoder = Decoder::new(1000);
        let mut found = Vec::new();
        for piece in bytes.chunks(size) {
            decoder.push(piece);
            while let Some(message) = decoder.next_message().unwrap() {
                found.push(message);
            }
        }
        decoder.finish().unwrap();
        assert_eq!(found, messages, "in pieces of {size} bytes");
    }
}

#[test]
fn bad_frames_are_refused() {
    use FrameErrorKind::{Checksum, Header, Length, TooLong, Truncated};
    let good = message("payload").encode().unwrap();
    let with_byte = |at: usize| {
        let mut bytes = good.to_vec();
        bytes[at] ^= 1;
        bytes
    };
    let cases: Vec<(&str, Vec<u8>, FrameErrorKind)> = vec![
        ("wrong total length", with_byte(3), Checksum),
        ("wrong headers length", with_byte(7), Checksum),
        ("wrong prelude checksum", with_byte(8), Checksum),
        ("wrong header", with_byte(13), Checksum),
        ("wrong payload", with_byte(good.len() - 5), Checksum),
        ("wrong checksum", with_byte(good.len() - 1), Checksum),
        ("cut in the prelude", good[..7].to_vec(), Truncated),
        (
            "cut in the payload",
            good[..good.len() - 6].to_vec(),
            Truncated,
        ),
        ("no room for itself", frame(15, 0, b""), Length),
        ("headers beyond the end", frame(20, 5, b"abcd"), Length),
        ("absurd headers", frame(16, u32::MAX, b""), Length),
        ("absurd length", frame(u32::MAX, 0, b""), TooLong),
        ("header without name", with_headers(&[0, 0]), Header),
        ("name beyond the end", with_headers(&[9, b'a', 0]), Header),
        ("name that is not text", with_headers(&[1, 0xff, 0]), Header),
        ("no type", with_headers(&[1, b'a']), Header),
        ("unknown type", with_headers(&[1, b'a', 10]), Header),
        (
            "short integer",
            with_headers(&[1, b'a', 4, 0, 0, 0]),
            Header,
        ),
        ("short UUID", with_headers(&[1, b'a', 9, 0]), Header),
        ("half a length", with_headers(&[1, b'a', 7, 0]), Header),
        (
            "string beyond the end",
            with_headers(&[1, b'a', 7, 0, 2, b'x']),
            Header,
        ),
        (
            "string that is not text",
            with_headers(&[1, b'a', 7, 0, 1, 0xff]),
            Header,
        ),
    ];
    for (name, bytes, kind) in cases {
        assert_eq!(refused(&bytes), kind, "{name}");
    }
}

#[test]
fn a_length_beyond_the_limit_is_refused_before_the_bytes_are_there() {
    let mut decoder = Decoder::new(1000);
    decoder.push(&frame(1001, 0, b"")[..12]);
    assert_eq!(
        decoder.next_message().unwrap_err().kind(),
        FrameErrorKind::TooLong
    );
}

#[test]
fn a_message_that_is_too_long_is_not_sent() {
    let long = |headers: usize, payload: usize| {
        let value = vec![0; 32_000];
        let headers = (0..headers).map(|_| ("a", HeaderValue::Bytes(&value)));
        let message = Message {
            headers: Headers::new(headers).unwrap(),
            payload: Bytes::from(vec![0; payload]),
        };
        message.encode().map(|_| ()).map_err(|error| error.kind())
    };
    const { assert!(4 * 32_004 < MAX_HEADERS && 5 * 32_004 > MAX_HEADERS) };
    assert_eq!(long(4, MAX_PAYLOAD), Ok(()));
    assert_eq!(long(5, 0), Err(FrameErrorKind::TooLong));
    assert_eq!(long(0, MAX_PAYLOAD + 1), Err(FrameErrorKind::TooLong));
}

#[test]
fn headers_that_cannot_be_written_are_refused() {
    let long_name = "n".repeat(256);
    let long_value = "v".repeat(32_768);
    for (name, value) in [("", "v"), (&long_name, "v"), ("n", &long_value)] {
        let error = Headers::new([(name, HeaderValue::String(value))]).unwrap_err();
        assert_eq!(error.kind(), FrameErrorKind::Header);
    }
}

#[test]
fn headers_print_as_a_map() {
    let headers = Headers::new([("a", HeaderValue::Byte(1))]).unwrap();
    assert_eq!(format!("{headers:?}"), r#"{"a": Byte(1)}"#);
    assert_eq!(headers.get("b"), None);
    assert_eq!(headers.string("a"), None);
}
