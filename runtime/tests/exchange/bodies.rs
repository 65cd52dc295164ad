//! Responses that are not what they should be.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use tinsmith::body::Body;
use tinsmith::error::ErrorKind;
use tinsmith::transport::TransportErrorKind;

use crate::rig::{Outcome, config, in_both};
use crate::script::{Answer, Pieces, ready, reply, reply_with, response};
use crate::service::{PutError, put};

fn pieces(pieces: &[&'static str], cut: bool, taken: &Arc<Mutex<usize>>) -> Answer {
    let pieces = Pieces {
        left: pieces
            .iter()
            .map(|it| Bytes::from_static(it.as_bytes()))
            .collect(),
        cut,
        taken: Arc::clone(taken),
    };
    let headers = [("x-amzn-requestid", "R1")];
    Answer::Response(response(200, &headers, Body::from_chunks(pieces)))
}

fn transport_error(outcome: &Outcome) -> Option<TransportErrorKind> {
    match outcome.as_ref().unwrap_err().kind() {
        ErrorKind::Transport(error) => Some(error.kind()),
        _ => None,
    }
}

/// What a single response leads to, in both modes.
#[track_caller]
fn assert_fails(answer: impl Fn() -> Answer, expected: &str) {
    in_both(
        config,
        || vec![answer()],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap_err().to_string(), expected),
    );
}

#[test]
fn a_body_in_pieces_is_put_together() {
    in_both(
        config,
        || {
            vec![pieces(
                &[r#"{"sta"#, "", r#"te":"ready"}"#],
                false,
                &Arc::default(),
            )]
        },
        |rig, _| assert_eq!(rig.put(put("a")).unwrap().output.state, "ready"),
    );
}

#[test]
fn a_body_that_breaks_off_is_tried_again() {
    in_both(
        config,
        || vec![pieces(&[r#"{"sta"#], true, &Arc::default()), ready()],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap().attempts, 2),
    );
}

#[test]
fn of_a_body_that_breaks_off_the_first_part_is_kept() {
    let broken = || pieces(&[r#"{"sta"#], true, &Arc::default());
    in_both(
        config,
        || vec![broken(), broken(), broken()],
        |rig, _| {
            let outcome = rig.put(put("a"));
            assert_eq!(transport_error(&outcome), Some(TransportErrorKind::Cut));
            let error = outcome.unwrap_err();
            assert_eq!(error.raw_body(), Some(br#"{"sta"#.as_slice()));
            assert_eq!(error.request_id(), Some("R1"));
            assert_eq!(
                error.to_string(),
                "Put: the connection was lost: scripted (HTTP 200, request id R1), after 3 attempts"
            );
        },
    );
}

#[test]
fn a_body_beyond_the_limit_is_not_read_to_its_end() {
    let taken: Arc<Mutex<usize>> = Arc::default();
    in_both(
        || config().max_response_bytes(5),
        || vec![pieces(&["abc", "def", "ghi", "jkl"], false, &taken)],
        |rig, _| {
            *taken.lock().unwrap() = 0;
            let outcome = rig.put(put("a"));
            assert_eq!(
                transport_error(&outcome),
                Some(TransportErrorKind::TooLarge)
            );
            let error = outcome.unwrap_err();
            assert_eq!(error.status().map(|it| it.as_u16()), Some(200));
            assert_eq!(error.raw_body(), Some(b"abcde".as_slice()));
            assert_eq!((error.attempts(), *taken.lock().unwrap()), (1, 2));
        },
    );
}

#[test]
fn a_body_of_just_the_limit_is_read() {
    in_both(
        || config().max_response_bytes(17),
        || {
            vec![pieces(
                &[r#"{"state":"#, r#""ready"}"#],
                false,
                &Arc::default(),
            )]
        },
        |rig, _| assert_eq!(rig.put(put("a")).unwrap().output.state, "ready"),
    );
}

#[test]
fn a_whole_body_beyond_the_limit_is_refused_too() {
    in_both(
        || config().max_response_bytes(16),
        || vec![ready()],
        |rig, _| {
            let error = rig.put(put("a")).unwrap_err();
            assert_eq!(
                error.to_string(),
                "Put: the response is too large: the response is longer than 16 bytes; raise \
                 `max_response_bytes` of the client to accept it (HTTP 200)"
            );
            assert_eq!(error.raw_body().map(<[u8]>::len), Some(16));
        },
    );
}

#[test]
fn garbage_is_an_error_that_says_where() {
    in_both(
        config,
        || vec![reply(200, r#"{"state":7}"#)],
        |rig, _| {
            let error = rig.put(put("a")).unwrap_err();
            let ErrorKind::Decode(decode) = error.kind() else {
                panic!("{error}");
            };
            assert_eq!((decode.path.as_str(), decode.offset), ("state", Some(9)));
            assert_eq!(error.raw_body(), Some(br#"{"state":7}"#.as_slice()));
        },
    );
}

#[test]
fn a_success_that_is_no_json_is_an_error_with_its_body_kept() {
    let html = || reply_with(200, &[("content-type", "text/html")], "<html>");
    in_both(
        config,
        || vec![html()],
        |rig, _| {
            let error = rig.put(put("a")).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
            assert_eq!(error.raw_body(), Some(b"<html>".as_slice()));
        },
    );
}

#[test]
fn nesting_beyond_the_limit_is_an_error() {
    let deep = format!(r#"{{"unknown":{}1{}}}"#, "[".repeat(50), "]".repeat(50));
    in_both(
        || config().max_depth(20),
        || vec![reply(200, &deep)],
        |rig, _| {
            let error = rig.put(put("a")).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
        },
    );
}

#[test]
fn html_of_a_proxy_is_an_unknown_error_with_its_status() {
    assert_fails(
        || reply(403, "<html>go away</html>"),
        "Put: unknown error (HTTP 403)",
    );
}

#[test]
fn an_error_may_have_no_body() {
    assert_fails(|| reply(404, ""), "Put: unknown error (HTTP 404)");
}

#[test]
fn a_modelled_error_may_lack_its_members() {
    in_both(
        config,
        || vec![reply(400, r#"{"__type":"NotFound"}"#)],
        |rig, _| {
            let error = rig.put(put("a")).unwrap_err();
            let Some(PutError::NotFound(found)) = error.as_service_error() else {
                panic!("{error}");
            };
            assert_eq!((found.resource.as_str(), &found.message), ("", &None));
        },
    );
}

#[test]
fn a_modelled_error_that_cannot_be_read_keeps_its_code_and_message() {
    assert_fails(
        || reply(400, r#"{"__type":"NotFound","message":"m","resource":[]}"#),
        "Put: NotFound: m (HTTP 400)",
    );
}
