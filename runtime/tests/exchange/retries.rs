//! The number of retries, and the pauses between them.

use std::time::Duration;

use tinsmith::error::ErrorKind;
use tinsmith::retry::RetryConfig;
use tinsmith::transport::TransportErrorKind;

use crate::rig::{Rig, SEED, config, in_both};
use crate::script::{Answer, error, jitter, ready, reply, reply_with};
use crate::service::{Poll, put};

const SERVER: Duration = Duration::from_millis(50);
const THROTTLED: Duration = Duration::from_secs(1);

/// The pauses after failures whose longest pauses are `ceilings`.
fn pauses(ceilings: &[Duration]) -> Vec<Duration> {
    let pairs = ceilings.iter().zip(jitter(SEED));
    pairs
        .map(|(ceiling, random)| Duration::from_secs_f64(ceiling.as_secs_f64() * random))
        .collect()
}

/// Fails once with `failure`, then succeeds; expects a pause with this ceiling in between.
#[track_caller]
fn assert_retried(failure: impl Fn() -> Answer, ceiling: Duration) {
    in_both(
        config,
        || vec![failure(), ready()],
        |rig, world| {
            let reply = rig.put(put("a")).unwrap();
            assert_eq!((reply.attempts, reply.output.state.as_str()), (2, "ready"));
            assert_eq!(world.slept(), pauses(&[ceiling]));
        },
    );
}

#[track_caller]
fn assert_not_retried(failure: impl Fn() -> Answer) {
    in_both(
        config,
        || vec![failure()],
        |rig, world| {
            assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 1);
            assert!(world.slept().is_empty());
        },
    );
}

#[test]
fn pauses_double_and_the_third_attempt_is_the_last() {
    in_both(
        config,
        || vec![reply(500, ""), reply(503, ""), reply(502, "last")],
        |rig, world| {
            let error = rig.put(put("a")).unwrap_err();
            assert_eq!(error.attempts(), 3);
            assert_eq!(error.raw_body(), Some(b"last".as_slice()));
            assert_eq!(world.slept(), pauses(&[SERVER, 2 * SERVER]));
            assert_eq!(world.sent().len(), 3);
        },
    );
}

#[test]
fn an_error_modelled_as_throttling_waits_longer() {
    assert_retried(|| error(400, "Busy"), THROTTLED);
}

#[test]
fn an_error_modelled_as_retryable_is_retried() {
    assert_retried(|| error(400, "Flaky"), SERVER);
}

#[test]
fn throttling_is_known_by_its_code() {
    assert_retried(|| error(400, "ThrottlingException"), THROTTLED);
}

#[test]
fn throttling_is_known_by_its_status() {
    assert_retried(|| reply(429, "<html>"), THROTTLED);
}

#[test]
fn connections_that_fail_or_break_are_retried() {
    assert_retried(|| Answer::Failure(TransportErrorKind::Connect), SERVER);
    assert_retried(|| Answer::Failure(TransportErrorKind::Disconnected), SERVER);
    assert_retried(|| Answer::Failure(TransportErrorKind::Timeout), SERVER);
}

#[test]
fn permanent_errors_are_not_retried() {
    assert_not_retried(|| error(400, "NotFound"));
    assert_not_retried(|| error(400, "ValidationException"));
    assert_not_retried(|| reply(404, ""));
    assert_not_retried(|| Answer::Failure(TransportErrorKind::Other));
}

#[test]
fn the_service_may_ask_for_more_time() {
    let failure = || reply_with(503, &[("x-amz-retry-after", "1500")], "");
    in_both(
        config,
        || vec![failure(), ready()],
        |rig, world| {
            rig.put(put("a")).unwrap();
            assert_eq!(world.slept(), [Duration::from_millis(1500)]);
        },
    );
}

#[test]
fn the_service_may_not_ask_for_any_time() {
    let failure = || reply_with(503, &[("x-amz-retry-after", "3600000")], "");
    in_both(
        config,
        || vec![failure(), ready()],
        |rig, world| {
            rig.put(put("a")).unwrap();
            let longest = pauses(&[SERVER])[0] + Duration::from_secs(5);
            assert_eq!(world.slept(), [longest]);
        },
    );
}

#[test]
fn calls_share_the_quota_of_their_client() {
    in_both(
        || config().retry(RetryConfig::standard().with_quota(30)),
        || (0..5).map(|_| reply(500, "")).chain([ready()]).collect(),
        |rig, world| {
            // 14 tokens a retry: two for the first call, none left for the second.
            assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 3);
            assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 1);
            assert_eq!(world.slept().len(), 2);
        },
    );
}

#[test]
fn a_successful_retry_returns_its_tokens() {
    in_both(
        || config().retry(RetryConfig::standard().with_quota(14)),
        || vec![reply(500, ""), ready(), reply(500, ""), ready()],
        |rig, _| {
            assert_eq!(rig.put(put("a")).unwrap().attempts, 2);
            assert_eq!(rig.put(put("a")).unwrap().attempts, 2);
        },
    );
}

#[test]
fn a_long_poll_without_quota_pauses_before_it_fails() {
    let poll = |rig: &Rig| rig.call::<Poll>(put("a")).unwrap_err().attempts();
    in_both(
        || config().retry(RetryConfig::standard().with_quota(0)),
        || vec![reply(500, "")],
        |rig, world| {
            assert_eq!(poll(rig), 1);
            assert_eq!(world.slept(), pauses(&[SERVER]));
        },
    );
}

#[test]
fn a_long_poll_does_not_pause_beyond_the_calls_limit() {
    in_both(
        || {
            let never = RetryConfig::standard().with_quota(0);
            config().retry(never).call_timeout(Duration::from_millis(1))
        },
        || vec![reply(500, "")],
        |rig, world| {
            rig.call::<Poll>(put("a")).unwrap_err();
            assert!(world.slept().is_empty());
        },
    );
}

#[test]
fn a_client_in_the_adaptive_mode_slows_down_when_it_is_throttled() {
    in_both(
        || config().retry(RetryConfig::adaptive().with_max_attempts(1)),
        || vec![ready(), error(400, "ThrottlingException"), ready(), ready()],
        |rig, world| {
            rig.put(put("a")).unwrap();
            rig.put(put("a")).unwrap_err();
            let slept = world.slept();
            assert!(slept.is_empty(), "nothing has been throttled before");
            rig.put(put("a")).unwrap();
            rig.put(put("a")).unwrap();
            let slept = world.slept();
            assert_eq!(slept[0], Duration::from_secs(2), "half a request a second");
            assert!(slept[1] < slept[0], "an answer makes it faster: {slept:?}");
        },
    );
}

#[test]
fn a_rate_limit_pause_longer_than_the_call_is_not_started() {
    in_both(
        || {
            config()
                .retry(RetryConfig::adaptive().with_max_attempts(1))
                .call_timeout(Duration::from_secs(1))
        },
        || vec![error(400, "ThrottlingException")],
        |rig, world| {
            rig.put(put("a")).unwrap_err();
            let error = rig.put(put("a")).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Timeout(_)), "{error}");
            assert_eq!((world.slept().len(), error.attempts()), (0, 0));
        },
    );
}
