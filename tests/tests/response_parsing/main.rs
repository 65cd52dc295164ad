//! Responses as services sent them, with what another client read in them: generated clients of
//! `awsQuery`, `ec2Query` and `restXml` read the same.
//!
//! The recordings become cases of the operations in the official models, which the conformance
//! runner then takes like those of the protocol suites.

mod model;
mod params;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tests::conformance::{Request, run};
use tests::endpoints::corpora;

/// The services whose models are in the corpora, as recordings and models call them. SQS has
/// changed its protocol since.
const SERVICES: [(&str, &str); 10] = [
    ("autoscaling", "auto-scaling"),
    ("cloudformation", "cloudformation"),
    ("cloudfront", "cloudfront"),
    ("ec2", "ec2"),
    ("iam", "iam"),
    ("rds", "rds"),
    ("redshift", "redshift"),
    ("s3", "s3"),
    ("sns", "sns"),
    ("sts", "sts"),
];

const PLACEHOLDER: &str = "a placeholder stands where the time should be";
const POLICY: &str = "the other client reads the document in the text";

/// Recordings that are not read as recorded, and why.
const KNOWN: [(&str, &str); 7] = [
    ("ec2-attach-volume", PLACEHOLDER),
    ("ec2-create-volume", PLACEHOLDER),
    ("ec2-detach-volume", PLACEHOLDER),
    ("ec2-get-password-data", "a time without `T` and offset"),
    ("ec2-request-spot-instances", PLACEHOLDER),
    ("iam-get-user-policy", POLICY),
    ("iam-list-roles", POLICY),
];

/// The recordings of each service: operations, in lower case without hyphens, and files.
fn recordings(directory: &Path) -> io::Result<BTreeMap<String, Vec<(String, PathBuf)>>> {
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for entry in fs::read_dir(directory)? {
        let file = entry?.path();
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let parts = name
            .split_once('-')
            .filter(|_| file.extension().is_some_and(|it| it == "xml"));
        if let Some((service, operation)) = parts {
            let service = found.entry(service.to_owned()).or_default();
            service.push((operation.replace('-', ""), file.clone()));
        }
    }
    Ok(found)
}

#[test]
fn recorded_responses_are_read_as_recorded() {
    let corpora = corpora().filter(|it| it.join("response-parsing").is_dir());
    let Some(corpora) = corpora else {
        // Not `eprintln!`, which the test harness swallows when a test passes.
        let _ = writeln!(
            io::stderr(),
            "LEFT OUT: recorded responses, for want of the corpora; set TINSMITH_CORPORA to their directory"
        );
        return;
    };
    let recordings = recordings(&corpora.join("response-parsing/xml/responses")).expect("readable");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("response-parsing");
    fs::create_dir_all(&directory).expect("a directory for the models");
    let mut paths = Vec::new();
    for (service, file) in SERVICES {
        let model = corpora.join(format!("models/{file}.json"));
        let model = fs::read_to_string(&model).expect("the model is there");
        let model = model::with_cases(&model, &recordings[service]);
        let path = directory.join(format!("{file}.json"));
        fs::write(&path, model).expect("the model is written");
        paths.push(path);
    }
    let request = Request {
        paths,
        ..Request::default()
    };
    let report = run(&request).expect("the cases can be run");
    let failed: Vec<&str> = report.failures.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(failed, KNOWN.map(|(id, _)| id), "{report}");
    assert_eq!((report.passed(), report.skipped()), (113, 0), "{report}");
}
