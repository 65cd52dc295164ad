$version: "2.0"

namespace wire.store

use aws.api#service
use aws.auth#sigv4
use aws.protocols#httpChecksum
use aws.protocols#restXml
use smithy.rules#clientContextParams
use smithy.rules#contextParam
use smithy.rules#endpointRuleSet

/// What Amazon S3 has: keys that travel as they are, and buckets that endpoint rules place.
@service(sdkId: "S3")
@sigv4(name: "s3")
@restXml(noErrorWrapping: true)
@clientContextParams(
    ForcePathStyle: { type: "boolean", documentation: "Puts the bucket into the path." }
)
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Bucket: { type: "string", documentation: "The bucket." }
        Region: { type: "string", builtIn: "AWS::Region", documentation: "The region." }
        Endpoint: { type: "string", builtIn: "SDK::Endpoint", documentation: "The endpoint." }
        ForcePathStyle: { type: "boolean", documentation: "Puts the bucket into the path." }
    }
    rules: [
        {
            type: "tree"
            conditions: [
                { fn: "isSet", argv: [{ ref: "Endpoint" }] }
                { fn: "parseURL", argv: [{ ref: "Endpoint" }], assign: "url" }
                { fn: "isSet", argv: [{ ref: "Region" }] }
            ]
            rules: [
                {
                    type: "endpoint"
                    conditions: [
                        { fn: "isSet", argv: [{ ref: "Bucket" }] }
                        { fn: "isSet", argv: [{ ref: "ForcePathStyle" }] }
                        { fn: "booleanEquals", argv: [{ ref: "ForcePathStyle" }, true] }
                        { fn: "uriEncode", argv: [{ ref: "Bucket" }], assign: "name" }
                    ]
                    endpoint: {
                        url: "{url#scheme}://{url#authority}{url#normalizedPath}{name}"
                        properties: {
                            authSchemes: [{ name: "sigv4", signingName: "s3", signingRegion: "{Region}", disableDoubleEncoding: true }]
                        }
                    }
                }
                {
                    type: "endpoint"
                    conditions: [
                        { fn: "isSet", argv: [{ ref: "Bucket" }] }
                    ]
                    endpoint: {
                        url: "{url#scheme}://{Bucket}.{url#authority}{url#path}"
                        properties: {
                            authSchemes: [{ name: "sigv4", signingName: "s3", signingRegion: "{Region}", disableDoubleEncoding: true }]
                        }
                    }
                }
                {
                    type: "endpoint"
                    conditions: []
                    endpoint: {
                        url: "{url#scheme}://{url#authority}{url#path}"
                        properties: {
                            authSchemes: [{ name: "sigv4", signingName: "s3", signingRegion: "{Region}", disableDoubleEncoding: true }]
                        }
                    }
                }
            ]
        }
        {
            type: "error"
            conditions: []
            error: "an endpoint and a region must be set"
        }
    ]
})
service Store {
    version: "2006-03-01"
    operations: [
        GetObject
        HeadObject
        PutObject
        DeleteObject
        DeleteObjects
        ListObjectsV2
        CreateMultipartUpload
        CreateBucket
        DeleteBucket
    ]
}

@mixin
structure Named {
    @required
    @httpLabel
    @contextParam(name: "Bucket")
    Bucket: String
}

@mixin
structure Keyed with [Named] {
    @required
    @httpLabel
    @length(min: 1)
    Key: String
}

@streaming
blob StreamingBlob

@http(method: "GET", uri: "/{Bucket}/{Key+}?x-id=GetObject")
@readonly
@httpChecksum(requestValidationModeMember: "ChecksumMode", responseAlgorithms: ["CRC32", "SHA256"])
operation GetObject {
    input := with [Keyed] {
        @httpHeader("x-amz-checksum-mode")
        ChecksumMode: ChecksumMode

        @httpHeader("Range")
        Range: String

        @httpQuery("response-content-type")
        ResponseContentType: String
    }
    output := {
        @httpPayload
        Body: StreamingBlob = ""

        @httpHeader("Content-Length")
        ContentLength: Long

        @httpHeader("Content-Encoding")
        ContentEncoding: String

        @httpHeader("x-amz-checksum-crc32")
        ChecksumCRC32: String

        @httpHeader("x-amz-checksum-sha256")
        ChecksumSHA256: String
    }
}

enum ChecksumMode {
    ENABLED
}

enum ChecksumAlgorithm {
    CRC32
    CRC32C
    SHA1
    SHA256
    CRC64NVME
}

@http(method: "HEAD", uri: "/{Bucket}/{Key+}")
@readonly
operation HeadObject {
    input := with [Keyed] {}
    output := {
        @httpHeader("Content-Length")
        ContentLength: Long

        @httpHeader("ETag")
        ETag: String
    }
}

@http(method: "PUT", uri: "/{Bucket}/{Key+}?x-id=PutObject")
@httpChecksum(requestAlgorithmMember: "ChecksumAlgorithm", requestChecksumRequired: false)
operation PutObject {
    input := with [Keyed] {
        @httpPayload
        Body: StreamingBlob = ""

        @httpHeader("Content-Length")
        ContentLength: Long

        @httpHeader("Content-Type")
        ContentType: String

        @httpHeader("x-amz-sdk-checksum-algorithm")
        ChecksumAlgorithm: ChecksumAlgorithm

        @httpPrefixHeaders("x-amz-meta-")
        Metadata: Metadata
    }
    output := {
        @httpHeader("ETag")
        ETag: String
    }
}

map Metadata {
    key: String
    value: String
}

@http(method: "DELETE", uri: "/{Bucket}/{Key+}", code: 204)
@idempotent
operation DeleteObject {
    input := with [Keyed] {}
}

@http(method: "POST", uri: "/{Bucket}?delete")
@httpChecksum(requestAlgorithmMember: "ChecksumAlgorithm", requestChecksumRequired: true)
operation DeleteObjects {
    input := with [Named] {
        @httpHeader("x-amz-sdk-checksum-algorithm")
        ChecksumAlgorithm: ChecksumAlgorithm

        @required
        @httpPayload
        Delete: Delete
    }
    output := {
        Deleted: String
    }
}

structure Delete {
    Quiet: Boolean
}

@http(method: "GET", uri: "/{Bucket}?list-type=2")
@readonly
operation ListObjectsV2 {
    input := with [Named] {
        @httpQuery("prefix")
        Prefix: String

        @httpQuery("delimiter")
        Delimiter: String
    }
    output := {
        Name: String

        Prefix: String
    }
}

@http(method: "POST", uri: "/{Bucket}/{Key+}?uploads")
operation CreateMultipartUpload {
    input := with [Keyed] {}
    output := {
        UploadId: String
    }
}

@http(method: "PUT", uri: "/{Bucket}")
operation CreateBucket {
    input := with [Named] {}
}

@http(method: "DELETE", uri: "/{Bucket}", code: 204)
operation DeleteBucket {
    input := with [Named] {}
}
