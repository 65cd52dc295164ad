$version: "2.0"

namespace wire.depot

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_0
use aws.protocols#awsJson1_1
use aws.protocols#awsQuery
use aws.protocols#ec2Query
use aws.protocols#restJson1
use aws.protocols#restXml
use smithy.protocols#rpcv2Cbor
use smithy.protocols#rpcv2Json

/// Signed by the rules of every service but Amazon S3, under every protocol.
@service(sdkId: "Depot")
@sigv4(name: "depot")
@awsJson1_0
@awsJson1_1
@awsQuery
@ec2Query
@restJson1
@restXml
@rpcv2Cbor
@rpcv2Json
@xmlNamespace(uri: "https://wire.depot/")
service Depot {
    version: "2026-01-01"
    operations: [
        Say
        Nudge
        Fetch
        Store
        Remove
        Upload
        Download
    ]
}

/// Something in every place that a binding has.
@http(method: "POST", uri: "/say/{name}?fixed=a%20b&flag")
operation Say {
    input := {
        @required
        @httpLabel
        name: String

        @httpQuery("tag")
        tag: String

        @httpHeader("x-amz-note")
        note: String

        text: String
    }
    output := with [Said] {}
}

@mixin
structure Said {
    said: String
}

/// A POST without a body, where HTTP bindings have a say.
@http(method: "POST", uri: "/nudge")
operation Nudge {
    output := with [Said] {}
}

@http(method: "GET", uri: "/files/{path+}")
@readonly
operation Fetch {
    input := with [Path] {
        @httpQuery("part")
        part: String
    }
    output := with [Said] {}
}

@http(method: "PUT", uri: "/files/{path+}")
@idempotent
operation Store {
    input := with [Path] {}
    output := with [Said] {}
}

@http(method: "DELETE", uri: "/files/{path+}")
@idempotent
operation Remove {
    input := with [Path] {}
    output := with [Said] {}
}

@mixin
structure Path {
    @required
    @httpLabel
    path: String
}

@streaming
blob Bytes

@auth([sigv4])
@http(method: "POST", uri: "/uploads/{name}")
@aws.auth#unsignedPayload
operation Upload {
    input := {
        @required
        @httpLabel
        name: String

        @required
        @httpPayload
        bytes: Bytes
    }
    output := with [Said] {}
}

@http(method: "GET", uri: "/downloads/{name}")
@readonly
operation Download {
    input := {
        @required
        @httpLabel
        name: String
    }
    output := {
        @required
        @httpPayload
        bytes: Bytes
    }
}
