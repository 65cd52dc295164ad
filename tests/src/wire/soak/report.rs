//! What came of the calls.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::call::End;
use super::watch::{Workers, resident};
use crate::wire::adapters::Adapter;
use crate::wire::server::Server;

/// By how much memory may grow after the first calls: what allocators keep, and no more.
const GROWTH: u64 = 48 * 1024 * 1024;

/// How many wrong calls are told of.
const SHOWN: usize = 5;

/// Of all adapters.
pub struct Report {
    pub(super) seed: u64,
    pub(super) tallies: Vec<Tally>,
}

/// Of one adapter.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    adapter: Adapter,
    calls: u64,
    right: u64,
    /// By kind.
    failed: BTreeMap<String, u64>,
    wrong: u64,
    shown: Vec<String>,
    longest: Duration,
    requests: usize,
    pub(super) resident_before: Option<u64>,
    resident_after: Option<u64>,
}

impl Tally {
    pub(super) fn new(adapter: Adapter) -> Self {
        Self {
            adapter,
            calls: 0,
            right: 0,
            failed: BTreeMap::new(),
            wrong: 0,
            shown: Vec::new(),
            longest: Duration::ZERO,
            requests: 0,
            resident_before: None,
            resident_after: None,
        }
    }

    pub(super) fn count(&mut self, number: u64, end: &End, took: Duration) {
        self.calls += 1;
        self.longest = self.longest.max(took);
        match end {
            End::Right => self.right += 1,
            End::Failed(kind) => *self.failed.entry(kind.clone()).or_default() += 1,
            End::Wrong(what) => self.wrong(format!("call {number}: {what}")),
        }
    }

    fn wrong(&mut self, what: String) {
        self.wrong += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(what);
        }
    }

    /// Takes in what the calls left behind.
    pub(super) fn finish(&mut self, workers: Workers, server: &Server) {
        match workers {
            Workers::Done => {}
            Workers::Panicked => self.wrong("a call panicked".to_owned()),
            Workers::Hung => self.wrong("a call did not end within its limit".to_owned()),
        }
        for seen in server.seen() {
            if let Err(why) = seen.verdict {
                self.wrong(format!("sent: {why}"));
            }
        }
        self.requests = server.heads();
        self.resident_after = resident();
        if self.grown() > GROWTH {
            self.wrong(format!("memory grew by {} bytes", self.grown()));
        }
        // Most faults are mended by another attempt.
        if self.failures() * 10 > self.right {
            self.wrong("more than one call in ten failed".to_owned());
        }
    }

    fn failures(&self) -> u64 {
        self.failed.values().sum()
    }

    fn grown(&self) -> u64 {
        let before = self.resident_before.unwrap_or_default();
        let after = self.resident_after.filter(|_| before > 0);
        after.unwrap_or_default().saturating_sub(before)
    }
}

impl Report {
    /// How often something was wrong.
    pub fn wrong(&self) -> u64 {
        self.tallies.iter().map(|it| it.wrong).sum()
    }

    /// How many calls were made.
    pub fn calls(&self) -> u64 {
        self.tallies.iter().map(|it| it.calls).sum()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for tally in &self.tallies {
            tally.fmt(f)?;
        }
        write!(
            f,
            "seed {}: {} calls, {} wrong",
            self.seed,
            self.calls(),
            self.wrong()
        )
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = |it: Option<u64>| it.unwrap_or_default() / (1024 * 1024);
        writeln!(
            f,
            "{}: {} calls, {} right, {} failed as they must, {} wrong; {} requests; the longest \
             call took {:?}; {} MB after the first calls, {} MB at the end",
            self.adapter.name(),
            self.calls,
            self.right,
            self.failures(),
            self.wrong,
            self.requests,
            self.longest,
            megabytes(self.resident_before),
            megabytes(self.resident_after),
        )?;
        for (kind, count) in &self.failed {
            writeln!(f, "  {count:6} {kind}")?;
        }
        for what in &self.shown {
            writeln!(f, "  WRONG {what}")?;
        }
        Ok(())
    }
}
