//! Runs the protocol suites that models carry (`smithy.test`) against generated clients.
//!
//! Two programs share this module. The command reads the models, generates their services into
//! one crate and builds it; that crate runs the cases, since only it has the types, and says
//! what came of each. What a case expects stays data on both sides.

mod body;
mod case;
mod client;
mod compare;
mod expect;
mod package;
mod params;
mod report;
mod runner;
mod server;
mod suite;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use self::case::{Case, Side};
use self::package::Package;
use self::suite::Suite;

pub use self::report::{Report, Verdict};
pub use self::runner::{Registered, run as run_cases};

/// What to run.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Model files, or folders of them; none: the suites of the corpora.
    pub paths: Vec<PathBuf>,
    /// Whether services are tested as well as clients.
    pub server: bool,
    /// Leaves out the cases of other protocols, by shape id; none: no case is left out.
    pub protocols: Vec<String>,
}

/// The suites of the corpora, if they are there.
pub fn corpora() -> Option<PathBuf> {
    let suites = crate::endpoints::corpora()?.join("protocol-tests/reference-ast");
    suites.is_dir().then_some(suites)
}

/// Runs every case of the models that applies.
///
/// Fails when a model cannot be read, or the crate neither written nor built; a service that
/// cannot be generated fails its cases.
pub fn run(request: &Request) -> Result<Report, String> {
    let mut report = Report::default();
    let mut package = Package::default();
    let mut cases = Vec::new();
    for path in model_files(&request.paths)? {
        let suite = Suite::read(&path)?;
        let supported = request.select(suite.cases(), &mut report);
        let broken = generate(&suite, &supported, &mut package);
        for case in supported {
            let fault = broken.get(&case.service).map(String::as_str);
            match fault.or(package.left_out(&case.operation)) {
                Some(fault) => report.add(&case, Verdict::Failed(fault.to_owned())),
                None => cases.push(case),
            }
        }
    }
    if !cases.is_empty() {
        let verdicts = package.run(&cases)?;
        for (case, verdict) in cases.iter().zip(verdicts) {
            report.add(case, verdict);
        }
    }
    Ok(report)
}

impl Request {
    /// The cases that are asked for and can be run; the others asked for are skipped.
    fn select(&self, mut cases: Vec<Case>, report: &mut Report) -> Vec<Case> {
        cases.retain(|case| {
            (self.server || case.side == Side::Client)
                && (self.protocols.is_empty() || self.protocols.contains(&case.protocol))
        });
        let supported = |case: &Case| package::feature_of(&case.protocol).is_some();
        let (supported, others): (Vec<_>, Vec<_>) = cases.into_iter().partition(supported);
        for case in others {
            let reason = format!("protocol {} is not supported yet", case.protocol_name());
            report.add(&case, Verdict::Skipped(reason));
        }
        supported
    }
}

/// Generates the services that `cases` need; gives those that cannot be, with the faults.
fn generate(suite: &Suite, cases: &[Case], package: &mut Package) -> BTreeMap<String, String> {
    let mut services: Vec<&str> = cases.iter().map(|case| case.service.as_str()).collect();
    services.sort_unstable();
    services.dedup();
    let generated = services.into_iter().filter_map(|service| {
        let faults = package.add(suite, service).err()?;
        Some((service.to_owned(), faults))
    });
    generated.collect()
}

/// The models at `paths`; in folders, whatever is JSON at any depth.
fn model_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let suites = match paths {
        [] => vec![corpora().ok_or(
            "the suites are not there: give models, or set TINSMITH_CORPORA to the corpora",
        )?],
        paths => paths.to_vec(),
    };
    let mut files = Vec::new();
    for path in suites {
        collect(&path, &mut files)?;
    }
    Ok(files)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let fault = |error| format!("{}: {error}", path.display());
    let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries: Vec<PathBuf> = entries
        .map_err(fault)?
        .iter()
        .map(fs::DirEntry::path)
        .collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() || entry.extension().is_some_and(|it| it == "json") {
            collect(&entry, files)?;
        }
    }
    Ok(())
}
