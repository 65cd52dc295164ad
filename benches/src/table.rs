//! What was measured, as a table in Markdown: ours, the rival, and what was to be reached.

/// What a figure counts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unit {
    CpuSeconds,
    CpuMilliseconds,
    CpuMicroseconds,
    Megabytes,
    Crates,
    /// Thousands of instructions.
    Instructions,
    Allocations,
    Runs,
}

/// What is to be reached.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    /// At most this many times the rival's.
    Ratio(f64),
    /// At most one part in this many of the rival's.
    Part(f64),
    /// At most this much.
    AtMost(f64),
    /// Said for comparison only.
    None,
}

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) what: &'static str,
    pub(crate) unit: Unit,
    pub(crate) ours: f64,
    pub(crate) rival: Option<(&'static str, f64)>,
    pub(crate) target: Target,
}

/// Prints the rows under a title.
pub(crate) fn print(title: &str, rows: &[Row]) {
    println!("\n### {title}\n");
    println!("| | unit | Tinsmith | rival | ours / rival | to reach | |");
    println!("|---|---|---:|---:|---:|---:|---|");
    for row in rows {
        println!("{}", row.line());
    }
    println!();
}

impl Row {
    fn line(&self) -> String {
        let rival = self
            .rival
            .map(|(name, value)| format!("{name} {}", self.unit.spell(value)));
        let ratio = self.ratio().map(|ratio| match self.target {
            Target::Part(_) => format!("1/{:.1}", 1.0 / ratio),
            _ => format!("{ratio:.2}"),
        });
        let (what, unit) = (self.what, self.unit.name());
        let ours = self.unit.spell(self.ours);
        let (rival, ratio) = (rival.unwrap_or_default(), ratio.unwrap_or_default());
        let (target, verdict) = (self.target.spell(self.unit), self.verdict());
        format!("| {what} | {unit} | {ours} | {rival} | {ratio} | {target} | {verdict} |")
    }

    fn ratio(&self) -> Option<f64> {
        self.rival.map(|(_, value)| self.ours / value)
    }

    fn verdict(&self) -> &'static str {
        let reached = match self.target {
            Target::Ratio(limit) => self.ratio().map(|ratio| ratio <= limit),
            Target::Part(parts) => self.ratio().map(|ratio| ratio * parts <= 1.0),
            Target::AtMost(limit) => Some(self.ours <= limit),
            Target::None => None,
        };
        match reached {
            Some(true) => "reached",
            Some(false) => "**missed**",
            None => "",
        }
    }
}

impl Target {
    fn spell(self, unit: Unit) -> String {
        match self {
            Self::Ratio(limit) => format!("≤ {limit}"),
            Self::Part(parts) => format!("≤ 1/{parts}"),
            Self::AtMost(limit) => format!("≤ {} {}", unit.spell(limit), unit.name()),
            Self::None => String::new(),
        }
    }
}

impl Unit {
    const fn name(self) -> &'static str {
        match self {
            Self::CpuSeconds => "CPU s",
            Self::CpuMilliseconds => "CPU ms",
            Self::CpuMicroseconds => "CPU µs",
            Self::Megabytes => "MB",
            Self::Crates => "crates",
            Self::Instructions => "k instructions",
            Self::Allocations => "allocations",
            Self::Runs => "runs",
        }
    }

    fn spell(self, value: f64) -> String {
        match self {
            Self::Megabytes | Self::CpuMicroseconds => format!("{value:.2}"),
            Self::CpuSeconds | Self::Instructions => format!("{value:.1}"),
            Self::CpuMilliseconds | Self::Crates | Self::Allocations | Self::Runs => {
                format!("{value:.0}")
            }
        }
    }
}
