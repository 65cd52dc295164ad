//! The clients under test: one service in every protocol, and one like Amazon S3.

use tinsmith_macros::service;

/// The operations that every protocol can carry.
macro_rules! depot {
    ($($protocol:ident as $module:ident),* $(,)?) => {
        $(service!(
            "src/wire/depot.smithy",
            protocol = $protocol,
            module = $module,
            operations = [Say, Nudge]
        );)*
    };
}

depot!(
    awsJson1_0 as aws_json_1_0,
    awsJson1_1 as aws_json_1_1,
    awsQuery as aws_query,
    ec2Query as ec2_query,
    restXml as rest_xml,
    rpcv2Cbor as rpc_v2_cbor,
    rpcv2Json as rpc_v2_json,
);

service!(
    "src/wire/depot.smithy",
    protocol = restJson1,
    module = rest_json
);

service!("src/wire/store.smithy", module = store);
