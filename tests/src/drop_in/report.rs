//! The table of services, and what is wrong with those that failed.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// A service, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The shape id.
    pub service: String,
    /// The package that its code is in.
    pub package: String,
    /// The protocol's name.
    pub protocol: String,
    /// How many operations are generated.
    pub operations: usize,
    /// How many shapes these use.
    pub shapes: usize,
    /// How many diagnostics the generator had.
    pub diagnostics: usize,
    /// The generator's CPU time, where it is known.
    pub generation: Option<Duration>,
    /// Lines of code, not formatted.
    pub lines: usize,
    /// The compiler's CPU time, if it checked the code and it is known.
    pub check: Option<Duration>,
    /// The first error, if there was one.
    pub fault: Option<String>,
}

/// What came of all of them.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// In the order of the models.
    pub rows: Vec<Row>,
    /// The most memory that generation took, in kilobytes, where it is known.
    pub peak: Option<u64>,
}

impl Report {
    /// Notes errors by package.
    pub(super) fn add_faults(&mut self, faults: &BTreeMap<String, String>) {
        for row in &mut self.rows {
            if row.fault.is_none() {
                row.fault = faults.get(&row.package).cloned();
            }
        }
    }

    /// How many failed.
    pub fn failed(&self) -> usize {
        self.rows.iter().filter(|row| row.fault.is_some()).count()
    }

    fn total(&self) -> Row {
        let sum = |of: fn(&Row) -> usize| self.rows.iter().map(of).sum();
        let time = |of: fn(&Row) -> Option<Duration>| {
            let times = self.rows.iter().filter_map(of);
            times.reduce(|sum, time| sum + time)
        };
        Row {
            service: format!("{} services", self.rows.len()),
            operations: sum(|row| row.operations),
            shapes: sum(|row| row.shapes),
            diagnostics: sum(|row| row.diagnostics),
            generation: time(|row| row.generation),
            lines: sum(|row| row.lines),
            check: time(|row| row.check),
            ..Row::default()
        }
    }
}

/// The table, the failures, and how many there are.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        let header = [
            "service",
            "protocol",
            "operations",
            "shapes",
            "diagnostics",
            "generate s",
            "lines",
            "check s",
        ];
        let rows = self.rows.iter().chain([&total]).map(Row::cells);
        let rows: Vec<_> = [header.map(str::to_owned)]
            .into_iter()
            .chain(rows)
            .collect();
        let widths: [usize; 8] = std::array::from_fn(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(String::len).max().unwrap_or(0)
        });
        for [service, protocol, numbers @ ..] in &rows {
            let [first, second, others @ ..] = widths;
            write!(f, "{service:first$}  {protocol:second$}")?;
            for (number, width) in numbers.iter().zip(others) {
                write!(f, "  {number:>width$}")?;
            }
            writeln!(f)?;
        }
        if let Some(peak) = self.peak {
            writeln!(f, "memory: {} MB at most", peak / 1000)?;
        }
        for row in &self.rows {
            if let Some(fault) = &row.fault {
                writeln!(f, "\n{}: {}", row.service, fault.trim_end())?;
            }
        }
        let failed = self.failed();
        write!(f, "{} passed, {failed} failed", self.rows.len() - failed)
    }
}

impl Row {
    fn cells(&self) -> [String; 8] {
        let seconds = |time: Option<Duration>| {
            time.map_or_else(|| "-".to_owned(), |it| format!("{:.2}", it.as_secs_f64()))
        };
        [
            self.service.clone(),
            self.protocol.clone(),
            self.operations.to_string(),
            self.shapes.to_string(),
            self.diagnostics.to_string(),
            seconds(self.generation),
            self.lines.to_string(),
            seconds(self.check),
        ]
    }
}
