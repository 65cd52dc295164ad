//! The official protocol suites, for the protocols that there are.

use std::io::{self, Write};

use tests::conformance::{Request, corpora, run};

const COMPRESSION: &str = "`smithy.api#requestCompression` is not supported yet";

/// Cases that are known to fail, and why. One that passes must go.
const KNOWN: [(&str, &str); 8] = [
    (
        "AwsJson10ServerPopulatesDefaultsWhenMissingInRequestBody",
        "members of inputs stay absent in the fake service, although the model has a default",
    ),
    (
        "AwsJson11IntEnums",
        "the case wants a response with the header that names a request's operation",
    ),
    (
        "MachinelearningPredictEndpoint",
        "no trait says that this input's member is the endpoint",
    ),
    (
        "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_0",
        COMPRESSION,
    ),
    (
        "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_1",
        COMPRESSION,
    ),
    ("SDKAppliedContentEncoding_awsJson1_0", COMPRESSION),
    ("SDKAppliedContentEncoding_awsJson1_1", COMPRESSION),
    (
        "parses_the_request_id_from_the_response",
        "nothing that a service is given says the request id that the case wants",
    ),
];

/// Asserts that all cases of a protocol pass but those that are known to fail.
#[track_caller]
fn assert_conforms(protocols: &[&str], passed: usize) {
    if corpora().is_none() {
        // Not `eprintln!`, which the test harness swallows when a test passes.
        let _ = writeln!(
            io::stderr(),
            "LEFT OUT: the suites of {}, for want of the corpora; set TINSMITH_CORPORA to their directory",
            protocols.join(" and ")
        );
        return;
    }
    let request = Request {
        server: true,
        protocols: protocols.iter().map(|it| (*it).to_owned()).collect(),
        ..Request::default()
    };
    let report = run(&request).expect("the suites can be run");
    let mut failed: Vec<&str> = report.failures.iter().map(|it| it.id.as_str()).collect();
    failed.sort_unstable();
    assert_eq!(failed, KNOWN.map(|(id, _)| id), "{report}");
    assert_eq!((report.passed(), report.skipped()), (passed, 0));
}

#[test]
fn aws_json_conforms() {
    assert_conforms(
        &["aws.protocols#awsJson1_0", "aws.protocols#awsJson1_1"],
        333,
    );
}
