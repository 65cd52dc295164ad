//! Malformed, broken and oversized responses.

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

/// Asserts the error that a single response causes, in both modes.
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
fn a_body_that_breaks_off_is_retried() {
    in_both(
        config,
        || vec![pieces(&[r#"{"sta"#], true, &Arc::default()), ready()],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap().attempts, 2),
    );
}

#[test]
fn the_first_part_of_a_body_that_breaks_off_is_kept() {
    let broken = || pieces(&[r#"{"sta"#], true, &Arc::default());
    in_both(
        config,
        || vec![broken(), broken(), broken()],
        |rig, _| {
            let outcome = rig.put(put("a"));
            assert_eq!(
                transport_error(&outcome),
                Some(TransportErrorKind::Disconnected)
            );
            let error = outcome.unwrap_err();
            assert_eq!(error.raw_body(), Some(br#"{"sta"#.as_slice()));
            assert_eq!(error.request_id(), Some("R1"));
            assert_eq!(
                error.to_string(),
                "Put: lost the connection to https://vault.test:443: scripted (HTTP 200, request id R1), after 3 attempts"
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
fn a_body_of_exactly_the_limit_is_read() {
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
                "Put: got a response that is too large from https://vault.test:443: the response is \
                 longer than 16 bytes; raise `max_response_bytes` of the client to accept it (HTTP 200)"
            );
            assert_eq!(error.raw_body().map(<[u8]>::len), Some(16));
        },
    );
}

#[test]
fn garbage_is_an_error_with_its_position() {
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
        "Put: unknown error (HTTP 403, \"<html>go away</html>\")",
    );
}

#[test]
fn an_error_without_a_name_shows_the_type_and_the_beginning_of_its_text() {
    let long = "\u{e4}".repeat(300);
    let shown = format!(
        "unknown error (HTTP 403, text/plain: \"{}\"…)",
        "\u{e4}".repeat(200)
    );
    for (content_type, body, expected) in [
        (
            "text/html; charset=utf-8",
            "<html>\r\n<b>502 Bad Gateway</b>\u{1b}[2J",
            r#"unknown error (HTTP 403, text/html; charset=utf-8: "<html>\r\n<b>502 Bad Gateway</b>\u{1b}[2J")"#,
        ),
        (
            "application/json",
            r#"{"detail":"no route"}"#,
            r#"unknown error (HTTP 403, application/json: "{\"detail\":\"no route\"}")"#,
        ),
        ("text/plain", &long, &shown),
        ("text/html", "", "unknown error (HTTP 403, text/html)"),
        (
            "application/zip",
            "PK\u{3}\u{4}",
            "unknown error (HTTP 403, application/zip)",
        ),
    ] {
        assert_fails(
            || reply_with(403, &[("content-type", content_type)], body),
            &format!("Put: {expected}"),
        );
    }
}

#[test]
fn the_body_of_an_error_with_a_name_is_not_shown() {
    for (body, expected) in [
        (
            r#"{"__type":"NotFound","resource":"hush"}"#,
            "Put: NotFound (HTTP 400)",
        ),
        (r#"{"__type":"New","a":"hush"}"#, "Put: New (HTTP 400)"),
    ] {
        assert_fails(
            || reply_with(400, &[("content-type", "application/json")], body),
            expected,
        );
    }
}

#[test]
fn control_characters_in_messages_of_the_service_are_escaped() {
    for (body, expected) in [
        (
            r#"{"__type":"N\u001b[1mew","message":"a\nb\u202ec"}"#,
            r"Put: N\u{1b}[1mew: a\nb\u{202e}c (HTTP 400)",
        ),
        (
            r#"{"__type":"NotFound","resource":"r","message":"a\r\u0007"}"#,
            r"Put: NotFound: a\r\u{7} (HTTP 400)",
        ),
    ] {
        assert_fails(|| reply(400, body), expected);
    }
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
