//! Signed messages, compared with signatures computed without code of the signer.

use std::fmt::Write;

use sha2::{Digest, Sha256};
use tinsmith::event_stream::frame::{Decoder, HeaderValue, Headers, Message};

use crate::fixture::{Chat, ChatInput, Events, Leave, Rpc};
use crate::rig::{NOW, Script, client};

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// HMAC (RFC 2104), for keys up to the length of a block.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let pad = |byte: u8| {
        let mut block = [byte; 64];
        block
            .iter_mut()
            .zip(key)
            .for_each(|(place, key)| *place ^= key);
        block.to_vec()
    };
    let inner = sha256(&[pad(0x36), message.to_vec()].concat());
    sha256(&[pad(0x5c), inner.to_vec()].concat())
}

fn key() -> [u8; 32] {
    let steps = ["20150830", "eu-central-1", "streams", "aws4_request"];
    let mut key = b"AWS4secret".to_vec();
    for step in steps {
        key = hmac(&key, step.as_bytes()).to_vec();
    }
    key.try_into().unwrap()
}

fn signature(previous: &str, payload: &[u8]) -> [u8; 32] {
    let date = Headers::new([(":date", HeaderValue::Timestamp(NOW))]).unwrap();
    let text = format!(
        "AWS4-HMAC-SHA256-PAYLOAD\n20150830T123600Z\n20150830/eu-central-1/streams/aws4_request\n\
         {previous}\n{}\n{}",
        hex(&sha256(date.as_bytes())),
        hex(&sha256(payload)),
    );
    hmac(&key(), text.as_bytes())
}

fn send(events: Vec<Events>) -> (Script, Vec<Message>) {
    let script = Script::default();
    let input = ChatInput {
        room: "r".to_owned(),
        events: events.into(),
    };
    let call = client::<Rpc>(script.clone()).operation::<Chat<Rpc>>();
    call.send(input).unwrap_err();
    let mut decoder = Decoder::new(1 << 20);
    decoder.push(&script.body(0));
    let messages = std::iter::from_fn(|| decoder.next_message().unwrap()).collect();
    (script, messages)
}

#[test]
fn every_message_is_chained_to_the_one_before_and_an_empty_one_is_the_end() {
    let (script, messages) = send(vec![Events::Leave(Leave {})]);
    // The initial request, one event, and the end.
    assert_eq!(messages.len(), 3);
    assert!(messages[2].payload.is_empty());
    let authorization = script.header(0, "authorization").unwrap();
    let (_, seed) = authorization.split_once("Signature=").unwrap();
    let mut previous = seed.to_owned();
    for message in &messages {
        let expected = signature(&previous, &message.payload);
        let found = message.headers.get(":chunk-signature");
        assert_eq!(found, Some(HeaderValue::Bytes(&expected)));
        let date = message.headers.get(":date");
        assert_eq!(date, Some(HeaderValue::Timestamp(NOW)));
        previous = hex(&expected);
    }
}

#[test]
fn the_request_says_that_its_messages_are_signed() {
    let (script, _) = send(vec![]);
    let hash = script.header(0, "x-amz-content-sha256");
    assert_eq!(hash.as_deref(), Some("STREAMING-AWS4-HMAC-SHA256-EVENTS"));
    let authorization = script.header(0, "authorization").unwrap();
    assert!(
        authorization.contains("x-amz-content-sha256;"),
        "{authorization}"
    );
}
