$version: "2.0"

namespace example.objects

use aws.api#service
use aws.auth#sigv4
use aws.auth#unsignedPayload
use aws.customizations#s3UnwrappedXmlOutput
use aws.protocols#httpChecksum
use aws.protocols#restXml
use smithy.rules#contextParam
use smithy.rules#endpointRuleSet
use smithy.rules#staticContextParams

/// A service as Amazon S3 is one: XML, bindings, streams, checksums, events.
@service(sdkId: "S3")
@sigv4(name: "s3")
@restXml(noErrorWrapping: true)
@xmlNamespace(uri: "https://example.com/objects")
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Bucket: { type: "string", documentation: "The bucket." }
        Listing: { type: "boolean", documentation: "Whether objects are listed." }
    }
    rules: [
        {
            type: "endpoint"
            conditions: [{ fn: "isSet", argv: [{ ref: "Bucket" }] }]
            endpoint: { url: "https://example.com/{Bucket}" }
        }
        { type: "endpoint", conditions: [], endpoint: { url: "https://example.com" } }
    ]
})
service Objects {
    version: "2006-03-01"
    operations: [GetObject, PutObject, DeleteObjects, ListObjects, GetBucketLocation, SelectObjectContent]
}

@http(method: "GET", uri: "/{Bucket}/{Key+}?x-id=GetObject")
@httpChecksum(requestValidationModeMember: "Mode", responseAlgorithms: ["CRC32", "SHA256"])
operation GetObject {
    input := {
        @required
        @httpLabel
        @contextParam(name: "Bucket")
        Bucket: String

        @required
        @httpLabel
        Key: String

        @httpHeader("x-amz-checksum-mode")
        Mode: Mode

        @httpQuery("partNumber")
        Part: Integer
    }
    output := {
        @httpPayload
        Body: Body = ""

        @httpHeader("last-modified")
        Changed: Timestamp

        @httpPrefixHeaders("x-amz-meta-")
        Metadata: Metadata
    }
    errors: [NoSuchKey]
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}")
@httpChecksum(requestAlgorithmMember: "Algorithm")
@unsignedPayload
operation PutObject {
    input := {
        @required
        @httpLabel
        @contextParam(name: "Bucket")
        Bucket: String

        @required
        @httpLabel
        Key: String

        @httpPayload
        Body: Body = ""

        @httpHeader("x-amz-sdk-checksum-algorithm")
        Algorithm: Algorithm
    }
    output := {
        @httpHeader("etag")
        Tag: String
    }
}

@http(method: "POST", uri: "/{Bucket}?delete", code: 202)
@httpChecksum(requestAlgorithmMember: "Algorithm", requestChecksumRequired: true)
operation DeleteObjects {
    input := {
        @required
        @httpLabel
        @contextParam(name: "Bucket")
        Bucket: String

        @required
        @httpPayload
        @xmlName("Delete")
        @xmlNamespace(uri: "https://example.com/delete", prefix: "d")
        Delete: Delete

        @httpHeader("x-amz-sdk-checksum-algorithm")
        Algorithm: Algorithm
    }
    output := {}
}

structure Delete {
    @required
    @xmlFlattened
    @xmlName("Object")
    Objects: Keys

    @xmlAttribute
    Quiet: Boolean
}

list Keys {
    member: String
}

@http(method: "GET", uri: "/{Bucket}?list-type=2")
@readonly
@paginated(inputToken: "Token", outputToken: "Next", items: "Keys")
@staticContextParams(Listing: { value: true })
operation ListObjects {
    input := {
        @required
        @httpLabel
        @contextParam(name: "Bucket")
        Bucket: String

        @httpQuery("continuation-token")
        Token: String
    }
    output := {
        Next: String
        Keys: Keys
    }
}

@http(method: "GET", uri: "/{Bucket}?location")
@readonly
@s3UnwrappedXmlOutput
operation GetBucketLocation {
    input := {
        @required
        @httpLabel
        @contextParam(name: "Bucket")
        Bucket: String
    }
    output := {
        LocationConstraint: String
    }
}

@http(method: "POST", uri: "/{Bucket}/{Key+}?select")
operation SelectObjectContent {
    input := {
        @required
        @httpLabel
        @contextParam(name: "Bucket")
        Bucket: String

        @required
        @httpLabel
        Key: String

        @required
        Expression: String
    }
    output := {
        @httpPayload
        Events: Events
    }
}

@streaming
union Events {
    Records: Records
    End: End
}

structure Records {
    @eventPayload
    Payload: Blob

    @eventHeader
    Number: Integer
}

structure End {}

@streaming
blob Body

map Metadata {
    key: String
    value: String
}

enum Mode {
    ENABLED
}

enum Algorithm {
    CRC32
    SHA256
}

@error("client")
@httpError(404)
structure NoSuchKey {
    Key: String
}
