//! Which service wants what. Each row says where that is known from.

use super::digests::Names;
use crate::ir::Messages;

/// What some operations of a service want.
pub(super) struct Row {
    /// `aws.api#service`, `sdkId`.
    pub(super) service: &'static str,
    /// By name; none: all of them.
    pub(super) operations: &'static [&'static str],
    pub(super) rule: Rule,
}

/// A rule in the names of a model.
pub(super) enum Rule {
    Header {
        name: &'static str,
        value: &'static str,
    },
    DefaultText {
        member: &'static str,
        value: &'static str,
    },
    LateError,
    RawPath,
    /// The service's version in a header.
    Version {
        header: &'static str,
    },
    EndpointMember(&'static str),
    BucketName(&'static str),
    /// In this member.
    PresignedUrl {
        name: &'static str,
        sends_regions: bool,
    },
    MessageDigests(Names),
    QueryInBody,
    TreeHash {
        header: &'static str,
    },
    ResponseCrc32 {
        header: &'static str,
    },
    /// Of members by what they target.
    TrimPrefix {
        targets: &'static [&'static str],
        prefixes: &'static [&'static str],
    },
}

const fn of(service: &'static str, operations: &'static [&'static str], rule: Rule) -> Row {
    Row {
        service,
        operations,
        rule,
    }
}

const ALL: &[&str] = &[];
const SENT: Names = Names {
    messages: Messages::Sent,
    id: "MessageId",
    body: "MessageBody",
    body_md5: "MD5OfMessageBody",
    attributes: &[
        ("MessageAttributes", "MD5OfMessageAttributes"),
        ("MessageSystemAttributes", "MD5OfMessageSystemAttributes"),
    ],
    kind: "DataType",
    text: "StringValue",
    binary: "BinaryValue",
};
const PRE_SIGNED_URL: Rule = Rule::PresignedUrl {
    name: "PreSignedUrl",
    sends_regions: false,
};

pub(super) static TABLE: &[Row] = &[
    // Answers name things as paths, requests want the last segment: botocore's
    // `fix_route53_ids`, which goes by the same shapes.
    of(
        "Route 53",
        ALL,
        Rule::TrimPrefix {
            targets: &["ResourceId", "DelegationSetId", "ChangeId"],
            prefixes: &["hostedzone/", "change/", "delegationset/"],
        },
    ),
    // Without it some answers are in HAL's form: Smithy 2.0, "Amazon API Gateway customizations".
    of(
        "API Gateway",
        ALL,
        Rule::Header {
            name: "accept",
            value: "application/json",
        },
    ),
    // Keys may have dots and double slashes, and `x-amz-content-sha256` must be there:
    // "Authenticating Requests: Using the Authorization Header" in the S3 API Reference. The
    // endpoint rules say the half of it (`disableDoubleEncoding`).
    of("S3", ALL, Rule::RawPath),
    of("S3 Control", ALL, Rule::RawPath),
    // An empty bucket leaves `DELETE /key` of `DELETE /bucket/key`, and a slash ends its name:
    // botocore's `validate_bucket_name`.
    of("S3", ALL, Rule::BucketName("Bucket")),
    // `CopyObject`, `CompleteMultipartUpload` and `UploadPartCopy` answer before they are done: S3
    // API Reference; botocore's `_handle_200_error` looks for it in every document of S3.
    of("S3", ALL, Rule::LateError),
    // Smithy 2.0, "Amazon Glacier customizations".
    of(
        "Glacier",
        ALL,
        Rule::DefaultText {
            member: "accountId",
            value: "-",
        },
    ),
    of(
        "Glacier",
        ALL,
        Rule::Version {
            header: "x-amz-glacier-version",
        },
    ),
    of(
        "Glacier",
        &["UploadArchive", "UploadMultipartPart"],
        Rule::TreeHash {
            header: "x-amz-sha256-tree-hash",
        },
    ),
    // Smithy 2.0, "Amazon Machine Learning customizations".
    of(
        "Machine Learning",
        &["Predict"],
        Rule::EndpointMember("PredictEndpoint"),
    ),
    // `CopySnapshot` in the API reference of Amazon EC2, `PresignedUrl`; botocore makes it, and
    // sends the destination, too.
    of(
        "EC2",
        &["CopySnapshot"],
        Rule::PresignedUrl {
            name: "PresignedUrl",
            sends_regions: true,
        },
    ),
    // `PreSignedUrl` in the API references; `SourceRegion` is a member of AWS's clients only.
    of(
        "RDS",
        &[
            "CopyDBClusterSnapshot",
            "CopyDBSnapshot",
            "CreateDBCluster",
            "CreateDBInstanceReadReplica",
            "StartDBInstanceAutomatedBackupsReplication",
        ],
        PRE_SIGNED_URL,
    ),
    of(
        "Neptune",
        &["CopyDBClusterSnapshot", "CreateDBCluster"],
        PRE_SIGNED_URL,
    ),
    of(
        "DocDB",
        &["CopyDBClusterSnapshot", "CreateDBCluster"],
        PRE_SIGNED_URL,
    ),
    // `MD5OfMessageBody` and the like in the API reference of Amazon SQS.
    of("SQS", &["SendMessage"], Rule::MessageDigests(SENT)),
    of(
        "SQS",
        &["SendMessageBatch"],
        Rule::MessageDigests(Names {
            messages: Messages::SentTogether {
                entries: "Entries",
                id: "Id",
                results: "Successful",
            },
            id: "Id",
            ..SENT
        }),
    ),
    of(
        "SQS",
        &["ReceiveMessage"],
        Rule::MessageDigests(Names {
            messages: Messages::Received {
                messages: "Messages",
            },
            body: "Body",
            body_md5: "MD5OfBody",
            ..SENT
        }),
    ),
    // "Search requests" of the developer guide of Amazon CloudSearch: what is longer than 8190
    // bytes must be posted. botocore posts all of them.
    of("CloudSearch Domain", &["Search"], Rule::QueryInBody),
    // "DynamoDB low-level API" of the developer guide; botocore's `_retry.json` tries again.
    of(
        "DynamoDB",
        ALL,
        Rule::ResponseCrc32 {
            header: "x-amz-crc32",
        },
    ),
];

/// Services whose paths name a bucket and the key of an object, by `sdkId`. Endpoint rules place
/// the bucket (Smithy 2.0, "Amazon S3 customizations"), and a key may have any segments ("Naming
/// Amazon S3 objects" in the S3 User Guide).
pub(super) static OBJECT_STORES: &[&str] = &["S3"];

/// Services whose endpoint rules name the account in the host, as the host prefixes of their
/// operations do once more, by `sdkId`: botocore's `remove_accid_host_prefix_from_model`, and the
/// same decorator of smithy-rs.
pub(super) static HOSTS_IN_RULES: &[&str] = &["S3 Control"];

/// Operations whose pages end with a token that is repeated, by service and name.
pub(super) static REPEATS_LAST_TOKEN: &[(&str, &str)] = &[
    // `nextForwardToken` in the API reference of Amazon CloudWatch Logs.
    ("CloudWatch Logs", "GetLogEvents"),
];

/// Errors that may be gone the next time, by service and shape, where no trait says so.
pub(super) static RETRYABLE: &[(&str, &str)] = &[
    // "The identity provider could not be reached": the error's own documentation says to try
    // again, and botocore's `_retry.json` does.
    ("STS", "IDPCommunicationErrorException"),
];
