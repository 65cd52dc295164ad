//! Events in calls, with REST and RPC protocols, to and from the fake service.

use bytes::Bytes;
use http::Response;
use tinsmith::body::Body;
use tinsmith::event_stream::EventError;
use tinsmith::event_stream::frame::{Decoder, HeaderValue, Headers, Message};
use tinsmith::fake::Fake;
use tinsmith::rt::operation::Service;
use tinsmith::{Config, ErrorKind, EventStream};

use crate::fixture::{Banned, Chat, ChatInput, ChatOutput, Events, Leave, Rest, Rpc, message};
use crate::rig::{Script, client};

fn chat(events: impl Into<EventStream<Events>>) -> ChatInput {
    ChatInput {
        room: "r".to_owned(),
        events: events.into(),
    }
}

/// A service that echoes every event, and then bans the caller.
fn echo<S: Service>() -> Fake {
    Fake::new().on::<Chat<S>>(|input| {
        let events: Vec<_> = input.events.into_iter().map(Result::unwrap).collect();
        let banned = Events::Banned(Banned {
            message: Some("out".to_owned()),
        });
        Ok(ChatOutput {
            id: format!("{} of {}", events.len(), input.room),
            events: EventStream::from_events(events.into_iter().chain([banned])),
        })
    })
}

fn goes_both_ways<S: Service>() {
    let client = client::<S>(echo::<S>());
    let input = chat(vec![message(1, "a"), Events::Leave(Leave {})]);
    let output = client.operation::<Chat<S>>().send(input).unwrap();
    assert_eq!(output.id, "2 of r");
    let mut events = output.events.into_iter();
    assert_eq!(events.next().unwrap().unwrap(), message(1, "a"));
    assert_eq!(events.next().unwrap().unwrap(), Events::Leave(Leave {}));
    let error = events.next().unwrap().unwrap_err();
    assert!(
        matches!(error, EventError::Exception(Events::Banned(_))),
        "{error}"
    );
    assert!(events.next().is_none());
}

#[test]
fn events_go_both_ways_by_rest() {
    goes_both_ways::<Rest>();
}

#[test]
fn events_go_both_ways_by_rpc() {
    goes_both_ways::<Rpc>();
}

/// The messages of a call without credentials.
fn sent<S: Service>(events: Vec<Events>) -> (Script, Vec<Message>) {
    let script = Script::default();
    let config = Config::builder()
        .endpoint_url("http://streams.test")
        .blocking_transport(script.clone());
    let client = tinsmith::Client::new(config.build(), S::SCHEMA);
    let sent = client.operation::<Chat<S>>().send(chat(events));
    assert!(matches!(sent.unwrap_err().kind(), ErrorKind::Transport(_)));
    let mut decoder = Decoder::new(1 << 20);
    decoder.push(&script.body(0));
    let messages = std::iter::from_fn(|| decoder.next_message().unwrap()).collect();
    (script, messages)
}

#[test]
fn by_rest_the_other_members_are_in_the_head() {
    let (script, messages) = sent::<Rest>(vec![Events::Leave(Leave {})]);
    assert_eq!(script.sent.lock().unwrap()[0].uri().path(), "/r");
    assert_eq!(messages.len(), 1);
    let content_type = script.header(0, "content-type");
    assert_eq!(
        content_type.as_deref(),
        Some("application/vnd.amazon.eventstream")
    );
}

#[test]
fn by_rpc_the_other_members_are_in_the_first_message() {
    let (script, messages) = sent::<Rpc>(vec![Events::Leave(Leave {})]);
    let [first, second] = &messages[..] else {
        panic!("{messages:?}")
    };
    assert_eq!(first.headers.string(":event-type"), Some("initial-request"));
    assert_eq!(first.payload, r#"{"Room":"r"}"#);
    assert_eq!(second.headers.string(":event-type"), Some("leave"));
    let content_type = script.header(0, "content-type");
    assert_eq!(
        content_type.as_deref(),
        Some("application/vnd.amazon.eventstream")
    );
}

fn event(name: &str, payload: &'static str) -> Bytes {
    let headers = Headers::new([
        (":message-type", HeaderValue::String("event")),
        (":event-type", HeaderValue::String(name)),
    ]);
    let message = Message {
        headers: headers.unwrap(),
        payload: payload.into(),
    };
    message.encode().unwrap()
}

/// The output of an RPC call with this response body.
fn received(body: impl Into<Body>) -> Result<ChatOutput, String> {
    let script = Script::new([Response::new(body.into())]);
    let call = client::<Rpc>(script).operation::<Chat<Rpc>>();
    call.send(chat(vec![])).map_err(|it| it.to_string())
}

#[test]
fn an_initial_response_comes_before_the_output() {
    let first = event("initial-response", r#"{"Id":"i"}"#);
    let output = received([first, event("leave", "")].concat()).unwrap();
    assert_eq!(output.id, "i");
    assert_eq!(output.events.into_iter().count(), 1);
}

/// A reader that returns seven bytes at a time.
struct Pieces(std::io::Cursor<Vec<u8>>);

impl std::io::Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let size = buffer.len().min(7);
        self.0.read(&mut buffer[..size])
    }
}

#[test]
fn an_initial_response_may_come_in_pieces() {
    let first = event("initial-response", r#"{"Id":"i"}"#);
    let bytes = [first, event("leave", "")].concat();
    let body = Body::from_reader(Pieces(std::io::Cursor::new(bytes)));
    let output = received(body).unwrap();
    assert_eq!(
        (output.id.as_str(), output.events.into_iter().count()),
        ("i", 1)
    );
}

#[test]
fn a_required_member_that_never_came_is_an_error() {
    let error = received(event("leave", "")).unwrap_err();
    assert!(error.contains("Id"), "{error}");
}

#[test]
fn a_first_message_that_is_broken_is_an_error() {
    let mut bytes = event("initial-response", r#"{"Id":"i"}"#).to_vec();
    bytes[15] ^= 1;
    let error = received(bytes).unwrap_err();
    assert!(error.contains("checksum"), "{error}");
}

#[test]
fn a_response_in_memory_is_split_the_same_way() {
    let bytes = [
        event("initial-response", r#"{"Id":"i"}"#),
        event("leave", ""),
    ]
    .concat();
    let response = Response::new(Bytes::from(bytes));
    let output = tinsmith::wire::response::<Chat<Rpc>>(response).unwrap();
    assert_eq!(
        (output.id.as_str(), output.events.into_iter().count()),
        ("i", 1)
    );
}

#[cfg(feature = "ureq")]
#[test]
fn events_go_through_ureq_one_way_after_the_other() {
    let (_server, client) = crate::rig::over_ureq::<Rpc>(&echo::<Rpc>());
    let call = client.operation::<Chat<Rpc>>();
    let output = call.send(chat(vec![message(1, "a")])).unwrap();
    assert_eq!(
        (output.id.as_str(), output.events.into_iter().count()),
        ("1 of r", 2)
    );
}

#[cfg(all(feature = "reqwest", feature = "tower"))]
#[test]
fn events_go_through_reqwest() {
    let (_server, client) = crate::rig::over_reqwest::<Rest>(&echo::<Rest>());
    crate::rig::in_tokio(async {
        let call = client.operation::<Chat<Rest>>();
        let mut output = call.send(chat(vec![message(1, "a")])).await.unwrap();
        assert_eq!(
            output.events.next().await.unwrap().unwrap(),
            message(1, "a")
        );
        assert!(output.events.next().await.unwrap().is_err());
        assert!(output.events.next().await.is_none());
    });
}
