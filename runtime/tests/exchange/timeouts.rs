//! Time limits of attempts and calls.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tinsmith::clock::{Clock, SystemClock};
use tinsmith::config::ConfigBuilder;
use tinsmith::credentials::{from_async_fn, from_fn};
use tinsmith::error::ErrorKind;
use tinsmith::future::BoxFuture;
use tinsmith::retry::RetryConfig;
use tinsmith::rt::operation::Service;
use tinsmith::transport::TransportErrorKind;
use tinsmith::{Client, Credentials, Timestamp};

use crate::rig::{Outcome, bare, config, in_both, put_with};
use crate::script::{Answer, START, World, ready, reply, reply_with, response};
use crate::service::{Put, Vault, put};

const HOUR: Duration = Duration::from_secs(3600);
const SECOND: Duration = Duration::from_secs(1);

fn transport_error(outcome: &Outcome) -> Option<TransportErrorKind> {
    match outcome.as_ref().unwrap_err().kind() {
        ErrorKind::Transport(error) => Some(error.kind()),
        _ => None,
    }
}

#[test]
fn an_attempt_that_takes_too_long_is_retried() {
    in_both(
        || config().attempt_timeout(3 * SECOND),
        || vec![Answer::Silence, ready()],
        |rig, world| {
            assert_eq!(rig.put(put("a")).unwrap().attempts, 2);
            assert_eq!(world.slept()[0], 3 * SECOND);
        },
    );
}

#[test]
fn attempts_that_all_take_too_long_are_an_error_of_the_transport() {
    in_both(
        || config().attempt_timeout(SECOND),
        || vec![Answer::Silence, Answer::Silence, Answer::Silence],
        |rig, _| {
            let outcome = rig.put(put("a"));
            assert_eq!(transport_error(&outcome), Some(TransportErrorKind::Timeout));
            assert_eq!(outcome.unwrap_err().attempts(), 3);
        },
    );
}

#[test]
fn the_last_attempt_gets_the_remaining_time_of_the_call() {
    in_both(
        || {
            config()
                .attempt_timeout(4 * SECOND)
                .call_timeout(5 * SECOND)
        },
        || vec![Answer::Silence, Answer::Silence],
        |rig, world| {
            let error = rig.put(put("a")).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Timeout(limit) if *limit == 5 * SECOND));
            assert_eq!(error.attempts(), 2);
            assert_eq!(world.slept().iter().sum::<Duration>(), 5 * SECOND);
            assert_eq!(
                error.to_string(),
                "Put: the call did not end within its limit of 5s, after 2 attempts"
            );
        },
    );
}

#[test]
fn a_timeout_of_the_transport_is_retried_within_the_calls_limit() {
    in_both(
        || config().call_timeout(5 * SECOND),
        || vec![Answer::Failure(TransportErrorKind::Timeout), ready()],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap().attempts, 2),
    );
}

#[test]
fn a_blocking_transport_gets_the_time_limit() {
    in_both(
        || {
            config()
                .attempt_timeout(4 * SECOND)
                .call_timeout(3 * SECOND)
        },
        || vec![ready()],
        |rig, world| {
            rig.put(put("a")).unwrap();
            let blocking = matches!(rig, crate::rig::Rig::Blocking(_));
            assert_eq!(world.sent()[0].timeout, blocking.then_some(3 * SECOND));
        },
    );
}

#[test]
fn a_pause_longer_than_the_call_is_not_started() {
    in_both(
        || config().call_timeout(Duration::from_millis(1)),
        || vec![reply(500, "first")],
        |rig, world| {
            let error = rig.put(put("a")).unwrap_err();
            assert_eq!(error.raw_body(), Some(b"first".as_slice()));
            assert_eq!((error.attempts(), world.slept().len()), (1, 0));
        },
    );
}

