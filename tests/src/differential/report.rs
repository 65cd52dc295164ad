//! What came of all cases, and how it is printed.

use std::collections::BTreeMap;
use std::fmt;

use super::case::Case;
use super::explained::CLASSES;

/// How many cases of one protocol and kind came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Those without a difference.
    pub passed: usize,
    /// Those all of whose differences are explained.
    pub explained: usize,
    /// All others.
    pub failed: usize,
}

/// What came of all cases.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// A line for each difference that is not explained.
    pub failures: Vec<String>,
    rows: BTreeMap<String, Row>,
    /// How many differences there are of each class.
    explained: BTreeMap<&'static str, usize>,
}

impl Report {
    /// Adds a case with the classes of its explained differences, and its other differences.
    pub(super) fn add(
        &mut self,
        protocol: &str,
        case: &Case,
        classes: &[&'static str],
        failures: &[String],
    ) {
        let place = format!("{protocol:18} {}", case.kind.name());
        let row = self.rows.entry(place).or_default();
        match (classes, failures) {
            ([], []) => row.passed += 1,
            (_, []) => row.explained += 1,
            _ => row.failed += 1,
        }
        for class in classes {
            *self.explained.entry(class).or_default() += 1;
        }
        let (id, kind) = (&case.id, case.kind.name());
        let failures = failures.iter();
        self.failures
            .extend(failures.map(|it| format!("{id} ({protocol}, {kind}): {it}")));
    }

    /// The sum of all rows.
    pub fn total(&self) -> Row {
        let mut total = Row::default();
        for row in self.rows.values() {
            total.passed += row.passed;
            total.explained += row.explained;
            total.failed += row.failed;
        }
        total
    }

    /// How many differences there are of each class, by its name; zero for those that no longer
    /// occur.
    pub fn explained(&self) -> Vec<(&'static str, usize)> {
        let count = |name| self.explained.get(name).copied().unwrap_or_default();
        CLASSES.iter().map(|it| (it.name, count(it.name))).collect()
    }
}

impl fmt::Display for Report {
    /// A line for each failure, the classes with their reasons, the table, and the totals as the
    /// last line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for failure in &self.failures {
            writeln!(f, "{failure}")?;
        }
        for (class, (name, count)) in CLASSES.iter().zip(self.explained()) {
            if count > 0 {
                writeln!(f, "{count:5} {name}: {}", class.reason)?;
            }
        }
        writeln!(
            f,
            "{:27} {:>6} {:>9} {:>6}",
            "", "passed", "explained", "failed"
        )?;
        for (name, row) in &self.rows {
            let Row {
                passed,
                explained,
                failed,
            } = row;
            writeln!(f, "{name:27} {passed:6} {explained:9} {failed:6}")?;
        }
        let Row {
            passed,
            explained,
            failed,
        } = self.total();
        write!(f, "{passed} passed, {failed} failed, {explained} explained")
    }
}
