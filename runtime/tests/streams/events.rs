//! Encoding of events as messages, and decoding.

use tinsmith::body::Body;
use tinsmith::event_stream::frame::{Decoder, HeaderValue, Headers, Message};
use tinsmith::event_stream::{EventError, EventStream};
use tinsmith::rt::protocol::{EventFormat, Protocol, REST_JSON_1};
use tinsmith::stream::Streaming;
use tinsmith::{Blob, ByteStream, Document, Timestamp};

use crate::fixture::{Banned, Events, Leave, Nested, Note, Picture, Tags, message};

fn format() -> Option<EventFormat> {
    REST_JSON_1.events()
}

/// The message of an event.
fn sent(event: Events) -> Message {
    let stream = EventStream::from(vec![event]);
    let body = ByteStream::from(stream.open(format()).unwrap());
    let mut decoder = Decoder::new(1 << 20);
    decoder.push(&body.collect_blocking(1 << 20).unwrap());
    decoder.next_message().unwrap().unwrap()
}

/// The events of the messages in these bytes.
fn received(bytes: impl Into<Body>) -> Vec<Result<Events, EventError<Events>>> {
    let mut stream = EventStream::default();
    stream.receive(bytes.into(), format());
    stream.into_iter().collect()
}

fn of(headers: &[(&str, &str)], payload: &'static str) -> Vec<u8> {
    let headers = headers
        .iter()
        .map(|(name, value)| (*name, HeaderValue::String(value)));
    let message = Message {
        headers: Headers::new(headers).unwrap(),
        payload: payload.into(),
    };
    message.encode().unwrap().to_vec()
}

fn event(name: &str, payload: &'static str) -> Vec<u8> {
    of(
        &[(":message-type", "event"), (":event-type", name)],
        payload,
    )
}

fn exception(name: &str, payload: &'static str) -> Vec<u8> {
    let of_type = (":exception-type", name);
    of(&[(":message-type", "exception"), of_type], payload)
}

/// The error of the first message, as text.
fn refused(bytes: Vec<u8>) -> String {
    let first = received(bytes).remove(0);
    first.unwrap_err().to_string()
}

fn all_kinds() -> Vec<Events> {
    vec![
        message(7, "hello"),
        Events::Picture(Picture {
            data: Some(Blob::new(*b"\x00\xff")),
        }),
        Events::Note(Note {
            text: Some("noted".to_owned()),
        }),
        Events::Nested(Nested {
            message: Some(Banned {
                message: Some("inner".to_owned()),
            }),
        }),
        Events::Tags(Tags {
            flag: Some(true),
            byte: Some(-1),
            short: Some(-2),
            long: Some(-3),
            blob: Some(Blob::new(*b"b")),
            text: Some("t".to_owned()),
            time: Some(Timestamp::new(1, 500_000_000)),
        }),
        Events::Leave(Leave {}),
        Events::Unknown {
            name: "newer".to_owned(),
            value: Document::from("as it was"),
        },
    ]
}

#[test]
fn every_type_of_event_survives_a_round_trip() {
    let stream = EventStream::from(all_kinds());
    let body = stream.open(format()).unwrap();
    let there: Vec<_> = received(body).into_iter().map(Result::unwrap).collect();
    assert_eq!(there, all_kinds());
}

#[test]
fn an_absent_document_stays_absent() {
    let event = Events::Nested(Nested { message: None });
    let stream = EventStream::from(vec![event.clone()]);
    let mut there = received(stream.open(format()).unwrap());
    assert_eq!(there.pop().unwrap().unwrap(), event);
}

#[test]
fn each_payload_has_its_content_type() {
    let kinds = all_kinds().into_iter().map(sent);
    let types: Vec<_> = kinds
        .map(|message| message.headers.string(":content-type").map(str::to_owned))
        .collect();
    let json = Some("application/json".to_owned());
    assert_eq!(
        types,
        [
            json.clone(),
            Some("application/octet-stream".to_owned()),
            Some("text/plain".to_owned()),
            json.clone(),
            None,
            None,
            json
        ]
    );
}

