//! Which service needs which rule. Each row cites its source.

use super::Value::{Added, Filled, Flag, List, Member, Structure, Targeting, Text, Texts, Version};
use super::{Fields, Row, Rule};

const fn of(
    service: &'static str,
    operations: &'static [&'static str],
    name: &'static str,
    fields: Fields,
) -> Row {
    Row {
        service,
        operations,
        rule: Rule { name, fields },
    }
}

const ALL: &[&str] = &[];

const PRE_SIGNED_URL: Fields = &[
    (
        "source",
        Added {
            name: "SourceRegion",
            like: "PreSignedUrl",
        },
    ),
    ("url", Member("input.PreSignedUrl")),
    ("name", Text("PreSignedUrl")),
    ("sends_regions", Flag(false)),
];

pub(crate) static RULES: &[Row] = &[
    // Answers name things as paths, requests want the last segment: botocore's
    // `fix_route53_ids`, which goes by the same shapes.
    of(
        "Route 53",
        ALL,
        "TrimPrefix",
        &[
            (
                "member",
                Targeting(&["ResourceId", "DelegationSetId", "ChangeId"]),
            ),
            (
                "prefixes",
                Texts(&["hostedzone/", "change/", "delegationset/"]),
            ),
        ],
    ),
    // Without it some answers are in HAL's form: Smithy 2.0, "Amazon API Gateway customizations".
    of(
        "API Gateway",
        ALL,
        "Header",
        &[
            ("name", Text("accept")),
            ("value", Text("application/json")),
        ],
    ),
    // Keys may have dots and double slashes, and `x-amz-content-sha256` must be there:
    // "Authenticating Requests: Using the Authorization Header" in the S3 API Reference. The
    // endpoint rules say the half of it (`disableDoubleEncoding`).
    of("S3", ALL, "RawPath", &[]),
    of("S3 Control", ALL, "RawPath", &[]),
    // An empty bucket leaves `DELETE /key` of `DELETE /bucket/key`, and a slash ends its name:
    // botocore's `validate_bucket_name`.
    of(
        "S3",
        ALL,
        "BucketName",
        &[("member", Member("input.Bucket"))],
    ),
    // `CopyObject`, `CompleteMultipartUpload` and `UploadPartCopy` answer before they are done: S3
    // API Reference; botocore's `_handle_200_error` looks for it in every document of S3.
    of("S3", ALL, "LateError", &[]),
    // Smithy 2.0, "Amazon Glacier customizations".
    of(
        "Glacier",
        ALL,
        "DefaultText",
        &[("member", Filled("accountId")), ("value", Text("-"))],
    ),
    of(
        "Glacier",
        ALL,
        "Header",
        &[("name", Text("x-amz-glacier-version")), ("value", Version)],
    ),
    of(
        "Glacier",
        &["UploadArchive", "UploadMultipartPart"],
        "TreeHash",
        &[("header", Text("x-amz-sha256-tree-hash"))],
    ),
    // Smithy 2.0, "Amazon Machine Learning customizations".
    of(
        "Machine Learning",
        &["Predict"],
        "EndpointMember",
        &[("member", Member("input.PredictEndpoint"))],
    ),
    // `CopySnapshot` in the API reference of Amazon EC2, `PresignedUrl`; botocore makes it, and
    // sends the destination, too.
    of(
        "EC2",
        &["CopySnapshot"],
        "PresignedUrl",
        &[
            (
                "source",
                Added {
                    name: "SourceRegion",
                    like: "PresignedUrl",
                },
            ),
            ("url", Member("input.PresignedUrl")),
            ("name", Text("PresignedUrl")),
            ("sends_regions", Flag(true)),
        ],
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
        "PresignedUrl",
        PRE_SIGNED_URL,
    ),
    of(
        "Neptune",
        &["CopyDBClusterSnapshot", "CreateDBCluster"],
        "PresignedUrl",
        PRE_SIGNED_URL,
    ),
    of(
        "DocDB",
        &["CopyDBClusterSnapshot", "CreateDBCluster"],
        "PresignedUrl",
        PRE_SIGNED_URL,
    ),
    // `MD5OfMessageBody` and the like in the API reference of Amazon SQS.
    of(
        "SQS",
        &["SendMessage"],
        "MessageDigests",
        &[
            (
                "messages",
                Structure(Rule {
                    name: "Messages::Sent",
                    fields: &[],
                }),
            ),
            ("id", Member("output.MessageId")),
            ("body", Member("input.MessageBody")),
            ("body_md5", Member("output.MD5OfMessageBody")),
            (
                "attributes",
                List(&[
                    Structure(Rule {
                        name: "Attributes",
                        fields: &[
                            ("member", Member("input.MessageAttributes")),
                            ("md5", Member("output.MD5OfMessageAttributes")),
                            ("kind", Member("input.MessageAttributes.DataType")),
                            ("text", Member("input.MessageAttributes.StringValue")),
                            ("binary", Member("input.MessageAttributes.BinaryValue")),
                        ],
                    }),
                    Structure(Rule {
                        name: "Attributes",
                        fields: &[
                            ("member", Member("input.MessageSystemAttributes")),
                            ("md5", Member("output.MD5OfMessageSystemAttributes")),
                            ("kind", Member("input.MessageSystemAttributes.DataType")),
                            ("text", Member("input.MessageSystemAttributes.StringValue")),
                            (
                                "binary",
                                Member("input.MessageSystemAttributes.BinaryValue"),
                            ),
                        ],
                    }),
                ]),
            ),
        ],
    ),
    of(
        "SQS",
        &["SendMessageBatch"],
        "MessageDigests",
        &[
            (
                "messages",
                Structure(Rule {
                    name: "Messages::SentTogether",
                    fields: &[
                        ("entries", Member("input.Entries")),
                        ("id", Member("input.Entries.Id")),
                        ("results", Member("output.Successful")),
                    ],
                }),
            ),
            ("id", Member("output.Successful.Id")),
            ("body", Member("input.Entries.MessageBody")),
            ("body_md5", Member("output.Successful.MD5OfMessageBody")),
            (
                "attributes",
                List(&[
                    Structure(Rule {
                        name: "Attributes",
                        fields: &[
                            ("member", Member("input.Entries.MessageAttributes")),
                            ("md5", Member("output.Successful.MD5OfMessageAttributes")),
                            ("kind", Member("input.Entries.MessageAttributes.DataType")),
                            (
                                "text",
                                Member("input.Entries.MessageAttributes.StringValue"),
                            ),
                            (
                                "binary",
                                Member("input.Entries.MessageAttributes.BinaryValue"),
                            ),
                        ],
                    }),
                    Structure(Rule {
                        name: "Attributes",
                        fields: &[
                            ("member", Member("input.Entries.MessageSystemAttributes")),
                            (
                                "md5",
                                Member("output.Successful.MD5OfMessageSystemAttributes"),
                            ),
                            (
                                "kind",
                                Member("input.Entries.MessageSystemAttributes.DataType"),
                            ),
                            (
                                "text",
                                Member("input.Entries.MessageSystemAttributes.StringValue"),
                            ),
                            (
                                "binary",
                                Member("input.Entries.MessageSystemAttributes.BinaryValue"),
                            ),
                        ],
                    }),
                ]),
            ),
        ],
    ),
    of(
        "SQS",
        &["ReceiveMessage"],
        "MessageDigests",
        &[
            (
                "messages",
                Structure(Rule {
                    name: "Messages::Received",
                    fields: &[("messages", Member("output.Messages"))],
                }),
            ),
            ("id", Member("output.Messages.MessageId")),
            ("body", Member("output.Messages.Body")),
            ("body_md5", Member("output.Messages.MD5OfBody")),
            (
                "attributes",
                List(&[
                    Structure(Rule {
                        name: "Attributes",
                        fields: &[
                            ("member", Member("output.Messages.MessageAttributes")),
                            ("md5", Member("output.Messages.MD5OfMessageAttributes")),
                            ("kind", Member("output.Messages.MessageAttributes.DataType")),
                            (
                                "text",
                                Member("output.Messages.MessageAttributes.StringValue"),
                            ),
                            (
                                "binary",
                                Member("output.Messages.MessageAttributes.BinaryValue"),
                            ),
                        ],
                    }),
                    Structure(Rule {
                        name: "Attributes",
                        fields: &[
                            ("member", Member("output.Messages.MessageSystemAttributes")),
                            (
                                "md5",
                                Member("output.Messages.MD5OfMessageSystemAttributes"),
                            ),
                            (
                                "kind",
                                Member("output.Messages.MessageSystemAttributes.DataType"),
                            ),
                            (
                                "text",
                                Member("output.Messages.MessageSystemAttributes.StringValue"),
                            ),
                            (
                                "binary",
                                Member("output.Messages.MessageSystemAttributes.BinaryValue"),
                            ),
                        ],
                    }),
                ]),
            ),
        ],
    ),
    // "Search requests" of the developer guide of Amazon CloudSearch: requests longer than 8190
    // bytes must be posted. botocore posts all of them.
    of("CloudSearch Domain", &["Search"], "QueryInBody", &[]),
    // "DynamoDB low-level API" of the developer guide; botocore's `_retry.json` tries again.
    of(
        "DynamoDB",
        ALL,
        "ResponseCrc32",
        &[("header", Text("x-amz-crc32"))],
    ),
];
