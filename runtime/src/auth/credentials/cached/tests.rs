//! Which caller asks the source, and which callers wait for its answer.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Barrier};
use std::task::{Context, Poll, Waker};
use std::thread;

use super::*;
use crate::auth::credentials::{CredentialsError, from_async_fn, from_fn};

/// A slow source whose n-th answer expires at `n * 3600`, and which can be set to fail.
#[derive(Debug, Default)]
struct Hourly {
    asked: AtomicU32,
    is_down: AtomicBool,
    takes: Duration,
}

impl ProvideCredentials for Hourly {
    fn provide(&self, _now: Timestamp) -> Provided<'_> {
        let asked = self.asked.fetch_add(1, SeqCst) + 1;
        thread::sleep(self.takes);
        if self.is_down.load(SeqCst) {
            return Provided::Ready(Err(CredentialsError::source("down")));
        }
        Provided::Ready(Ok(Some(hourly(asked))))
    }
}

fn hourly(number: u32) -> Credentials {
    let end = Timestamp::new(i64::from(number) * 3600, 0);
    Credentials::new(format!("key {number}"), "secret").with_expires_at(end)
}

fn id(cached: &Cached<Hourly>, second: i64) -> Result<String, String> {
    let answer = cached.provide(Timestamp::new(second, 0)).wait();
    let keys = answer.map_err(|error| error.to_string())?.unwrap();
    Ok(keys.access_key_id().to_owned())
}

/// The results of sixteen threads that ask at once, and how often the source is asked.
fn stampede(source: Hourly) -> (Vec<Result<String, String>>, u32) {
    let cached = Cached::new(source);
    let barrier = Barrier::new(16);
    let ask = || {
        barrier.wait();
        id(&cached, 0)
    };
    let answers = thread::scope(|scope| {
        let threads: Vec<_> = (0..16).map(|_| scope.spawn(ask)).collect();
        threads.into_iter().map(|it| it.join().unwrap()).collect()
    });
    (answers, cached.source.asked.load(SeqCst))
}

#[test]
fn a_cold_start_of_many_threads_asks_once() {
    let takes = Duration::from_millis(50);
    let (answers, asked) = stampede(Hourly {
        takes,
        ..Hourly::default()
    });
    assert_eq!(asked, 1);
    assert!(answers.iter().all(|it| it.as_deref() == Ok("key 1")));
}

#[test]
fn those_who_wait_for_a_failure_share_it() {
    let (answers, asked) = stampede(Hourly {
        takes: Duration::from_millis(50),
        is_down: AtomicBool::new(true),
        ..Hourly::default()
    });
    assert_eq!(asked, 1);
    let expected = Err("the source of credentials failed: down".to_owned());
    assert!(answers.iter().all(|it| *it == expected), "{answers:?}");
}

#[test]
fn a_source_that_is_down_is_left_alone() {
    let cached = Cached::new(Hourly::default());
    assert_eq!(id(&cached, 0).as_deref(), Ok("key 1"));
    cached.source.is_down.store(true, SeqCst);
    for _ in 0..1000 {
        assert_eq!(id(&cached, 3400).as_deref(), Ok("key 1"));
    }
    assert_eq!(cached.source.asked.load(SeqCst), 2);
    assert!(id(&cached, 3600).is_err());
}

#[test]
fn a_configured_margin_is_kept() {
    let cached = Cached::new(Hourly::default()).with_margin(Duration::from_secs(60));
    assert_eq!(id(&cached, 0).as_deref(), Ok("key 1"));
    assert_eq!(id(&cached, 3539).as_deref(), Ok("key 1"));
    assert_eq!(id(&cached, 3540).as_deref(), Ok("key 2"));
}

#[test]
fn keys_without_expiry_are_asked_for_once() {
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    let cached = Cached::new(from_fn(move || {
        counter.fetch_add(1, SeqCst);
        Ok(Credentials::new("AKID", "secret"))
    }));
    for second in [0, 1_000_000_000] {
        cached.provide(Timestamp::new(second, 0)).wait().unwrap();
    }
    assert_eq!(asked.load(SeqCst), 1);
}

#[test]
fn what_the_service_refused_is_asked_for_again() {
    let cached = Cached::new(Hourly::default());
    cached.provide(Timestamp::EPOCH).wait().unwrap();
    cached.invalidate(&hourly(2));
    assert_eq!(id(&cached, 1).as_deref(), Ok("key 1"));
    cached.invalidate(&hourly(1));
    assert_eq!(id(&cached, 1).as_deref(), Ok("key 2"));
}

#[test]
fn while_one_call_refreshes_the_others_use_what_is_there() {
    let cached = Cached::new(from_async_fn(|| async { Ok(hourly(1)) }));
    cached.provide(Timestamp::EPOCH).wait().unwrap();
    let now = Timestamp::new(3400, 0);
    let refresh = cached.provide(now);
    assert!(matches!(refresh, Provided::Pending(_)));
    assert!(matches!(cached.provide(now), Provided::Ready(Ok(Some(_)))));
    drop(refresh);
    assert!(matches!(cached.provide(now), Provided::Pending(_)));
}

/// A source that never completes its first answer.
fn stuck_once() -> (Cached<impl ProvideCredentials>, Arc<AtomicU32>) {
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    let source = from_async_fn(move || {
        let number = counter.fetch_add(1, SeqCst) + 1;
        async move {
            if number == 1 {
                std::future::pending::<()>().await;
            }
            Ok(hourly(number))
        }
    });
    (Cached::new(source), asked)
}