#[test]
fn headers_are_in_the_message_and_other_members_in_its_payload() {
    let message = sent(message(7, "hello"));
    assert_eq!(message.headers.string(":message-type"), Some("event"));
    assert_eq!(message.headers.string(":event-type"), Some("message"));
    assert_eq!(message.headers.get("number"), Some(HeaderValue::Integer(7)));
    assert_eq!(message.payload, r#"{"text":"hello"}"#);
}

#[test]
fn an_error_of_the_model_is_an_exception_and_the_end() {
    let banned = Events::Banned(Banned {
        message: Some("out".to_owned()),
    });
    let message = sent(banned.clone());
    assert_eq!(message.headers.string(":exception-type"), Some("banned"));
    let mut bytes = message.encode().unwrap().to_vec();
    bytes.extend(event("leave", ""));
    let mut events = received(bytes);
    let Err(EventError::Exception(found)) = events.remove(0) else {
        panic!("no exception")
    };
    assert_eq!(found, banned);
    assert!(events.is_empty());
}

#[test]
fn exceptions_have_a_name_and_a_message() {
    assert_eq!(
        refused(exception("banned", r#"{"message":"out"}"#)),
        "Banned: out"
    );
    assert_eq!(
        refused(exception("newer", r#"{"Message":"so"}"#)),
        "newer: so"
    );
    assert_eq!(refused(exception("newer", "no JSON")), "newer");
}

#[test]
fn an_unmodelled_error_has_code_and_message() {
    let bytes = of(
        &[
            (":message-type", "error"),
            (":error-code", "internal"),
            (":error-message", "Oh no."),
        ],
        "",
    );
    assert_eq!(refused(bytes), "internal: Oh no.");
}

#[test]
fn an_event_newer_than_the_model_is_kept() {
    let events = received(event("newer", r#"{"a":1}"#));
    let Ok(Events::Unknown { name, value }) = &events[0] else {
        panic!("{events:?}")
    };
    assert_eq!(name, "newer");
    assert_eq!(value.get("a").and_then(Document::as_i64), Some(1));
    let events = received(event("newer", "no JSON"));
    assert!(matches!(
        &events[0],
        Ok(Events::Unknown {
            value: Document::Null,
            ..
        })
    ));
}

#[test]
fn unexpected_initial_messages_are_skipped() {
    let bytes = [event("initial-response", "{}"), event("leave", "")].concat();
    let events = received(bytes);
    assert!(matches!(events[..], [Ok(Events::Leave(_))]), "{events:?}");
}

#[test]
fn invalid_events_are_errors_with_their_path_and_do_not_end_the_stream() {
    let headers = |name: &str, value: HeaderValue<'_>| {
        let headers = [
            (":message-type", HeaderValue::String("event")),
            (":event-type", HeaderValue::String("tags")),
            (name, value),
        ];
        let message = Message {
            headers: Headers::new(headers).unwrap(),
            payload: "".into(),
        };
        message.encode().unwrap().to_vec()
    };
    let bytes_for_type = {
        let message = Message {
            headers: Headers::new([(":message-type", HeaderValue::Bytes(b"event"))]).unwrap(),
            payload: "".into(),
        };
        message.encode().unwrap().to_vec()
    };
    for (bytes, expected) in [
        (of(&[], ""), "a message has no header `:message-type`"),
        (
            bytes_for_type,
            "the header `:message-type` of a message is not a string",
        ),
        (
            of(&[(":message-type", "event")], ""),
            "a message has no header `:event-type`",
        ),
        (
            of(&[(":message-type", "exception")], ""),
            "a message has no header `:exception-type`",
        ),
        (
            of(&[(":message-type", "odd")], ""),
            "an event, an exception or an error, not \"odd\"",
        ),
        (event("message", "{"), "at message"),
        (event("message", r#"{"text":1}"#), "at message.text"),
        (
            headers("flag", HeaderValue::String("true")),
            "the header cannot be a string",
        ),
        (headers("byte", HeaderValue::Integer(200)), "at tags.byte"),
        (headers("text", HeaderValue::Byte(1)), "at tags.text"),
    ] {
        let events = received([bytes, event("leave", "")].concat());
        let [Err(error), Ok(Events::Leave(_))] = &events[..] else {
            panic!("{expected}: {events:?}")
        };
        let error = error.to_string();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[test]
fn a_payload_that_is_not_text_is_refused() {
    let message = Message {
        headers: Headers::new([
            (":message-type", HeaderValue::String("event")),
            (":event-type", HeaderValue::String("note")),
        ])
        .unwrap(),
        payload: b"ab\xff"[..].into(),
    };
    let error = refused(message.encode().unwrap().to_vec());
    assert!(
        error.contains("the payload is not UTF-8 at note.text (byte 2)"),
        "{error}"
    );
}

#[test]
fn an_event_that_cannot_be_decoded_is_kept() {
    let events = received(event("message", r#"{"text":1}"#));
    let Err(EventError::Decode { raw, .. }) = &events[0] else {
        panic!("{events:?}")
    };
    assert_eq!(raw, r#"{"text":1}"#);
    assert!(!format!("{events:?}").contains("text\":1"), "{events:?}");
}

#[test]
fn a_broken_frame_ends_the_stream() {
    let mut broken = event("leave", "");
    broken[14] ^= 1;
    let events = received([event("leave", ""), broken, event("leave", "")].concat());
    assert!(
        matches!(events[..], [Ok(_), Err(EventError::Decode { .. })]),
        "{events:?}"
    );
}

#[test]
fn a_stream_that_ends_within_a_message_fails() {
    let bytes = event("leave", "");
    let events = received(bytes[..20].to_vec());
    let error = events.into_iter().next().unwrap().unwrap_err().to_string();
    assert!(
        error.contains("ends after 20 bytes of a message"),
        "{error}"
    );
}

#[test]
fn a_source_that_fails_breaks_the_body() {
    let source = vec![Ok(message(1, "a")), Err("the source failed")];
    let stream = EventStream::try_from_events(source);
    let body = ByteStream::from(stream.open(format()).unwrap());
    let incomplete = body.collect_blocking(1 << 20).unwrap_err();
    assert!(!incomplete.read.is_empty());
    let error = incomplete.error.to_string();
    assert!(error.contains("the source failed"), "{error}");
}

#[test]
fn a_stream_without_events_is_empty_and_replayable() {
    let stream = EventStream::<Events>::default();
    assert!(stream.is_replayable());
    assert!(stream.open(format()).is_some() && stream.open(format()).is_some());
    let filled = EventStream::from(vec![message(1, "a")]);
    assert!(!filled.is_replayable());
    assert!(filled.open(format()).is_some() && filled.open(format()).is_none());
}

#[test]
fn a_protocol_without_events_is_an_error() {
    let mut stream = EventStream::<Events>::default();
    stream.receive(event("leave", "").into(), None);
    let events: Vec<_> = stream.into_iter().collect();
    assert_eq!(events.len(), 1);
    let error = events[0].as_ref().unwrap_err().to_string();
    assert!(error.contains("no event streams"), "{error}");
}
