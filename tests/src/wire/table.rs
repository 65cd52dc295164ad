//! A table of all cases for all adapters.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::adapters::Adapter;
use super::cases::{self, Case};

/// How many cases run at once: they wait more than they work.
const THREADS: usize = 6;

/// The outcome of every case for every adapter.
pub struct Table {
    rows: Vec<Row>,
}

struct Row {
    group: &'static str,
    name: String,
    outcomes: [Cell; 3],
}

/// What came of a case for an adapter.
enum Cell {
    Passed,
    Failed(String),
    Skipped(&'static str),
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
            outcomes: Adapter::ALL.map(|adapter| Cell::of(case, adapter)),
        }
    }
}

impl Cell {
    fn of(case: &Case, adapter: Adapter) -> Self {
        if let Some(reason) = case.skip.and_then(|skip| skip(adapter)) {
            return Self::Skipped(reason);
        }
        match catch_unwind(AssertUnwindSafe(|| (case.run)(adapter))) {
            Ok(Ok(())) => Self::Passed,
            Ok(Err(why)) => Self::Failed(why),
            Err(_) => Self::Failed("it panicked".to_owned()),
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Passed => "ok",
            Self::Failed(_) => "FAILED",
            Self::Skipped(_) => "skipped",
        }
    }
}

impl Table {
    /// How many cases failed, each adapter's counted.
    pub fn failed(&self) -> usize {
        self.count(|it| matches!(it, Cell::Failed(_)))
    }

    /// How many cases passed.
    pub fn passed(&self) -> usize {
        self.count(|it| matches!(it, Cell::Passed))
    }

    fn count(&self, is_meant: fn(&Cell) -> bool) -> usize {
        let outcomes = self.rows.iter().flat_map(|row| &row.outcomes);
        outcomes.filter(|it| is_meant(it)).count()
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
                write!(f, "  {:7}", outcome.name())?;
            }
            writeln!(f)?;
        }
        for row in &self.rows {
            for (adapter, outcome) in Adapter::ALL.iter().zip(&row.outcomes) {
                let what = match outcome {
                    Cell::Passed => continue,
                    Cell::Failed(why) => format!("\n  {why}"),
                    Cell::Skipped(reason) => format!(" skipped: {reason}"),
                };
                writeln!(f, "\n{}, {}:{what}", title(row), adapter.name())?;
            }
        }
        write!(f, "\n{} passed, {} failed", self.passed(), self.failed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_skipped_neither_passes_nor_fails() {
        let case = Case {
            group: "group",
            name: "name".to_owned(),
            run: Box::new(|_| Ok(())),
            skip: Some(|adapter| (adapter == Adapter::Tower).then_some("for a reason")),
        };
        let table = Table {
            rows: vec![Row::of(&case)],
        };
        assert_eq!((table.passed(), table.failed()), (2, 0));
        let shown = table.to_string();
        assert!(shown.contains("group: name, tower: skipped: for a reason"));
        assert!(shown.ends_with("\n2 passed, 0 failed"));
    }
}
