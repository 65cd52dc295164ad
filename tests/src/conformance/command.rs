//! The command: models in, a report out.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::case::{Case, Kind, Side};
use super::package::{Module, Package};
use super::report::{Report, Verdict};
use super::suite::Suite;
use crate::models::models;
use crate::packages::PROTOCOLS;

/// What to run.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Model files in JSON AST or the IDL, or folders of them; none: the suites of the corpora.
    pub paths: Vec<PathBuf>,
    /// Whether services are tested as well as clients.
    pub server: bool,
    /// Leaves out the cases of other protocols, by name or shape id; none: no case is left
    /// out.
    pub protocols: Vec<String>,
}

/// The suites of the corpora, if they are there.
pub fn corpora() -> Option<PathBuf> {
    let suites = crate::endpoints::corpora()?.join("protocol-tests/reference-ast");
    suites.is_dir().then_some(suites)
}

/// Runs every case of the models that applies.
///
/// Fails when a model cannot be read, or the crates neither written nor built; a service that
/// cannot be generated fails its cases.
pub fn run(request: &Request) -> Result<Report, String> {
    let mut report = Report::default();
    let mut package = Package::default();
    let mut cases = Vec::new();
    let paths = match request.paths.as_slice() {
        [] => vec![corpora().ok_or(
            "the suites are not there: give models, or set TINSMITH_CORPORA to the corpora",
        )?],
        paths => paths.to_vec(),
    };
    for files in models(paths)? {
        let suite = Suite::read(&files)?;
        let selected = request.select(suite.cases(), &mut report);
        for ((service, protocol), of_service) in by_service(selected) {
            let module = package.add(&suite, &service, &protocol);
            for mut case in of_service {
                match module_of(&case, &module) {
                    Ok(name) => {
                        name.clone_into(&mut case.module);
                        cases.push(case);
                    }
                    Err(fault) => report.add(&case, Verdict::Failed(fault.to_owned())),
                }
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

/// The module that has the case's operation; fails with the reason why none has it.
fn module_of<'a>(case: &Case, module: &'a Result<&Module, String>) -> Result<&'a str, &'a str> {
    let module = module.as_ref().map_err(String::as_str)?;
    match module.left_out(&case.operation) {
        Some(fault) => Err(fault),
        None => Ok(&module.name),
    }
}

impl Request {
    /// The cases that are asked for and can be run; the others asked for are skipped.
    fn select(&self, cases: Vec<Case>, report: &mut Report) -> Vec<Case> {
        let mut selected = Vec::new();
        for case in cases {
            let side = self.server || case.side == Side::Client;
            if side && self.is_asked_for(&case) {
                match reason_to_skip(&case) {
                    Some(reason) => report.add(&case, Verdict::Skipped(reason)),
                    None => selected.push(case),
                }
            }
        }
        selected
    }

    fn is_asked_for(&self, case: &Case) -> bool {
        let mut protocols = self.protocols.iter();
        let named = |it: &String| *it == case.protocol || it == case.protocol_name();
        self.protocols.is_empty() || protocols.any(named)
    }
}

fn reason_to_skip(case: &Case) -> Option<String> {
    if PROTOCOLS.iter().all(|(id, _)| *id != case.protocol) {
        let name = case.protocol_name();
        return Some(format!("protocol {name} is not supported"));
    }
    let error = &case.test["response"]["headers"]["x-amzn-errortype"];
    let violates = case.kind == Kind::Malformed && *error == "ValidationException";
    violates.then(|| "about constraints, not about decoding".to_owned())
}

/// Cases by service and protocol.
fn by_service(cases: Vec<Case>) -> BTreeMap<(String, String), Vec<Case>> {
    let mut services = BTreeMap::<_, Vec<Case>>::new();
    for case in cases {
        let key = (case.service.clone(), case.protocol.clone());
        services.entry(key).or_default().push(case);
    }
    services
}
