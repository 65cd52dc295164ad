//! Very many calls of a server that does something wrong at random: no wrong answer, no call that
//! outlasts its limit, no memory that grows.
//!
//! What is called, and what goes wrong, follows from a seed; which calls meet on a connection
//! does not.

mod call;
mod dice;
mod faults;
mod report;
mod watch;

use std::net::TcpListener;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use self::call::{End, Kit, LIMIT};
use self::report::Tally;
use self::watch::{Watch, resident};
use super::adapters::{Adapter, Caller};
use super::bench::STORE;
use super::server::{Script, Server, Welcome};

pub use self::report::Report;

/// How many calls are under way at once.
const WORKERS: usize = 6;

/// How long a call may go on after its limit on a busy machine before it counts as hung.
const GRACE: Duration = Duration::from_secs(2);

/// After this many calls an adapter has all the memory that it needs.
const WARM: u64 = 2000;

/// What to do.
#[derive(Clone, Copy, Debug)]
pub struct Soak {
    /// How many calls each adapter makes.
    pub calls: u64,
    /// For how long, all adapters together, where there is a limit.
    pub time: Option<Duration>,
    /// What calls and faults follow from.
    pub seed: u64,
}

/// What the workers of one adapter have in common.
struct Shared {
    kit: Kit,
    next: AtomicU64,
    tally: Mutex<Tally>,
    watch: Watch,
    calls: u64,
    /// No call begins after it.
    end: Option<Instant>,
}

/// Runs it, adapter by adapter.
pub fn soak(soak: &Soak) -> Report {
    let tallies = Adapter::ALL.map(|adapter| run(adapter, soak));
    Report {
        seed: soak.seed,
        tallies: tallies.into(),
    }
}

fn run(adapter: Adapter, soak: &Soak) -> Tally {
    let server = server(soak.seed);
    let share = soak.time.map(|time| time / 3);
    let shared = Arc::new(Shared {
        kit: Kit::new(Caller::new(adapter), &server.url(), soak.seed),
        next: AtomicU64::new(0),
        tally: Mutex::new(Tally::new(adapter)),
        watch: Watch::new(WORKERS),
        calls: soak.calls,
        end: share.map(|share| Instant::now() + share),
    });
    let workers = (0..WORKERS).map(|worker| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.work(worker))
    });
    let workers = workers.collect();
    let end = shared.watch.wait(workers, LIMIT + GRACE);
    let mut tally = shared.tally().clone();
    tally.finish(end, &server);
    tally
}

/// A server that refuses what is not signed, and keeps nothing else.
fn server(seed: u64) -> Server {
    let script = Script {
        rules: Some(STORE),
        welcome: Welcome::Continue,
        answer: Box::new(move |request, _| faults::steps(seed, request)),
    };
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a port");
    Server::on(listener, script, false)
}

impl Shared {
    /// Calls until there is nothing left to call.
    fn work(&self, worker: usize) {
        loop {
            let number = self.next.fetch_add(1, Ordering::SeqCst);
            let is_late = self.end.is_some_and(|end| Instant::now() > end);
            if number >= self.calls || is_late {
                return;
            }
            let started = Instant::now();
            self.watch.begins(worker);
            let end = self.kit.call(number);
            self.watch.ends(worker);
            self.count(number, &end, started.elapsed());
        }
    }

    fn count(&self, number: u64, end: &End, took: Duration) {
        let mut tally = self.tally();
        tally.count(number, end, took);
        if number == WARM.min(self.calls / 2) {
            tally.resident_before = resident();
        }
    }

    fn tally(&self) -> std::sync::MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
