//! What came of the cases, and how it is printed.

use std::collections::BTreeMap;
use std::fmt;

use super::case::{Case, Side};

/// What came of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All is as expected.
    Passed,
    /// What was expected and what came.
    Failed(String),
    /// Why it was not run.
    Skipped(String),
}

const PASSED: &str = "passed";
const FAILED: &str = "failed ";

impl Verdict {
    /// As the cases' program says it to the command.
    pub(super) fn to_line(&self) -> String {
        match self {
            Self::Passed => PASSED.to_owned(),
            Self::Failed(reason) | Self::Skipped(reason) => {
                format!("{FAILED}{}", reason.replace(['\n', '\r'], " "))
            }
        }
    }

    /// `None` where a line is something else.
    pub(super) fn from_line(line: &str) -> Option<Self> {
        match line {
            PASSED => Some(Self::Passed),
            _ => Some(Self::Failed(line.strip_prefix(FAILED)?.to_owned())),
        }
    }
}

/// A case that failed.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The case's name in its suite.
    pub id: String,
    /// Protocol, side and kind.
    pub place: String,
    /// Whether it is a case for services; else it is one for clients.
    pub server: bool,
    /// What was expected and what came.
    pub reason: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.id, self.place, self.reason)
    }
}

/// The cases of one protocol, side and kind.
#[derive(Clone, Debug, Default)]
struct Row {
    passed: usize,
    failed: usize,
    /// By reason.
    skipped: BTreeMap<String, usize>,
}

/// What came of all cases.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The cases that failed, in the order in which they were run.
    pub failures: Vec<Failure>,
    rows: BTreeMap<String, Row>,
}

impl Report {
    pub(super) fn add(&mut self, case: &Case, verdict: Verdict) {
        let (protocol, side, kind) = (case.protocol_name(), case.side.name(), case.kind.name());
        let row = format!("{protocol:12} {side} {kind:9}");
        let row = self.rows.entry(row).or_default();
        match verdict {
            Verdict::Passed => row.passed += 1,
            Verdict::Skipped(reason) => *row.skipped.entry(reason).or_default() += 1,
            Verdict::Failed(reason) => {
                row.failed += 1;
                self.failures.push(Failure {
                    id: case.id().to_owned(),
                    place: format!("{protocol}, {side} {kind}"),
                    server: case.side == Side::Server,
                    reason,
                });
            }
        }
    }

    /// How many cases passed.
    pub fn passed(&self) -> usize {
        self.rows.values().map(|row| row.passed).sum()
    }

    /// How many cases were not run.
    pub fn skipped(&self) -> usize {
        self.rows.values().map(Row::skipped).sum()
    }
}

impl Row {
    fn skipped(&self) -> usize {
        self.skipped.values().sum()
    }
}

impl fmt::Display for Report {
    /// A line for each failure, the table, and the totals as the last line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for failure in &self.failures {
            writeln!(f, "{failure}")?;
        }
        writeln!(f, "{:29} passed failed skipped", "")?;
        for (name, row) in &self.rows {
            let (passed, failed, skipped) = (row.passed, row.failed, row.skipped());
            let reasons: Vec<&str> = row.skipped.keys().map(String::as_str).collect();
            let line = format!(
                "{name:29} {passed:6} {failed:6} {skipped:7} {}",
                reasons.join("; ")
            );
            writeln!(f, "{}", line.trim_end())?;
        }
        let (passed, failed, skipped) = (self.passed(), self.failures.len(), self.skipped());
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}
