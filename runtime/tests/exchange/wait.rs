//! Waiters: their end, and the pauses between polls.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tinsmith::client::{Async, Blocking};
use tinsmith::rt::operation::{Operation, Service};
use tinsmith::rt::wait::WaiterSchema;
use tinsmith::wait::{Poll, WaitError, WaitErrorKind, Waiter};

use crate::rig::{SEED, client, config, run};
use crate::script::{Answer, World, error, jitter, ready, reply, reply_with};
use crate::service::{GONE, Put, PutCompatibly, READY, SAME, put};

const MINUTE: Duration = Duration::from_secs(60);

type Waited = Result<Poll<Put>, WaitError<Put>>;

fn state(name: &str) -> Answer {
    reply(200, &format!(r#"{{"state":"{name}"}}"#))
}

fn waiter(world: &World, schema: &'static WaiterSchema) -> Waiter<Async, Put> {
    client::<Put>(config(), world).waiter(schema)
}

fn blocking_waiter(world: &World) -> Waiter<Blocking, Put> {
    let config = config()
        .clock(world.clone())
        .blocking_transport(world.clone());
    let schema = <Put as Operation>::Service::SCHEMA;
    tinsmith::Client::new(config.build(), schema).waiter(&READY)
}

/// The pauses before further polls while enough time is left.
fn pauses(min: f64, ceilings: &[f64]) -> Vec<Duration> {
    // The wait's random numbers start like those of a call, two before its jitter.
    let numbers = (0..).map(number);
    let pairs = ceilings.iter().zip(numbers);
    pairs
        .map(|(ceiling, random)| {
            Duration::from_secs_f64(min) + Duration::from_secs_f64((ceiling - min) * random)
        })
        .collect()
}

/// The number at `index` of the sequence that begins with `SEED`.
fn number(index: usize) -> f64 {
    let back = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(2);
    jitter(SEED.wrapping_sub(back)).nth(index).unwrap()
}

#[test]
fn a_wait_ends_when_the_state_is_reached() {
    let script = || vec![state("new"), error(400, "Flaky"), ready()];
    let check = |waited: Waited, world: &World| {
        assert_eq!(waited.unwrap().unwrap().output.state, "ready");
        world.slept()
    };
    // Each poll has one attempt, so that only the wait pauses.
    let world = World::new(script());
    let waiting = waiter(&world, &READY).call(|call| call.max_attempts(1));
    let slept = check(run(waiting.wait(put("a"), MINUTE)), &world);
    assert_eq!(slept, pauses(2.0, &[2.0, 4.0]));

    let world = World::new(script());
    let waiting = blocking_waiter(&world).call(|call| call.max_attempts(1));
    assert_eq!(check(waiting.wait(put("a"), MINUTE), &world), slept);
}

#[test]
fn pauses_double_up_to_the_maximum() {
    let world = World::new((0..5).map(|_| state("new")).chain([ready()]));
    run(waiter(&world, &READY).wait(put("a"), 10 * MINUTE))
        .unwrap()
        .unwrap();
    assert_eq!(world.slept(), pauses(2.0, &[2.0, 4.0, 8.0, 10.0, 10.0]));
}

#[test]
fn the_last_poll_comes_a_minimum_pause_before_the_limit() {
    let world = World::new((0..3).map(|_| state("new")));
    let second = Duration::from_secs(1);
    let fixed = waiter(&world, &READY).delay(2 * second, 2 * second);
    let error = run(fixed.wait(put("a"), 5 * second)).unwrap_err();
    assert!(matches!(error.kind(), WaitErrorKind::Expired(Ok(_))));
    assert_eq!(world.slept(), [2 * second, second]);
    assert_eq!(error.last_output().unwrap().state, "new");
}

#[test]
fn a_running_poll_ends_at_the_limit() {
    let second = Duration::from_secs(1);
    let script = || vec![state("new"), Answer::Silence];
    let check = |waited: Waited, world: &World| {
        let error = waited.unwrap_err();
        assert!(matches!(error.kind(), WaitErrorKind::Expired(Ok(_))));
        assert_eq!(error.last_output().unwrap().state, "new");
        assert_eq!(world.slept().iter().sum::<Duration>(), 5 * second);
    };
    let world = World::new(script());
    let fixed = waiter(&world, &READY).delay(2 * second, 2 * second);
    check(run(fixed.wait(put("a"), 5 * second)), &world);

    let world = World::new(script());
    let fixed = blocking_waiter(&world).delay(2 * second, 2 * second);
    check(fixed.wait(put("a"), 5 * second), &world);
}

#[test]
fn a_wait_that_may_take_no_time_polls_nothing() {
    let check = |waited: Waited, world: &World| {
        let error = waited.unwrap_err();
        assert!(matches!(error.kind(), WaitErrorKind::Expired(Err(_))));
        assert_eq!(world.sent().len(), 0);
    };
    let world = World::default();
    check(
        run(waiter(&world, &READY).wait(put("a"), Duration::ZERO)),
        &world,
    );
    check(
        blocking_waiter(&world).wait(put("a"), Duration::ZERO),
        &world,
    );
}

#[test]
fn the_longest_wait_has_no_limit() {
    let world = World::new([state("new"), ready()]);
    let waited = run(waiter(&world, &READY).wait(put("a"), Duration::MAX));
    waited.unwrap().unwrap();
    let world = World::new([state("new")]);
    let never = blocking_waiter(&world).delay(Duration::MAX, Duration::MAX);
    let error = never.wait(put("a"), Duration::MAX).unwrap_err();
    assert!(matches!(error.kind(), WaitErrorKind::Expired(Ok(_))));
}

#[test]
fn setting_the_clock_neither_prolongs_nor_ends_a_wait() {
    let (second, hour) = (Duration::from_secs(1), Duration::from_secs(3600));
    let set = |set: fn(Duration, Box<Answer>) -> Answer| set(hour, Box::new(state("new")));
    for set in [set(Answer::Forth), set(Answer::Back)] {
        let world = World::new([set, state("new"), state("new")]);
        let fixed = waiter(&world, &READY).delay(2 * second, 2 * second);
        let error = run(fixed.wait(put("a"), 5 * second)).unwrap_err();
        assert!(matches!(error.kind(), WaitErrorKind::Expired(Ok(_))));
        assert_eq!(world.slept(), [2 * second, second]);
    }
}

#[test]
fn a_poll_that_the_call_limits_itself_ends_the_wait() {
    let world = World::new([Answer::Silence]);
    let waiting = waiter(&world, &READY).call(|call| call.call_timeout(Duration::from_secs(1)));
    let error = run(waiting.wait(put("a"), MINUTE)).unwrap_err();
    assert!(matches!(error.kind(), WaitErrorKind::Call(_)));
}

#[test]
fn a_failure_state_ends_the_wait() {
    let world = World::new([state("new"), state("broken")]);
    let error = run(waiter(&world, &READY).wait(put("a"), MINUTE)).unwrap_err();
    assert!(matches!(error.kind(), WaitErrorKind::Failure(Ok(_))));
    assert_eq!(
        error.to_string(),
        "Ready: the waiter reached a failure state; last answer: PutOutput { state: \"broken\" }"
    );
}

#[test]
fn an_error_may_be_the_failure_state() {
    let world = World::new([error(400, "NotFound")]);
    let error = run(waiter(&world, &READY).wait(put("a"), MINUTE)).unwrap_err();
    assert!(matches!(error.kind(), WaitErrorKind::Failure(Err(_))));
    assert_eq!(error.last_error().unwrap().code(), Some("NotFound"));
}

#[test]
fn an_error_may_be_the_success_state() {
    let world = World::new([state("new"), error(400, "ValidationException")]);
    let last = run(waiter(&world, &GONE).wait(put("a"), MINUTE)).unwrap();
    assert_eq!(last.unwrap_err().code(), Some("ValidationException"));
}

#[test]
fn a_modelled_error_is_matched_by_its_shape_for_any_code() {
    let headers = [("x-amzn-query-error", "Old.Flaky;Sender")];
    let flaky = reply_with(400, &headers, r#"{"__type":"ns#Flaky"}"#);
    let world = World::new([flaky, ready()]);
    let waiter = client::<PutCompatibly>(config(), &world).waiter::<PutCompatibly>(&READY);
    let waiter = waiter.call(|call| call.max_attempts(1));
    let told: Arc<Mutex<Vec<Option<String>>>> = Arc::default();
    let teller = Arc::clone(&told);
    let observed = waiter.observe(move |poll| {
        let code = poll.as_ref().err().and_then(|it| it.code());
        teller.lock().unwrap().push(code.map(str::to_owned));
    });
    run(observed.wait(put("a"), MINUTE)).unwrap().unwrap();
    assert_eq!(*told.lock().unwrap(), [Some("Old.Flaky".to_owned()), None]);
}

#[test]
fn a_condition_may_compare_input_and_output() {
    let world = World::new([state("new"), state("a")]);
    let last = run(waiter(&world, &SAME).wait(put("a"), MINUTE)).unwrap();
    assert_eq!(last.unwrap().output.state, "a");
}

#[test]
fn a_failure_has_the_reason_of_the_output() {
    let world = World::new([reply(200, r#"{"state":"too large","size":9}"#)]);
    let error = run(waiter(&world, &SAME).wait(put("a"), MINUTE)).unwrap_err();
    assert_eq!(error.message(), Some("too large"));
    let said = "Same: the waiter reached a failure state: too large; last answer: PutOutput";
    assert!(error.to_string().starts_with(said), "{error}");
}

#[test]
fn the_reason_of_the_output_is_escaped() {
    let world = World::new([reply(200, r#"{"state":"a\u001b[2J\nb","size":9}"#)]);
    let error = run(waiter(&world, &SAME).wait(put("a"), MINUTE)).unwrap_err();
    assert_eq!(error.message(), Some("a\u{1b}[2J\nb"));
    let shown = error.to_string();
    assert!(shown.contains(r"failure state: a\u{1b}[2J\nb"), "{shown}");
    assert!(!shown.contains(['\u{1b}', '\n']), "{shown}");
}

#[test]
fn an_unexpected_error_ends_the_wait() {
    let world = World::new([error(400, "AccessDeniedException")]);
    let error = run(waiter(&world, &READY).wait(put("a"), MINUTE)).unwrap_err();
    assert!(matches!(error.kind(), WaitErrorKind::Call(_)));
    assert_eq!(
        error.to_string(),
        "Ready: a poll failed: Put: AccessDeniedException: because (HTTP 400)"
    );
}

#[test]
fn the_observer_is_called_for_each_poll() {
    let world = World::new([state("new"), ready()]);
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let teller = Arc::clone(&told);
    let observed = waiter(&world, &READY).observe(move |poll| {
        let state = poll.as_ref().map(|reply| reply.output.state.clone());
        teller.lock().unwrap().push(state.unwrap());
    });
    run(observed.wait(put("a"), MINUTE)).unwrap().unwrap();
    assert_eq!(*told.lock().unwrap(), ["new", "ready"]);
}

#[test]
fn absurd_delays_do_not_overflow() {
    let world = World::new([state("new"), ready()]);
    let endless = waiter(&world, &READY).delay(Duration::from_secs(1), Duration::MAX);
    run(endless.wait(put("a"), Duration::from_secs(u64::from(u32::MAX))))
        .unwrap()
        .unwrap();
}
