//! A table of all cases for all adapters.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::adapters::Adapter;
use super::cases::{self, Case, Outcome};

/// How many cases run at once: they wait more than they work.
const THREADS: usize = 6;

/// The outcome of every case for every adapter.
pub struct Table {
    rows: Vec<Row>,
}

struct Row {
    group: &'static str,
    name: String,
    outcomes: [Outcome; 3],
}

/// Runs the cases whose group and name contain `filter`, for every adapter.
pub fn run(filter: &str) -> Table {
    let mut cases = cases::all();
    cases.retain(|case| format!("{}: {}", case.group, case.name).contains(filter));
    let next = AtomicUsize::new(0);
    let rows = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::SeqCst);
                    let Some(case) = cases.get(place) else { break };
                    let row = (place, Row::of(case));
                    rows.lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(row);
                }
            });
        }
    });
    let mut rows = rows.into_inner().unwrap_or_default();
    rows.sort_by_key(|(place, _)| *place);
    Table {
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    }
}

impl Row {
    fn of(case: &Case) -> Self {
        Self {
            group: case.group,
            name: case.name.clone(),
            outcomes: Adapter::ALL.map(|adapter| {
                let run = AssertUnwindSafe(|| (case.run)(adapter));
                catch_unwind(run).unwrap_or_else(|_| Err("it panicked".to_owned()))
            }),
        }
    }
}

impl Table {
    /// How many cases failed, each adapter's counted.
    pub fn failed(&self) -> usize {
        let outcomes = self.rows.iter().flat_map(|row| &row.outcomes);
        outcomes.filter(|it| it.is_err()).count()
    }

    /// How many cases passed.
    pub fn passed(&self) -> usize {
        self.rows.len() * Adapter::ALL.len() - self.failed()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = |row: &Row| format!("{}: {}", row.group, row.name);
        let titles = self.rows.iter().map(|row| title(row).chars().count());
        let width = titles.max().unwrap_or_default();
        write!(f, "{:width$}", "")?;
        for adapter in Adapter::ALL {
            write!(f, "  {:7}", adapter.name())?;
        }
        writeln!(f)?;
        for row in &self.rows {
            write!(f, "{:width$}", title(row))?;
            for outcome in &row.outcomes {
                let cell = if outcome.is_ok() { "ok" } else { "FAILED" };
                write!(f, "  {cell:7}")?;
            }
            writeln!(f)?;
        }
        for row in &self.rows {
            for (adapter, outcome) in Adapter::ALL.iter().zip(&row.outcomes) {
                if let Err(why) = outcome {
                    writeln!(f, "\n{}, {}:\n  {why}", title(row), adapter.name())?;
                }
            }
        }
        write!(f, "\n{} passed, {} failed", self.passed(), self.failed())
    }
}
