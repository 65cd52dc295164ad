//! Any bytes are an error or messages that are written back as they were, however they arrive;
//! any message is an error or an event that is read back as it was written.

#![no_main]

#[path = "../../runtime/tests/streams/fixture.rs"]
#[allow(dead_code, reason = "only the events are needed")]
mod fixture;

use libfuzzer_sys::fuzz_target;
use tinsmith::EventStream;
use tinsmith::event_stream::frame::{Decoder, Message};
use tinsmith::rt::protocol::{Protocol, REST_JSON_1};
use tinsmith::stream::Streaming;

use fixture::Events;

/// CRC-32, bit by bit.
fn crc(bytes: &[u8]) -> [u8; 4] {
    let crc = bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    });
    (!crc).to_be_bytes()
}

/// A frame whose checksums are right; the first byte says how much of the rest are headers.
fn framed(bytes: &[u8]) -> Vec<u8> {
    let (headers, rest) = match bytes {
        [length, rest @ ..] => (rest.len().min(usize::from(*length)), rest),
        [] => (0, bytes),
    };
    let total = u32::try_from(rest.len() + 16).unwrap();
    let headers = u32::try_from(headers).unwrap();
    let mut frame = [total.to_be_bytes(), headers.to_be_bytes()].concat();
    frame.extend(crc(&frame));
    frame.extend(rest);
    frame.extend(crc(&frame));
    frame
}

/// The messages in `bytes`, which arrive in pieces of this size.
fn messages(bytes: &[u8], size: usize) -> Result<Vec<Message>, String> {
    let mut decoder = Decoder::new(1 << 16);
    let mut messages = Vec::new();
    for piece in bytes.chunks(size) {
        decoder.push(piece);
        while let Some(message) = decoder.next_message().map_err(|it| it.to_string())? {
            messages.push(message);
        }
    }
    decoder.finish().map_err(|it| it.to_string())?;
    Ok(messages)
}

fn events(bytes: Vec<u8>) -> Vec<Events> {
    let mut stream = EventStream::default();
    stream.receive(bytes.into(), REST_JSON_1.events());
    stream.into_iter().filter_map(Result::ok).collect()
}

fn encoded(events: Vec<Events>) -> Option<Vec<u8>> {
    let body = EventStream::from(events).open(REST_JSON_1.events())?;
    let bytes = tinsmith::ByteStream::from(body).collect_blocking(1 << 20);
    bytes.ok().map(|it| it.to_vec())
}

fuzz_target!(|bytes: &[u8]| {
    let whole = messages(bytes, bytes.len().max(1));
    assert_eq!(messages(bytes, 3), whole);
    let framed = framed(bytes);
    if let Ok(found) = messages(&framed, 1000) {
        let again: Vec<u8> = found.iter().flat_map(|it| it.encode().unwrap()).collect();
        assert_eq!(again, framed);
    }
    // Some values cannot be written: a string may be too long for a header.
    if let Some(first) = encoded(events(framed)) {
        assert_eq!(encoded(events(first.clone())), Some(first));
    }
});
