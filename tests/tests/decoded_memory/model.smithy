$version: "2.0"

namespace decoded.memory

use aws.protocols#awsJson1_1
use aws.protocols#awsQuery
use aws.protocols#ec2Query
use aws.protocols#restJson1
use aws.protocols#restXml
use smithy.protocols#rpcv2Cbor

/// Values that take much more memory than what spells them.
@awsJson1_1
@awsQuery
@ec2Query
@restJson1
@restXml
@rpcv2Cbor
@xmlNamespace(uri: "https://decoded.memory/")
service Inventory {
    version: "2026-01-01"
    operations: [
        Describe
        Untyped
        Listed
        Watch
    ]
}

@http(method: "POST", uri: "/describe")
operation Describe {
    input := with [Everything] {}
    output := with [Everything] {}
    errors: [
        Refused
    ]
}

@http(method: "POST", uri: "/untyped")
operation Untyped {
    input: Documents
    output: Documents
}

@http(method: "POST", uri: "/listed")
operation Listed {
    output := {
        @httpHeader("x-words")
        words: Words

        @httpPrefixHeaders("x-meta-")
        meta: Texts

        @httpPayload
        held: Blob
    }
}

@http(method: "POST", uri: "/watch")
operation Watch {
    output := {
        @httpPayload
        events: Events
    }
}

@streaming
union Events {
    wide: Batch
}

structure Batch {
    items: Items
}

@error("client")
structure Refused {
    items: Items
}

structure Documents {
    document: Document
}

@mixin
structure Everything {
    items: Items

    @xmlFlattened
    flat: Items

    gaps: Gaps

    lists: Lists

    words: Words

    numbers: Numbers

    byName: ByName

    @xmlFlattened
    flatByName: ByName

    choices: Choices

    trees: Trees

    secret: Secrets
}

list Items {
    member: Wide
}

@sparse
list Gaps {
    member: Wide
}

list Lists {
    member: Lists2
}

list Lists2 {
    member: Words
}

list Words {
    member: String
}

list Numbers {
    member: Long
}

map ByName {
    key: String
    value: Wide
}

map Texts {
    key: String
    value: String
}

list Choices {
    member: Choice
}

union Choice {
    wide: Wide
    tree: Tree
    word: String
}

list Trees {
    member: Tree
}

structure Tree {
    left: Tree
    right: Tree
    wide: Wide
}

@sensitive
list Secrets {
    member: Wide
}

structure Spot {
    zone: String
    host: String
    groups: Words
}

structure Wide {
    m0: String
    m1: String
    m2: Integer
    m3: Timestamp
    m4: String
    m5: Spot
    m6: Long
    m7: String
    m8: Boolean
    m9: Blob
    m10: String
    m11: String
    m12: Integer
    m13: Timestamp
    m14: String
    m15: Spot
    m16: Long
    m17: String
    m18: Boolean
    m19: Blob
    m20: String
    m21: String
    m22: Integer
    m23: Timestamp
    m24: String
    m25: Spot
    m26: Long
    m27: String
    m28: Boolean
    m29: Blob
    m30: String
    m31: String
    m32: Integer
    m33: Timestamp
    m34: String
    m35: Spot
    m36: Long
    m37: String
    m38: Boolean
    m39: Blob
    m40: String
    m41: String
    m42: Integer
    m43: Timestamp
    m44: String
    m45: Spot
    m46: Long
    m47: String
    m48: Boolean
    m49: Blob
    m50: String
    m51: String
    m52: Integer
    m53: Timestamp
    m54: String
    m55: Spot
    m56: Long
    m57: String
    m58: Boolean
    m59: Blob
    m60: String
    m61: String
    m62: Integer
    m63: Timestamp
    m64: String
    m65: Spot
    m66: Long
    m67: String
    m68: Boolean
    m69: Blob
}
