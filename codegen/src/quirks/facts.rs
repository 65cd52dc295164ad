//! Facts about services, operations and shapes. Each row cites its source.

use super::Fact;

/// No names: the fact is about the service.
const ALL: &[&str] = &[];

/// Facts by service, and by name of the operations or shapes, where they are about those.
pub(super) static FACTS: &[(Fact, &str, &[&str])] = &[
    // Smithy 2.0, "Amazon S3 customizations"; "Naming Amazon S3 objects" in the S3 User Guide.
    (Fact::HasBuckets, "S3", ALL),
    // botocore's `remove_accid_host_prefix_from_model`, and the same decorator of smithy-rs.
    (Fact::HostsInRules, "S3 Control", ALL),
    // `S3ExpiresDecorator` of the AWS SDK for Rust.
    (Fact::KeepsExpires, "S3", ALL),
    // `more_results` in botocore's paginators of S3: the last page of `ListParts` has a token.
    (Fact::SaysTruncated, "S3", ALL),
    // `nextForwardToken` in the API reference of Amazon CloudWatch Logs.
    (Fact::RepeatsLastToken, "CloudWatch Logs", &["GetLogEvents"]),
    // The AWS SDKs' retry specification (2.1) lists them.
    (Fact::LongPolling, "SQS", &["ReceiveMessage"]),
    (Fact::LongPolling, "SFN", &["GetActivityTask"]),
    (
        Fact::LongPolling,
        "SWF",
        &["PollForActivityTask", "PollForDecisionTask"],
    ),
    // "The identity provider could not be reached": the error's own documentation says to try
    // again, and botocore's `_retry.json` does.
    (Fact::Retryable, "STS", &["IDPCommunicationErrorException"]),
    // The Smithy models of these services.
    (Fact::Union, "DynamoDB", &["AttributeValue"]),
    (Fact::Union, "DynamoDB Streams", &["AttributeValue"]),
    (Fact::Union, "S3", &["AnalyticsFilter", "MetricsFilter"]),
];
