//! The official protocol suites, for clients and services.

use std::io::{self, Write};

use tests::conformance::{Report, Request, corpora, run};

/// Cases for clients that fail, and why. One that passes must go.
const CLIENT: [(&str, &str); 29] = [
    ("ApiGatewayAccept", API_GATEWAY),
    ("GlacierAccountId", GLACIER),
    ("GlacierChecksums", GLACIER),
    ("GlacierMultipartChecksums", GLACIER),
    ("GlacierVersionHeader", GLACIER),
    ("MachinelearningPredictEndpoint", MACHINE_LEARNING),
    ("RestJsonHttpChecksumRequired", CHECKSUM),
    ("S3DefaultAddressing", S3),
    ("S3EscapeObjectKeyInUriLabel", S3),
    ("S3EscapePathObjectKeyInUriLabel", S3),
    ("S3OperationAddressingPreferred", S3),
    ("S3PreservesEmbeddedDotSegmentInUriLabel", S3),
    ("S3PreservesLeadingDotSegmentInUriLabel", S3),
    ("S3VirtualHostAccelerateAddressing", S3),
    ("S3VirtualHostAddressing", S3),
    ("S3VirtualHostDualstackAccelerateAddressing", S3),
    ("S3VirtualHostDualstackAddressing", S3),
    (
        "SDKAppendedGzipAfterProvidedEncoding_restJson1",
        COMPRESSION,
    ),
    ("SDKAppendedGzipAfterProvidedEncoding_restXml", COMPRESSION),
    (
        "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_0",
        COMPRESSION,
    ),
    (
        "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_1",
        COMPRESSION,
    ),
    (
        "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsQuery",
        COMPRESSION,
    ),
    (
        "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_ec2Query",
        COMPRESSION,
    ),
    ("SDKAppliedContentEncoding_awsJson1_0", COMPRESSION),
    ("SDKAppliedContentEncoding_awsJson1_1", COMPRESSION),
    ("SDKAppliedContentEncoding_awsQuery", COMPRESSION),
    ("SDKAppliedContentEncoding_ec2Query", COMPRESSION),
    ("SDKAppliedContentEncoding_restJson1", COMPRESSION),
    ("SDKAppliedContentEncoding_restXml", COMPRESSION),
];

/// Cases for services that fail, and why.
const SERVER: [(&str, &str); 14] = [
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
    (
        "parses_the_request_id_from_the_response",
        "nothing that a service is given says the request id that the case wants",
    ),
];

const API_GATEWAY: &str = "that API Gateway wants `Accept` stands in no trait";
const GLACIER: &str = "Glacier's version, account and tree hashes stand in no trait";
const CHECKSUM: &str = "`smithy.api#httpChecksumRequired` is not supported yet";
const COMPRESSION: &str = "`smithy.api#requestCompression` is not supported yet";
const MACHINE_LEARNING: &str = "no trait says that this input's member is the endpoint";
const S3: &str = "that S3 has buckets in its host names stands in its endpoint rules only, which this model lacks";
const BUCKET: &str = "the bucket is in the host name, where no trait binds it";

#[test]
fn clients_and_services_conform_but_for_what_no_trait_says() {
    let Some(report) = report() else { return };
    assert_eq!(failed(&report, false), known(&CLIENT), "{report}");
    assert_eq!(failed(&report, true), known(&SERVER), "{report}");
    assert_eq!((report.passed(), report.skipped()), (2380, 125), "{report}");
}

/// What came of the official suites, if they are there.
fn report() -> Option<Report> {
    if corpora().is_none() {
        // Not `eprintln!`, which the test harness swallows when a test passes.
        let _ = writeln!(
            io::stderr(),
            "LEFT OUT: the protocol suites, for want of the corpora; set TINSMITH_CORPORA to their directory",
        );
        return None;
    }
    let request = Request {
        server: true,
        ..Request::default()
    };
    Some(run(&request).expect("the suites can be run"))
}

fn failed(report: &Report, server: bool) -> Vec<&str> {
    let failures = report.failures.iter().filter(|it| it.server == server);
    let mut ids: Vec<&str> = failures.map(|it| it.id.as_str()).collect();
    ids.sort_unstable();
    ids
}

fn known<'a>(cases: &[(&'a str, &str)]) -> Vec<&'a str> {
    cases.iter().map(|(id, _)| *id).collect()
}