#[test]
fn the_longest_duration_disables_a_limit() {
    in_both(
        || {
            config()
                .attempt_timeout(Duration::MAX)
                .call_timeout(Duration::MAX)
        },
        || vec![reply(500, ""), ready()],
        |rig, world| {
            world.pass(SECOND);
            assert_eq!(rig.put(put("a")).unwrap().attempts, 2);
            assert_eq!(world.sent()[0].timeout, None);
        },
    );
}

#[test]
fn durations_beyond_the_clocks_range_disable_a_limit() {
    for limit in [u64::MAX, u64::MAX / 2, 1 << 40].map(Duration::from_secs) {
        in_both(
            || config().attempt_timeout(limit).call_timeout(limit),
            || vec![ready()],
            |rig, world| {
                rig.put(put("a")).unwrap();
                assert_eq!(world.sent()[0].timeout, None, "{limit:?}");
            },
        );
    }
}

#[test]
fn a_call_that_may_take_no_time_is_not_sent() {
    in_both(
        || config().call_timeout(Duration::ZERO),
        Vec::new,
        |rig, _| {
            let error = rig.put(put("a")).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Timeout(Duration::ZERO)));
            assert_eq!(error.attempts(), 0);
        },
    );
}

#[test]
fn an_attempt_that_may_take_no_time_is_not_sent() {
    in_both(
        || config().attempt_timeout(Duration::ZERO),
        Vec::new,
        |rig, world| {
            let outcome = rig.put(put("a"));
            assert_eq!(transport_error(&outcome), Some(TransportErrorKind::Timeout));
            assert_eq!(world.sent().len(), 0);
        },
    );
}

#[test]
fn the_longest_pauses_do_not_panic() {
    let longest = RetryConfig::standard()
        .with_base_delay(Duration::MAX)
        .with_throttling_base_delay(Duration::MAX)
        .with_max_backoff(Duration::MAX);
    in_both(
        || config().retry(longest.clone()).call_timeout(HOUR),
        || vec![reply(500, "first")],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 1),
    );
}

#[test]
fn a_service_cannot_ask_for_a_pause_of_any_length() {
    in_both(
        config,
        || {
            let asks = |text| reply_with(503, &[("x-amz-retry-after", text)], "");
            vec![asks("18446744073709551615"), asks("1e300"), ready()]
        },
        |rig, world| {
            rig.put(put("a")).unwrap();
            assert!(world.slept().iter().sum::<Duration>() < 11 * SECOND);
        },
    );
}

#[test]
fn asking_for_credentials_counts_towards_the_attempt() {
    let silent = || bare().credentials(from_async_fn(std::future::pending));
    let limit = Duration::from_millis(20);
    in_both(
        || silent().attempt_timeout(limit),
        Vec::new,
        |rig, _| {
            let outcome = rig.put(put("a"));
            assert_eq!(transport_error(&outcome), Some(TransportErrorKind::Timeout));
            assert_eq!(
                outcome.unwrap_err().to_string(),
                "Put: timed out: the source of credentials did not answer within the limit of \
                 the attempt"
            );
        },
    );
}

#[test]
fn a_source_that_never_answers_ends_with_the_call() {
    let client = |config: ConfigBuilder<()>| {
        let silent = config.credentials(from_async_fn(std::future::pending));
        let silent = silent.call_timeout(Duration::from_millis(20));
        let config = silent.blocking_transport(World::default());
        Client::new(config.build(), Vault::SCHEMA)
    };
    let client = client(bare().clock(SystemClock));
    let error = client.operation::<Put>().send(put("a")).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Timeout(_)), "{error}");
}

#[test]
fn the_time_of_a_source_that_blocks_counts_once_it_has_answered() {
    let slow = |world: &World| {
        let clock = world.clone();
        bare()
            .call_timeout(5 * SECOND)
            .credentials(from_fn(move || {
                clock.pass(10 * SECOND);
                Ok(Credentials::new("AKID", "secret"))
            }))
    };
    let check = |outcome: Outcome, world: &World| {
        let error = outcome.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Timeout(_)), "{error}");
        assert_eq!(world.sent().len(), 0);
    };
    let world = World::default();
    check(put_with(&world, slow(&world), |call| call), &world);

    let config = slow(&world)
        .clock(world.clone())
        .blocking_transport(world.clone());
    let client = Client::new(config.build(), Vault::SCHEMA);
    check(client.operation::<Put>().reply(put("a")), &world);
}

