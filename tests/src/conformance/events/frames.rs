//! Messages of a stream against what cases say of them.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use serde_json::Value;
use tinsmith::event_stream::frame::{Decoder, HeaderValue, Headers, Message};
use tinsmith::rt::schema::TimestampFormat;

use crate::conformance::body;
use crate::conformance::message::Message as Expected;

/// The header of a message that signs the one within it.
const SIGNATURE: &str = ":chunk-signature";

/// All events as one body, from the bytes that the case gives.
pub(super) fn concat(events: &[&Value]) -> Result<Bytes, String> {
    let mut frames = Vec::new();
    for event in events {
        let text = event["bytes"].as_str();
        let text = text.ok_or("the case says of an event only what it means, not its bytes")?;
        let frame = BASE64_STANDARD.decode(text);
        frames.extend(frame.map_err(|error| format!("the case's own event: {error}"))?);
    }
    Ok(frames.into())
}

/// Compares a body with the events that it should have.
pub(super) fn compare(expected: &[&Value], found: &[u8]) -> Result<(), String> {
    let found = read(found).map_err(|fault| format!("no stream of events: {fault}"))?;
    if found.len() != expected.len() {
        let (expected, found) = (expected.len(), found.len());
        return Err(format!("expected {expected} events, found {found}"));
    }
    let mut events = expected.iter().zip(found).enumerate();
    events.try_for_each(|(index, (expected, found))| {
        event(expected, &found).map_err(|fault| format!("event {index}: {fault}"))
    })
}

/// The events of a body: without signatures, and without the messages that begin and end it.
fn read(body: &[u8]) -> Result<Vec<Message>, String> {
    let mut decoder = Decoder::new(usize::MAX);
    decoder.push(body);
    let mut events = Vec::new();
    while let Some(message) = decoder.next_message().map_err(|it| it.to_string())? {
        if message.headers.get(SIGNATURE).is_some() {
            events.extend(read(&message.payload)?);
        } else if !is_initial(&message.headers) {
            events.push(message);
        }
    }
    decoder.finish().map_err(|it| it.to_string())?;
    Ok(events)
}

fn is_initial(headers: &Headers) -> bool {
    let event = headers.string(":event-type");
    matches!(event, Some("initial-request" | "initial-response"))
}

fn event(expected: &Value, found: &Message) -> Result<(), String> {
    for (name, value) in expected["headers"].as_object().into_iter().flatten() {
        match found.headers.get(name) {
            Some(found) if is_same(value, found) => {}
            found => return Err(format!("header {name}: expected {value}, found {found:?}")),
        }
    }
    let expected = Expected(expected);
    for name in expected.texts("requireHeaders") {
        if found.headers.get(name).is_none() {
            return Err(format!("header {name}: expected one, found none"));
        }
    }
    for name in expected.texts("forbidHeaders") {
        if let Some(value) = found.headers.get(name) {
            return Err(format!("header {name}: expected none, found {value:?}"));
        }
    }
    match expected.body()? {
        Some(body) => body::compare(&body, &found.payload, expected.media_type(), &[]),
        None => Ok(()),
    }
}

/// Whether a header is what the case says: a type, and a value of it.
fn is_same(expected: &Value, found: HeaderValue<'_>) -> bool {
    let integer = |name: &str, it: i64| expected[name] == it;
    match found {
        HeaderValue::Boolean(it) => expected["boolean"] == it,
        HeaderValue::Byte(it) => integer("byte", it.into()),
        HeaderValue::Short(it) => integer("short", it.into()),
        HeaderValue::Integer(it) => integer("integer", it.into()),
        HeaderValue::Long(it) => integer("long", it),
        HeaderValue::Bytes(it) => expected["blob"] == BASE64_STANDARD.encode(it),
        HeaderValue::String(it) => expected["string"] == it,
        HeaderValue::Timestamp(it) => {
            let text = it.format(TimestampFormat::DateTime).unwrap_or_default();
            expected["timestamp"] == text
        }
        HeaderValue::Uuid(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn body(headers: &[(&str, HeaderValue<'_>)], payload: &'static [u8]) -> Bytes {
        let headers = Headers::new(headers.iter().copied()).expect("headers");
        let payload = Bytes::from_static(payload);
        let message = Message { headers, payload };
        message.encode().expect("a message")
    }

    #[test]
    fn types_and_values_of_headers_and_the_payload_count() {
        let headers = [
            ("a", HeaderValue::Short(1)),
            ("b", HeaderValue::Bytes(b"foo")),
        ];
        let found = body(&headers, b"{ }");
        for (event, as_expected) in [
            (
                json!({"headers": {"a": {"short": 1}, "b": {"blob": "Zm9v"}}}),
                true,
            ),
            (json!({"headers": {"a": {"integer": 1}}}), false),
            (json!({"headers": {"a": {"short": 2}}}), false),
            (json!({"headers": {"b": {"string": "foo"}}}), false),
            (json!({"headers": {"c": {"short": 1}}}), false),
            (
                json!({"requireHeaders": ["a"], "forbidHeaders": ["c"]}),
                true,
            ),
            (json!({"requireHeaders": ["c"]}), false),
            (json!({"forbidHeaders": ["a"]}), false),
            (
                json!({"body": "{}", "bodyMediaType": "application/json"}),
                true,
            ),
            (json!({"body": "{}"}), false),
        ] {
            assert_eq!(compare(&[&event], &found).is_ok(), as_expected, "{event}");
        }
    }

    #[test]
    fn signatures_and_initial_messages_are_no_events() {
        let initial = body(
            &[(":event-type", HeaderValue::String("initial-request"))],
            b"",
        );
        let last = body(&[(SIGNATURE, HeaderValue::Bytes(b"x"))], b"");
        let signed = [initial, last].concat();
        assert_eq!(compare(&[], &signed), Ok(()));
        assert!(compare(&[], &body(&[], b"")).is_err());
    }
}
