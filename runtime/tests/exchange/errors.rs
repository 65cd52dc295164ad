//! `Display`, `Debug` and `source` of errors.

use tinsmith::credentials::{CredentialsError, from_fn};
use tinsmith::error::ErrorKind;
use tinsmith::transport::TransportErrorKind;

use crate::rig::{bare, config, failing, in_both, put_with};
use crate::script::{Answer, World, error, reply_with};
use crate::service::{PutError, put};

#[test]
fn a_modelled_error_prints_everything_in_one_line() {
    let body = r#"{"__type":"test.vault#NotFound","message":"no such thing","resource":"r"}"#;
    let error = failing(vec![reply_with(400, &[("x-amzn-requestid", "R-1")], body)]);
    assert_eq!(
        error.to_string(),
        "Put: NotFound: no such thing (HTTP 400, request id R-1)"
    );
    assert_eq!(error.code(), Some("NotFound"));
    assert_eq!(error.message(), Some("no such thing"));
    assert_eq!(error.request_id(), Some("R-1"));
    assert_eq!(error.operation().to_string(), "test.vault#Put");
}

#[test]
fn an_unmodelled_error_prints_the_same_way() {
    let failed = failing(vec![error(400, "AccessDeniedException")]);
    assert_eq!(
        failed.to_string(),
        "Put: AccessDeniedException: because (HTTP 400)"
    );
    assert!(matches!(
        failed.as_service_error(),
        Some(PutError::Unmodelled(it)) if it.code == "AccessDeniedException"
    ));
}

#[test]
fn several_attempts_are_counted() {
    in_both(
        config,
        || (0..3).map(|_| error(500, "InternalFailure")).collect(),
        |rig, _| {
            assert_eq!(
                rig.put(put("a")).unwrap_err().to_string(),
                "Put: InternalFailure: because (HTTP 500), after 3 attempts"
            );
        },
    );
}

#[test]
fn a_failed_connection_is_reported() {
    let error = failing(vec![Answer::Failure(TransportErrorKind::Connect)]);
    assert_eq!(
        error.to_string(),
        "Put: could not connect to https://vault.test:443: scripted"
    );
    assert!(error.raw_response().is_none());
}

#[test]
fn a_later_failure_does_not_keep_an_earlier_response() {
    let world = World::new([
        error(500, "X"),
        Answer::Failure(TransportErrorKind::Connect),
    ]);
    let error = put_with(&world, config(), |call| call.max_attempts(2)).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(_)));
    assert_eq!(error.status(), None);
}

#[test]
fn debug_has_no_body() {
    let error = failing(vec![error(400, "NotFound")]);
    let shown = format!("{error:?}");
    assert!(
        shown.contains("NotFound") && !shown.contains("__type"),
        "{shown}"
    );
}

/// An error and the chain of its sources, as programs print it.
fn chain(error: &dyn std::error::Error) -> String {
    std::iter::successors(Some(error), |it| it.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

#[test]
fn the_chain_of_sources_repeats_nothing() {
    let error = failing(vec![Answer::Failure(TransportErrorKind::Connect)]);
    assert_eq!(chain(&error), error.to_string());

    let failing = || Err(CredentialsError::source("the vault is locked"));
    let world = World::default();
    let config = bare().credentials(from_fn(failing));
    let error = put_with(&world, config, |call| call).unwrap_err();
    assert_eq!(chain(&error), error.to_string());
    assert!(
        error.to_string().ends_with(": the vault is locked"),
        "{error}"
    );
}
