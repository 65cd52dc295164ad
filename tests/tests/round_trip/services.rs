//! The service of the model, once for each protocol.

use tinsmith_macros::service;

service!(
    "tests/round_trip/model.smithy",
    protocol = awsJson1_0,
    module = aws_json_1_0,
    operations = [
        Body, Named, Untyped, Bound, Empty, Blank, Hosted, Token, Chat
    ]
);
service!(
    "tests/round_trip/model.smithy",
    protocol = awsJson1_1,
    module = aws_json_1_1,
    operations = [
        Body, Named, Untyped, Bound, Empty, Blank, Hosted, Token, Chat
    ]
);
service!(
    "tests/round_trip/model.smithy",
    protocol = awsQuery,
    module = aws_query,
    operations = [Body, Named, Bound, Empty, Blank, Hosted, Token]
);
service!(
    "tests/round_trip/model.smithy",
    protocol = ec2Query,
    module = ec2_query,
    operations = [Body, Named, Bound, Empty, Blank, Hosted, Token]
);
service!(
    "tests/round_trip/model.smithy",
    protocol = restJson1,
    module = rest_json
);
service!(
    "tests/round_trip/model.smithy",
    protocol = restXml,
    module = rest_xml,
    operations = [
        Body,
        Named,
        Bound,
        Searched,
        Prefixed,
        RawPayload,
        TextPayload,
        KindPayload,
        MediaPayload,
        ShapePayload,
        ChoicePayload,
        Empty,
        Blank,
        Bytes,
        Chat,
        Hosted,
        Token
    ]
);
service!(
    "tests/round_trip/model.smithy",
    protocol = rpcv2Cbor,
    module = rpc_v2_cbor,
    operations = [
        Body, Named, Untyped, Bound, Empty, Blank, Hosted, Token, Chat
    ]
);
service!(
    "tests/round_trip/model.smithy",
    protocol = rpcv2Json,
    module = rpc_v2_json,
    operations = [
        Body, Named, Untyped, Bound, Empty, Blank, Hosted, Token, Chat
    ]
);