fn poll_once(provided: &mut Provided<'_>) {
    let Provided::Pending(future) = provided else {
        panic!("known already");
    };
    let mut context = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut context).is_pending());
}

/// A source that answers when its door is opened, which wakes every caller that has polled it.
#[derive(Clone, Default)]
struct Door(Arc<Mutex<(bool, Option<Waker>)>>);

impl Door {
    fn open(&self) {
        let mut door = self.0.lock().unwrap();
        door.0 = true;
        let waker = door.1.take();
        drop(door);
        waker.unwrap().wake();
    }

    fn cached(self) -> (Cached<impl ProvideCredentials>, Arc<AtomicU32>) {
        let asked = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&asked);
        let source = from_async_fn(move || {
            let (number, door) = (counter.fetch_add(1, SeqCst) + 1, self.clone());
            poll_fn(move |context| {
                let mut door = door.0.lock().unwrap();
                door.1 = Some(context.waker().clone());
                if door.0 {
                    return Poll::Ready(Ok(hourly(number)));
                }
                Poll::Pending
            })
        });
        (Cached::new(source), asked)
    }
}

/// Starts a call on its own thread, and returns once it waits.
fn waiting<'s, 'e: 's>(
    scope: &'s thread::Scope<'s, 'e>,
    cached: &'e Cached<impl ProvideCredentials + 'static>,
) -> thread::ScopedJoinHandle<'s, Resolved> {
    let waiter = scope.spawn(|| cached.provide(Timestamp::EPOCH).wait());
    let is_waiting = || {
        let flight = lock(&cached.state).flight.clone();
        flight.is_some_and(|it| it.is_awaited_by(2))
    };
    while !is_waiting() {
        thread::yield_now();
    }
    waiter
}

#[test]
fn who_waits_for_a_call_that_is_dropped_goes_on_with_its_question() {
    let door = Door::default();
    let (cached, asked) = door.clone().cached();
    let mut leader = cached.provide(Timestamp::EPOCH);
    poll_once(&mut leader);
    thread::scope(|scope| {
        let waiter = waiting(scope, &cached);
        drop(leader);
        door.open();
        let keys = waiter.join().unwrap().unwrap().unwrap();
        assert_eq!(keys.access_key_id(), "key 1");
    });
    assert_eq!(asked.load(SeqCst), 1);
}

#[test]
fn who_waits_for_a_call_that_nobody_polls_goes_on_with_its_question() {
    let door = Door::default();
    let (cached, asked) = door.clone().cached();
    let mut leader = cached.provide(Timestamp::EPOCH);
    poll_once(&mut leader);
    thread::scope(|scope| {
        let waiter = waiting(scope, &cached);
        door.open();
        let keys = waiter.join().unwrap().unwrap().unwrap();
        assert_eq!(keys.access_key_id(), "key 1");
    });
    // The caller that was never polled gets the same answer.
    assert_eq!(leader.wait().unwrap().unwrap().access_key_id(), "key 1");
    assert_eq!(asked.load(SeqCst), 1);
}

#[test]
fn a_call_that_was_never_polled_is_no_obstacle() {
    let cached = Cached::new(from_async_fn(|| async { Ok(hourly(1)) }));
    let leader = cached.provide(Timestamp::EPOCH);
    let follower = cached.provide(Timestamp::EPOCH).wait().unwrap().unwrap();
    assert_eq!(follower.access_key_id(), "key 1");
    assert_eq!(leader.wait().unwrap(), Some(follower));
}

#[test]
fn a_question_that_all_callers_have_dropped_is_asked_anew() {
    let (cached, asked) = stuck_once();
    let mut calls = [
        cached.provide(Timestamp::EPOCH),
        cached.provide(Timestamp::EPOCH),
    ];
    calls.iter_mut().for_each(poll_once);
    drop(calls);
    let keys = cached.provide(Timestamp::EPOCH).wait().unwrap().unwrap();
    assert_eq!(keys.access_key_id(), "key 2");
    assert_eq!(asked.load(SeqCst), 2);
}

#[test]
fn a_source_that_panics_is_asked_anew() {
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    let cached = Arc::new(Cached::new(from_async_fn(move || {
        let number = counter.fetch_add(1, SeqCst) + 1;
        async move {
            assert!(number > 1, "the first question fails so");
            Ok(hourly(number))
        }
    })));
    let theirs = Arc::clone(&cached);
    let panicked = thread::spawn(move || theirs.provide(Timestamp::EPOCH).wait().map(drop));
    assert!(panicked.join().is_err());
    let keys = cached.provide(Timestamp::EPOCH).wait().unwrap().unwrap();
    assert_eq!(keys.access_key_id(), "key 2");
}

#[test]
fn a_question_without_an_answer_is_asked_anew() {
    let (cached, asked) = stuck_once();
    let mut leader = cached.provide(Timestamp::EPOCH);
    poll_once(&mut leader);
    let mut follower = cached.provide(Timestamp::new(29, 0));
    poll_once(&mut follower);
    let late = cached.provide(Timestamp::new(30, 0)).wait();
    assert_eq!(late.unwrap().unwrap().access_key_id(), "key 2");
    assert_eq!(
        follower.wait().unwrap().unwrap().access_key_id(),
        "key 2",
        "those who waited for the first are served as well"
    );
    assert_eq!(asked.load(SeqCst), 2);
}
