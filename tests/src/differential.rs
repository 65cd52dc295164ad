//! Runs cases that other implementations have written, one an operation, through the schemas and
//! protocols of generated code.
//!
//! Nothing is compiled: the IR is leaked as the static data that the emitter spells, and values
//! are made as schemas say. What differs must be explained.

mod case;
mod check;
mod difference;
mod explained;
mod leak;
mod lines;
mod report;
mod request;
mod service;
mod set;
mod suites;
mod value;

use std::collections::BTreeSet;
use std::path::PathBuf;

use self::case::Case;
use self::explained::{Found, class};
use self::service::Service;
use self::set::Set;
use crate::conformance::Request;

pub use self::report::{Report, Row};

/// The cases of the corpora, as far as they are there.
pub fn corpora() -> Vec<PathBuf> {
    let corpora = crate::endpoints::corpora().into_iter();
    let paths =
        corpora.flat_map(|it| ["differential", "protocol-tests-c2j"].map(|name| it.join(name)));
    paths.filter(|it| it.is_dir()).collect()
}

/// Runs all cases of the files and folders of a request, or of the corpora, as clients.
///
/// Fails when cases cannot be read, or there are none; those of a service that cannot be
/// generated fail.
pub fn run(request: &Request) -> Result<Report, String> {
    let paths = match request.paths.as_slice() {
        [] => corpora(),
        paths => paths.to_vec(),
    };
    if paths.is_empty() {
        return Err(
            "the corpora are not there: give files of cases, or set TINSMITH_CORPORA".to_owned(),
        );
    }
    let mut report = Report::default();
    for set in set::read(&paths)? {
        if request.protocols.is_empty() || request.protocols.iter().any(|it| set.speaks(it)) {
            run_set(&set, &mut report);
        }
    }
    Ok(report)
}

fn run_set(set: &Set, report: &mut Report) {
    let operations: BTreeSet<&str> = set.cases.iter().map(|it| it.operation.as_str()).collect();
    let operations: Vec<String> = operations.into_iter().map(str::to_owned).collect();
    let service = Service::read(&set.model, &set.protocol, &operations);
    for case in &set.cases {
        let (classes, failures) = match &service {
            Ok(service) => run_case(service, case),
            Err(fault) => (Vec::new(), vec![fault.clone()]),
        };
        report.add(&set.protocol, case, &classes, &failures);
    }
}

/// The classes of the differences that are explained, and the others.
fn run_case(service: &Service, case: &Case) -> (Vec<&'static str>, Vec<String>) {
    let Some(operation) = service.operation(&case.operation) else {
        return (
            Vec::new(),
            vec!["the operation is not generated".to_owned()],
        );
    };
    let (mut classes, mut failures) = (Vec::new(), Vec::new());
    for difference in check::check(service, operation, case) {
        let found = Found {
            case,
            operation,
            difference: &difference,
        };
        match class(&found) {
            Some(class) => classes.push(class.name),
            None => failures.push(difference.to_string()),
        }
    }
    (classes, failures)
}
