//! Whether models drop in: each is generated whole, all operations, and cargo checks or
//! documents the code with every warning an error, or runs the tests in its documentation, of
//! which there may be none. What it costs is measured on the way.

mod compile;
mod cpu;
mod documentation;
mod report;
mod service;
mod wrapper;

use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use self::compile::Workspace;
pub use self::report::{Report, Row};
use self::service::Service;
pub use self::wrapper::wrapped;

/// What to do.
#[derive(Clone, Debug)]
pub struct Request {
    /// Model files in JSON or the IDL, or folders of them; none: the models of the corpora.
    pub paths: Vec<PathBuf>,
    /// Whether the code is checked by cargo.
    pub check: bool,
    /// Whether the code is documented by cargo.
    pub doc: bool,
    /// Whether cargo looks for tests in the documentation.
    pub doctest: bool,
    /// How many models are generated, or packages checked, at the same time.
    pub jobs: usize,
}

/// Generates every service of the models, and whatever else is asked for.
///
/// Fails when files can be neither found nor written or cargo does not run; a service that is
/// refused, or whose code is, fails alone.
pub fn run(request: &Request) -> Result<Report, String> {
    let services = service::find(request.paths.clone())?;
    let compiled = request.check || request.doc || request.doctest;
    let workspace = Workspace::new().map_err(|error| error.to_string())?;
    let generated = generate(&services, compiled.then_some(&workspace), request.jobs)?;
    let mut report = Report {
        rows: generated,
        peak: cpu::peak_memory(),
    };
    if compiled {
        let packages = report.rows.iter().filter(|row| row.fault.is_none());
        let packages: Vec<&str> = packages.map(|row| row.package.as_str()).collect();
        workspace.write_root(&packages)?;
    }
    if request.check {
        report.add_faults(&workspace.check(request.jobs)?);
        for row in &mut report.rows {
            row.check = workspace.spent_on(&row.package);
        }
    }
    if request.doc {
        report.add_faults(&workspace.document(request.jobs)?);
    }
    if request.doctest {
        let packages = report.rows.iter().filter(|row| row.fault.is_none());
        let packages: Vec<String> = packages.map(|row| row.package.clone()).collect();
        report.add_faults(&workspace.doctests(&packages, request.jobs)?);
    }
    Ok(report)
}

/// The rows of the services, in their order; their code is written if there is a place for it.
fn generate(
    services: &[Service],
    workspace: Option<&Workspace>,
    jobs: usize,
) -> Result<Vec<Row>, String> {
    let queue = Mutex::new(services.iter().enumerate());
    let work = || {
        let mut rows = Vec::new();
        while let Some((index, service)) = queue.lock().ok().and_then(|mut it| it.next()) {
            let (row, files) = service.generate();
            if let (Some(workspace), Some(files)) = (workspace, files) {
                workspace.write(&row.package, &files)?;
            }
            rows.push((index, row));
        }
        Ok::<_, String>(rows)
    };
    let mut rows = Vec::new();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            rows.extend(worker.join().map_err(|_| "the generator panicked")??);
        }
        Ok::<_, String>(())
    })?;
    rows.sort_by_key(|(index, _)| *index);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}
