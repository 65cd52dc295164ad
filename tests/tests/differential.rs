//! What other implementations have written, one request and response an operation, and the suites
//! of one of them in AWS's JSON.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tests::conformance::Request;
use tests::differential::{corpora, run};

/// How many cases of the corpora are the same to the last detail.
const PASSED: usize = 10_036;

/// How many differences of each class there are in the corpora. One of which there are none any
/// longer must go.
const EXPLAINED: [(&str, usize); 16] = [
    ("charset of forms", 1811),
    ("type of payloads", 22),
    ("type of XML", 140),
    ("account in the rules", 59),
    ("prefix of the host", 5),
    ("single precision", 2),
    ("spelling of numbers", 6),
    ("order of maps", 5),
    ("name of an empty list", 2),
    ("members of a union", 21),
    ("empty payload", 23),
    ("type as a member", 1),
    ("unwrapped output", 1),
    ("after the protocol", 13),
    ("name of a payload", 5),
    ("header of the protocol", 1),
];

/// What of each wrong case is found.
const WRONG: [&str; 16] = [
    "method: expected `PUT`, found `POST`",
    "path: expected `/look/b`, found `/look/a%20b`",
    "host: expected `a.svc.example.com`, found `svc.example.com`",
    "query: expected ``, found `page=1`",
    "header x-mark: expected none, found `x`",
    "header x-more: expected `1`, found none",
    "body: expected `",
    "node.name: expected \"m\", found \"n\"",
    "node.nodes[0].when: expected nothing, found 1970-01-01T00:00:01Z",
    "expected a key in quotes",
    "shape: expected `Other`, found `Gone`",
    "code: expected `Other`, found `Gone`",
    "message: expected `other`, found `gone`",
    "message: expected \"other\", found \"gone\"",
    "since: expected nothing, found 1970-01-01T00:00:01Z",
    "taken for a success",
];

fn own(name: &str) -> Request {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/differential"));
    Request {
        paths: vec![folder.join(name)],
        ..Request::default()
    }
}

#[test]
fn what_other_implementations_write_is_the_same_but_for_what_is_explained() {
    let left_out = 2 - corpora().len();
    if left_out > 0 {
        // Not `eprintln!`, which the test harness swallows when a test passes.
        let _ = writeln!(
            io::stderr(),
            "LEFT OUT: differential cases, for want of the corpora; set TINSMITH_CORPORA to their directory",
        );
        return;
    }
    let report = run(&Request::default()).expect("the cases can be run");
    assert!(report.failures.is_empty(), "{report}");
    assert_eq!(report.explained(), EXPLAINED, "{report}");
    assert_eq!(report.total().passed, PASSED, "{report}");
}

#[test]
fn right_cases_pass() {
    let report = run(&own("right.jsonl")).expect("the cases can be run");
    assert!(report.failures.is_empty(), "{report}");
    assert_eq!(report.total().passed, 3, "{report}");
}

#[test]
fn every_detail_of_a_wrong_case_is_found() {
    let report = run(&own("wrong.jsonl")).expect("the cases can be run");
    assert_eq!(report.failures.len(), WRONG.len(), "{report}");
    for wrong in WRONG {
        let mut failures = report.failures.iter();
        assert!(failures.any(|it| it.contains(wrong)), "{wrong}: {report}");
    }
}

#[test]
fn cases_of_other_protocols_are_left_alone() {
    let mut request = own("right.jsonl");
    for (protocol, count) in [("restXml", 0), ("restJson1", 3), ("rest-json", 3)] {
        request.protocols = vec![protocol.to_owned()];
        let report = run(&request).expect("the cases can be run");
        assert_eq!(report.total().passed, count, "{protocol}");
    }
}

#[test]
fn what_are_no_cases_is_refused() {
    let folder = own("c2j");
    let fault = run(&folder).expect_err("a fault");
    assert!(fault.ends_with("there are no cases"), "{fault}");
    let missing = Request {
        paths: vec![PathBuf::from("missing.jsonl")],
        ..Request::default()
    };
    let fault = run(&missing).expect_err("a fault");
    assert!(fault.starts_with("missing.jsonl: "), "{fault}");
}