#[test]
fn a_clock_that_is_set_back_does_not_prolong_the_call() {
    in_both(
        || {
            config()
                .attempt_timeout(4 * SECOND)
                .call_timeout(5 * SECOND)
        },
        || {
            let silence = Answer::Back(HOUR, Box::new(Answer::Silence));
            vec![silence, Answer::Silence]
        },
        |rig, world| {
            let error = rig.put(put("a")).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Timeout(_)), "{error}");
            assert_eq!(world.slept().iter().sum::<Duration>(), 5 * SECOND);
        },
    );
}

#[test]
fn a_clock_that_is_set_forward_does_not_end_a_call() {
    in_both(
        || config().call_timeout(5 * SECOND),
        || vec![Answer::Forth(HOUR, Box::new(reply(500, ""))), ready()],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap().attempts, 2),
    );
}

/// The system's clock, except that each reading of the time of day is an hour earlier.
struct Backwards(AtomicU32);

impl Clock for Backwards {
    fn now(&self) -> Timestamp {
        let asked = self.0.fetch_add(1, Ordering::SeqCst);
        START.minus(HOUR * asked)
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'_, ()> {
        SystemClock.sleep(span)
    }

    fn sleep_blocking(&self, span: Duration) {
        SystemClock.sleep_blocking(span);
    }
}

#[test]
fn a_clock_of_the_users_counts_limits_by_the_systems_monotonic_one() {
    let world = World::new((0..1000).map(|_| reply(500, "")));
    let busy = RetryConfig::standard()
        .with_max_attempts(1000)
        .with_quota(u32::MAX)
        .with_max_backoff(Duration::from_millis(5));
    let config = config()
        .clock(Backwards(AtomicU32::new(0)))
        .retry(busy)
        .call_timeout(Duration::from_millis(200))
        .blocking_transport(world);
    let client = Client::new(config.build(), Vault::SCHEMA);
    let began = Instant::now();
    let error = client.operation::<Put>().send(put("a")).unwrap_err();
    assert!(error.attempts() < 1000 && began.elapsed() < 5 * SECOND);
}

#[test]
fn no_attempt_begins_after_the_calls_limit() {
    let late = || {
        let answer = response(500, &[], tinsmith::body::Body::empty());
        Answer::Late(2 * SECOND, answer)
    };
    in_both(
        || config().call_timeout(SECOND),
        || vec![late()],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 1),
    );
}

/// A clock by which everything takes its time: each look at it finds that a second has passed.
#[derive(Clone)]
struct Busy(World);

impl Clock for Busy {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn monotonic(&self) -> Duration {
        self.0.pass(SECOND);
        self.0.monotonic()
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'_, ()> {
        self.0.sleep(span)
    }

    fn sleep_blocking(&self, span: Duration) {
        self.0.sleep_blocking(span);
    }
}

#[test]
fn encoding_and_signing_count_towards_the_attempt() {
    // One second for the credentials, and one for the request.
    for (limit, left) in [(9, Some(7)), (3, Some(1)), (2, None)] {
        let world = World::new([ready()]);
        let config = config()
            .attempt_timeout(limit * SECOND)
            .retry(RetryConfig::standard().with_max_attempts(1))
            .clock(Busy(world.clone()))
            .blocking_transport(world.clone());
        let client = Client::new(config.build(), Vault::SCHEMA);
        let outcome = client.operation::<Put>().send(put("a"));
        assert_eq!(outcome.is_ok(), left.is_some(), "{limit}");
        let timeouts = world.sent().into_iter().map(|it| it.timeout.unwrap());
        let left = left.map(|left| left * SECOND);
        assert!(timeouts.eq(left), "{limit}");
    }
}
