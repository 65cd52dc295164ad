//! The official protocol suites, for clients and services, and a model of our own with cases
//! that are wrong: one run for all, since they are built together.

use std::io::{self, Write};
use std::path::PathBuf;

use tests::conformance::{Failure, Request, corpora, run};

/// Cases for services that fail, and why. One that passes must go.
const SERVER: [(&str, &str); 13] = [
    (
        "AwsJson11IntEnums",
        "the case wants a response with the header that names a request's operation",
    ),
    (
        "InvalidGreetingError",
        "the case wants an element that neither the model nor its params have",
    ),
    (
        "QueryNoInputAndNoOutputWithResponseMetadata",
        "the case wants a response without the namespace of the service",
    ),
    ("S3DefaultAddressing", BUCKET),
    ("S3EscapeObjectKeyInUriLabel", BUCKET),
    ("S3EscapePathObjectKeyInUriLabel", BUCKET),
    ("S3OperationAddressingPreferred", BUCKET),
    ("S3PreservesEmbeddedDotSegmentInUriLabel", BUCKET),
    ("S3PreservesLeadingDotSegmentInUriLabel", BUCKET),
    ("S3VirtualHostAccelerateAddressing", BUCKET),
    ("S3VirtualHostAddressing", BUCKET),
    ("S3VirtualHostDualstackAccelerateAddressing", BUCKET),
    ("S3VirtualHostDualstackAddressing", BUCKET),
];

const BUCKET: &str = "the bucket is in the host name, where no trait binds it";

/// How many cases of the official suites pass.
const PASSED: usize = 2410;

/// How many cases of the official suites are about constraints only.
const SKIPPED: usize = 125;

/// The cases of our own model that are wrong, once for each side that they fail on.
const WRONG: [&str; 17] = [
    "WrongEnd",
    "WrongEnd",
    "WrongError",
    "WrongError",
    "WrongEvent",
    "WrongEvent",
    "WrongMalformed",
    "WrongResponse",
    "WrongResponse",
    "WrongRestBody",
    "WrongRestBody",
    "WrongRestHeader",
    "WrongRestHeader",
    "WrongRestPath",
    "WrongRestPath",
    "WrongRpcBody",
    "WrongRpcBody",
];

/// How many cases of our own model are right.
const RIGHT: usize = 13;

#[test]
fn the_suites_pass_but_for_what_no_trait_says_and_wrong_cases_fail() {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conformance");
    let mut paths = vec![PathBuf::from(own)];
    paths.extend(corpora());
    if paths.len() == 1 {
        // Not `eprintln!`, which the test harness swallows when a test passes.
        let _ = writeln!(
            io::stderr(),
            "LEFT OUT: the protocol suites, for want of the corpora; set TINSMITH_CORPORA to their directory",
        );
    }
    let all = paths.len() > 1;
    let request = Request {
        paths,
        server: true,
        ..Request::default()
    };
    let report = run(&request).expect("the suites can be run");
    let (wrong, failures): (Vec<_>, Vec<_>) = report
        .failures
        .iter()
        .partition(|it| it.id.starts_with("Wrong"));
    assert_eq!(ids(&wrong), WRONG, "{report}");
    if all {
        let (server, client): (Vec<_>, Vec<_>) = failures.into_iter().partition(|it| it.server);
        assert!(client.is_empty(), "{report}");
        let known = SERVER.map(|(id, _)| id);
        assert_eq!(ids(&server), known, "{report}");
        let passed = (report.passed(), report.skipped());
        assert_eq!(passed, (PASSED + RIGHT, SKIPPED), "{report}");
    } else {
        assert_eq!(report.passed(), RIGHT, "{report}");
    }
}

fn ids<'a>(failures: &[&'a Failure]) -> Vec<&'a str> {
    let mut ids: Vec<&str> = failures.iter().map(|it| it.id.as_str()).collect();
    ids.sort_unstable();
    ids
}
