//! Service-specific rules: every method of a rule, and every way to create a request.

mod message_digests;
mod presigned_url;
mod rules;

use std::time::Duration;

use tinsmith::rt::codec::DecodeError;
use tinsmith::rt::quirks::Quirk;
use tinsmith::rt::value::Structure;
use tinsmith::transport::{TransportError, TransportErrorKind};
use tinsmith::{ErrorKind, wire};

use crate::rig::{client, config, in_both, run};
use crate::script::{World, ready, reply, reply_with};
use crate::service::{PutCustomized, put};

/// A rule that rejects damaged responses, and outputs that do not fit the input.
#[derive(Debug)]
pub(crate) struct Suspicious;

impl Quirk for Suspicious {
    fn response(&self, response: &mut http::Response<bytes::Bytes>) -> Result<(), TransportError> {
        match response.headers_mut().remove("x-damaged") {
            None => Ok(()),
            Some(_) => Err(TransportError::new(
                TransportErrorKind::ChecksumMismatch,
                "see?",
            )),
        }
    }

    fn output(
        &self,
        input: Option<&dyn Structure>,
        output: &dyn Structure,
    ) -> Result<(), DecodeError> {
        match (input.map(|it| it.get(0)), output.get(0)) {
            (
                Some(tinsmith::rt::value::Value::String(key)),
                tinsmith::rt::value::Value::String(state),
            ) if state == key => Err(DecodeError::new("the state is the key")),
            _ => Ok(()),
        }
    }
}

const STORED: &str = r#"{"state":"stored"}"#;

/// The body of a request for the key `a`, with the edits of all rules.
fn edited() -> serde_json::Value {
    serde_json::json!({"key": "a", "note": "none"})
}

#[test]
fn an_input_is_edited_before_it_is_validated() {
    in_both(
        config,
        || vec![ready()],
        |rig, world| {
            // Longer than the model allows.
            rig.call::<PutCustomized>(put("/vault/a")).unwrap();
            let body = world.sent()[0].body();
            assert_eq!(
                (&body["key"], &body["note"]),
                (&edited()["key"], &edited()["note"])
            );
        },
    );
}

#[test]
fn rules_keep_members_that_the_caller_sets() {
    in_both(
        config,
        || vec![ready()],
        |rig, world| {
            let mut input = put("safe/a");
            input.note = Some("own".to_owned());
            rig.call::<PutCustomized>(input).unwrap();
            let body = world.sent()[0].body();
            assert_eq!(
                (&body["key"], &body["note"]),
                (&"safe/a".into(), &"own".into())
            );
        },
    );
}

#[test]
fn a_request_is_edited_before_it_is_signed() {
    in_both(
        config,
        || vec![reply(500, ""), ready()],
        |rig, world| {
            rig.call::<PutCustomized>(put("a")).unwrap();
            for sent in world.sent() {
                assert_eq!(sent.header("accept"), "text/test");
                let signature = sent.header("authorization");
                assert!(signature.contains("SignedHeaders=accept;"), "{signature}");
            }
        },
    );
}

#[test]
fn rules_keep_headers_that_the_caller_sets() {
    let world = World::new([ready()]);
    let (name, own) = (
        http::header::ACCEPT,
        http::HeaderValue::from_static("own/own"),
    );
    let call = client::<PutCustomized>(config(), &world).operation::<PutCustomized>();
    run(call.header(name, own).send(put("a"))).unwrap();
    assert_eq!(world.sent()[0].header("accept"), "own/own");
}

#[test]
fn a_damaged_response_is_retried() {
    in_both(
        config,
        || vec![reply_with(200, &[("x-damaged", "1")], STORED), ready()],
        |rig, _| {
            let reply = rig.call::<PutCustomized>(put("a")).unwrap();
            assert_eq!((reply.attempts, reply.output.state.as_str()), (2, "ready"));
        },
    );
}

#[test]
fn a_response_that_stays_damaged_is_an_error_of_the_transport() {
    in_both(
        || config().retry(tinsmith::retry::RetryConfig::never()),
        || vec![reply_with(200, &[("x-damaged", "1")], STORED)],
        |rig, _| {
            let error = rig.call::<PutCustomized>(put("a")).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error}");
            assert_eq!(error.raw_body(), Some(STORED.as_bytes()));
        },
    );
}

#[test]
fn an_output_is_checked_against_the_input() {
    in_both(
        config,
        || vec![reply(200, STORED)],
        |rig, _| {
            let error = rig.call::<PutCustomized>(put("stored")).unwrap_err();
            assert_eq!(
                error.to_string(),
                "Put: the response could not be understood: the state is the key (HTTP 200)"
            );
        },
    );
}

#[test]
fn rules_apply_to_explained_and_presigned_requests() {
    let client = client::<PutCustomized>(config(), &World::default());
    let call = client.operation::<PutCustomized>();
    let explained = run(call.clone().explain(put("vault/a"))).unwrap();
    assert_eq!(explained.headers["accept"], "text/test");
    let body: serde_json::Value = serde_json::from_slice(&explained.body).unwrap();
    assert_eq!(body["key"], "a");
    let presigned = run(call.presign(put("vault/a"), Duration::from_secs(1))).unwrap();
    assert_eq!(presigned.headers["accept"], "text/test");
}

#[test]
fn rules_apply_to_operations_as_two_functions() {
    let request = wire::request::<PutCustomized>(&put("/vault/a")).unwrap();
    assert_eq!(request.headers()["accept"], "text/test");
    let body: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(body, edited());
    let response = |damaged: bool| {
        let response = http::Response::builder();
        let response = if damaged {
            response.header("x-damaged", "1")
        } else {
            response
        };
        response
            .body(bytes::Bytes::from_static(STORED.as_bytes()))
            .unwrap()
    };
    let output = wire::response::<PutCustomized>(response(false)).unwrap();
    assert_eq!(output.state, "stored");
    let error = wire::response::<PutCustomized>(response(true)).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error}");
}
