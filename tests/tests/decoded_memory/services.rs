//! The service of the model, once for each format.

use tinsmith_macros::service;

service!(
    "tests/decoded_memory/model.smithy",
    protocol = awsJson1_1,
    module = aws_json,
    operations = [Describe, Untyped]
);
service!(
    "tests/decoded_memory/model.smithy",
    protocol = awsQuery,
    module = aws_query,
    operations = [Describe]
);
service!(
    "tests/decoded_memory/model.smithy",
    protocol = ec2Query,
    module = ec2_query,
    operations = [Describe]
);
service!(
    "tests/decoded_memory/model.smithy",
    protocol = restJson1,
    module = rest_json,
    operations = [Describe, Listed, Watch]
);
service!(
    "tests/decoded_memory/model.smithy",
    protocol = restXml,
    module = rest_xml,
    operations = [Describe]
);
service!(
    "tests/decoded_memory/model.smithy",
    protocol = rpcv2Cbor,
    module = rpc_v2_cbor,
    operations = [Describe, Untyped]
);
