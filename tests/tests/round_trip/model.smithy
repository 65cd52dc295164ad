$version: "2.0"

namespace round.trip

use aws.protocols#awsJson1_0
use aws.protocols#awsJson1_1
use aws.protocols#awsQuery
use aws.protocols#awsQueryError
use aws.protocols#ec2Query
use aws.protocols#ec2QueryName
use aws.protocols#restJson1
use aws.protocols#restXml
use smithy.protocols#rpcv2Cbor
use smithy.protocols#rpcv2Json

/// Whatever a shape may be, under every protocol that can carry it.
@awsJson1_0
@awsJson1_1
@awsQuery
@ec2Query
@restJson1
@restXml
@rpcv2Cbor
@rpcv2Json
@xmlNamespace(uri: "https://round.trip/?a=1&b=2")
service Postcards {
    version: "2026-01-01"
    operations: [
        Body
        Named
        Untyped
        Bound
        Searched
        Prefixed
        RawPayload
        TextPayload
        KindPayload
        MediaPayload
        ShapePayload
        ChoicePayload
        ListPayload
        MapPayload
        UntypedPayload
        Empty
        Blank
        Bytes
        Chat
        Hosted
        Token
    ]
    errors: [
        Exhausted
    ]
}

// Everything in one document.

@http(method: "POST", uri: "/body")
operation Body {
    input := with [Everything] {}
    output := with [Everything] {}
    errors: [
        Broken
        Rich
    ]
}

@mixin
structure Everything {
    simple: Simple
    times: Times
    lists: Lists
    maps: Maps
    tree: Tree
    choice: Choice
    preset: Preset
    strict: Strict
    nothing: Nothing
}

structure Simple {
    flag: Boolean
    tiny: Byte
    small: Short
    whole: Integer
    large: Long
    single: Float
    double: Double
    boundless: BigInteger
    exact: BigDecimal
    text: String
    kind: Kind
    code: Code
    raw: Blob
    media: Media
    picture: Picture
    secret: Secret

    // Words that Rust keeps to itself.
    type: String

    self: String

    Fn: String
}

@mediaType("application/json")
string Media

@mediaType("image/png")
blob Picture

@sensitive
string Secret

enum Kind {
    PLAIN = "plain"
    ODD = "\"odd\", <&> \\"
    UNKNOWN = "unknown"
    EMPTY_LIKE = " "
}

intEnum Code {
    ZERO = 0
    LEAST = -2147483648
    MOST = 2147483647
}

structure Times {
    plain: Timestamp

    @timestampFormat("date-time")
    dateTime: Timestamp

    @timestampFormat("epoch-seconds")
    epoch: Timestamp

    @timestampFormat("http-date")
    httpDate: Timestamp

    shaped: HttpDate

    // The member's format wins over the shape's.
    @timestampFormat("date-time")
    reshaped: Epoch

    list: HttpDates

    map: EpochMap
}

@timestampFormat("http-date")
timestamp HttpDate

@timestampFormat("epoch-seconds")
timestamp Epoch

list HttpDates {
    @timestampFormat("http-date")
    member: Timestamp
}

map EpochMap {
    key: String
    @timestampFormat("epoch-seconds")
    value: Timestamp
}

structure Lists {
    flags: Flags
    wholes: Wholes
    doubles: Doubles
    exacts: Exacts
    texts: Texts
    kinds: Kinds
    codes: Codes
    raws: Raws
    trees: Trees
    choices: Choices
    maps: MapList
    nested: NestedTexts
    sparseTexts: SparseTexts
    sparseWholes: SparseWholes
    sparseRaws: SparseRaws
    sparseTimes: SparseTimes
    sparseTrees: SparseTrees
    sparseChoices: SparseChoices
    sparseNested: SparseNested
    unique: UniqueTexts
}

list Flags { member: Boolean }
list Wholes { member: Integer }
list Doubles { member: Double }
list Exacts { member: BigDecimal }
list Texts { member: String }
list Kinds { member: Kind }
list Codes { member: Code }
list Raws { member: Blob }
list Trees { member: Tree }
list Choices { member: Choice }
list MapList { member: TextMap }
list NestedTexts { member: Texts }

@sparse
list SparseTexts { member: String }

@sparse
list SparseWholes { member: Integer }

@sparse
list SparseRaws { member: Blob }

@sparse
list SparseTimes { member: HttpDate }

@sparse
list SparseTrees { member: Tree }

@sparse
list SparseChoices { member: Choice }

@sparse
list SparseNested { member: SparseTexts }

@uniqueItems
list UniqueTexts { member: String }

structure Maps {
    texts: TextMap
    wholes: WholeMap
    kinds: KindMap
    raws: RawMap
    lists: ListMap
    nested: NestedMap
    trees: TreeMap
    choices: ChoiceMap
    sparseTexts: SparseTextMap
    sparseSingles: SparseSingleMap
    sparseTrees: SparseTreeMap
    sparseLists: SparseListMap
}

map TextMap { key: String, value: String }
map WholeMap { key: String, value: Long }
map KindMap { key: Kind, value: Code }
map RawMap { key: String, value: Blob }
map ListMap { key: String, value: Texts }
map NestedMap { key: String, value: TextMap }
map TreeMap { key: String, value: Tree }
map ChoiceMap { key: String, value: Choice }

@sparse
map SparseTextMap { key: String, value: String }

@sparse
map SparseSingleMap { key: String, value: Float }

@sparse
map SparseTreeMap { key: String, value: Tree }

@sparse
map SparseListMap { key: String, value: SparseTexts }

structure Tree {
    name: String
    left: Tree
    right: Tree
    branches: Trees
    byName: TreeMap
    either: Choice
}

union Choice {
    nothing: Unit
    flag: Boolean
    whole: Integer
    double: Double
    text: String
    kind: Kind
    code: Code
    raw: Blob
    @timestampFormat("http-date")
    time: Timestamp
    texts: Texts
    sparse: SparseTexts
    map: TextMap
    tree: Tree
    simple: Simple
    choice: Choice
    choices: Choices
    empty: Nothing
}

structure Nothing {}

structure Preset {
    flag: Boolean = true
    tiny: Byte = -1
    whole: Integer = 7
    large: Long = 0
    single: Float = 1.5
    text: String = "as given"
    none: String = null
    kind: Kind = "plain"
    code: Code = 0
    raw: Blob = "cmF3"
    time: Timestamp = 4
    @timestampFormat("date-time")
    day: Timestamp = "1985-04-12T23:20:50.52Z"
    httpDay: HttpDate = "Tue, 29 Apr 2014 18:30:38 GMT"
    infinite: Float = "-Infinity"
    texts: Texts = []
    map: TextMap = {}
    @required
    both: String = "both"
}

structure Strict {
    @required
    text: String
    @required
    whole: Integer
    @required
    texts: Texts
    @required
    map: WholeMap
    @required
    simple: Simple
    @required
    choice: Choice
    @required
    time: Timestamp
    @required
    kind: Kind
    @required
    code: Code
    @required
    raw: Blob
    @required
    sparse: SparseWholes
}

// Names on the wire that are not those of the model.

@http(method: "PUT", uri: "/named")
operation Named {
    input := with [Renamed] {}
    output := with [Renamed] {}
}

@mixin
structure Renamed {
    // Two members that exchange their names.
    @jsonName("second")
    @xmlName("second")
    @ec2QueryName("Second")
    first: String

    @jsonName("first")
    @xmlName("first")
    @ec2QueryName("First")
    second: Integer

    @jsonName("a \"b\" \\ ü")
    @ec2QueryName("Third-3")
    @xmlName("third-3_x")
    third: String

    attributes: Attributes

    flat: Flat

    spaced: Spaced

    @xmlName("pre:renamed")
    renamed: RenamedShape

    union: RenamedChoice

    listed: RenamedList

    mapped: RenamedMap

    deep: DeepRenamed
}

structure Attributes {
    @xmlAttribute
    text: String

    @xmlAttribute
    @xmlName("xsi:kind")
    kind: Kind

    @xmlAttribute
    code: Code

    @xmlAttribute
    flag: Boolean

    @xmlAttribute
    double: Double

    @xmlAttribute
    @timestampFormat("http-date")
    time: Timestamp

    // An attribute and an element of one name.
    @xmlAttribute
    @xmlName("same")
    @jsonName("sameAttribute")
    @ec2QueryName("SameAttribute")
    attribute: String

    @xmlName("same")
    @ec2QueryName("SameElement")
    clash: String
}

structure Flat {
    @xmlFlattened
    texts: Texts

    @xmlFlattened
    @xmlName("whole")
    wholes: RenamedWholes

    @xmlFlattened
    nested: NestedTexts

    @xmlFlattened
    sparse: SparseTexts

    @xmlFlattened
    trees: Trees

    @xmlFlattened
    map: TextMap

    @xmlFlattened
    @xmlName("pair")
    renamedMap: RenamedMap

    @xmlFlattened
    lists: ListMap

    last: String
}

list RenamedWholes {
    @xmlName("number")
    member: Integer
}

list RenamedList {
    @xmlName("x:item")
    @xmlNamespace(uri: "https://round.trip/item", prefix: "x")
    member: RenamedTexts
}

list RenamedTexts {
    @xmlName("text")
    member: String
}

map RenamedMap {
    @xmlName("k")
    @xmlNamespace(uri: "https://round.trip/key")
    key: String

    @xmlName("v")
    @xmlNamespace(uri: "https://round.trip/value", prefix: "val")
    value: RenamedShape
}

@xmlNamespace(uri: "https://round.trip/spaced", prefix: "sp")
structure Spaced {
    @xmlName("sp:text")
    text: String

    @xmlNamespace(uri: "https://round.trip/inner")
    inner: RenamedShape

    @xmlNamespace(uri: "https://round.trip/list", prefix: "l")
    list: Texts

    @xmlNamespace(uri: "https://round.trip/flat")
    @xmlFlattened
    flat: RenamedWholes
}

@xmlName("shape")
structure RenamedShape {
    @xmlName("value")
    @jsonName("v")
    @ec2QueryName("V")
    text: String

    child: RenamedShape
}

union RenamedChoice {
    @xmlName("text")
    @jsonName("t")
    @ec2QueryName("T")
    first: String

    @xmlFlattened
    texts: Texts

    @xmlFlattened
    @xmlName("pair")
    map: RenamedMap

    @jsonName("texts2")
    shape: RenamedShape
}

structure DeepRenamed {
    list: RenamedShapes
    flat: Flat
    attributes: Attributes
}

list RenamedShapes {
    @xmlName("shape")
    member: RenamedShape
}

// Documents.

@http(method: "POST", uri: "/untyped")
operation Untyped {
    input := with [Untypeds] {}
    output := with [Untypeds] {}
}

@mixin
structure Untypeds {
    document: Document
    documents: Documents
    map: DocumentMap
    choice: DocumentChoice
}

list Documents { member: Document }
map DocumentMap { key: String, value: Document }

union DocumentChoice {
    document: Document
    text: String
}

// Everywhere that HTTP has a place.

@http(method: "POST", uri: "/bound/{text}/{whole}/{flag}/{time}/{kind}/{double}/fixed/{rest+}/end?fixed=1&bare", code: 202)
operation Bound {
    input := with [Headers] {
        @required
        @httpLabel
        text: String

        @required
        @httpLabel
        whole: Integer

        @required
        @httpLabel
        flag: Boolean

        @required
        @httpLabel
        time: Timestamp

        @required
        @httpLabel
        kind: Kind

        @required
        @httpLabel
        double: Double

        @required
        @httpLabel
        rest: String

        @httpQuery("q t")
        queryText: String

        @httpQuery("whole")
        queryWhole: Long

        @httpQuery("flag")
        queryFlag: Boolean

        @httpQuery("double")
        queryDouble: Double

        @httpQuery("single")
        querySingle: Float

        @httpQuery("time")
        queryTime: Timestamp

        @httpQuery("epoch")
        queryEpoch: Epoch

        @httpQuery("kind")
        queryKind: Kind

        @httpQuery("code")
        queryCode: Code

        @httpQuery("texts")
        queryTexts: Texts

        @httpQuery("wholes")
        queryWholes: Wholes

        @httpQuery("kinds")
        queryKinds: Kinds

        @httpQuery("times")
        queryTimes: HttpDates

        @httpQuery("unique&=")
        queryUnique: UniqueTexts
    }

    output := with [Headers] {
        @httpResponseCode
        status: Integer
    }

    errors: [
        Rich
    ]
}

@mixin
structure Headers {
    @httpHeader("X-Text")
    headerText: String

    @httpHeader("X-Media")
    headerMedia: Media

    @httpHeader("x-whole")
    headerWhole: Long

    @httpHeader("X-TINY")
    headerTiny: Byte

    @httpHeader("X-Flag")
    headerFlag: Boolean

    @httpHeader("X-Double")
    headerDouble: Double

    @httpHeader("X-Single")
    headerSingle: Float

    @httpHeader("X-Time")
    headerTime: Timestamp

    @httpHeader("X-Epoch")
    headerEpoch: Epoch

    @httpHeader("X-Kind")
    headerKind: Kind

    @httpHeader("X-Code")
    headerCode: Code

    @httpHeader("X-Texts")
    headerTexts: Texts

    @httpHeader("X-Medias")
    headerMedias: Medias

    @httpHeader("X-Wholes")
    headerWholes: Wholes

    @httpHeader("X-Flags")
    headerFlags: Flags

    @httpHeader("X-Doubles")
    headerDoubles: Doubles

    @httpHeader("X-Kinds")
    headerKinds: Kinds

    @httpHeader("X-Codes")
    headerCodes: Codes

    @httpHeader("X-Dates")
    headerDates: HttpDates

    @httpHeader("X-Days")
    headerDays: Days

    @httpHeader("X-Epochs")
    headerEpochs: Epochs

    body: Texts
    tree: Tree
}

list Medias { member: Media }

list Days {
    @timestampFormat("date-time")
    member: Timestamp
}

list Epochs { member: Epoch }

@http(method: "GET", uri: "/searched")
@readonly
operation Searched {
    input := {
        @httpQueryParams
        parameters: ListMap
    }
}

@http(method: "PATCH", uri: "/prefixed/{id}")
operation Prefixed {
    input := with [Prefixes] {
        @required
        @httpLabel
        id: Long

        @httpQueryParams
        parameters: TextMap
    }
    output := with [Prefixes] {}
}

@mixin
structure Prefixes {
    @httpPrefixHeaders("X-Meta-")
    metadata: TextMap

    @httpHeader("X-Other")
    other: String
}

@http(method: "POST", uri: "/payload/raw")
operation RawPayload {
    input := with [Raw] {}
    output := with [Raw] {}
}

@mixin
structure Raw {
    @httpHeader("X-Text")
    text: String

    @httpPayload
    raw: Blob
}

@http(method: "POST", uri: "/payload/text")
operation TextPayload {
    input := { @httpPayload text: String }
    output := { @httpPayload text: String }
}

@http(method: "POST", uri: "/payload/kind")
operation KindPayload {
    input := { @httpPayload kind: Kind }
    output := { @httpPayload kind: Kind }
}

@http(method: "POST", uri: "/payload/media")
operation MediaPayload {
    input := { @httpPayload picture: Picture }
    output := { @httpPayload media: Media }
}

@http(method: "POST", uri: "/payload/shape")
operation ShapePayload {
    input := {
        @httpHeader("X-Text")
        text: String

        @httpPayload
        shape: Spaced
    }
    output := {
        @httpPayload
        @xmlName("out")
        shape: RenamedShape
    }
}

@http(method: "POST", uri: "/payload/choice")
operation ChoicePayload {
    input := { @httpPayload choice: Choice }
    output := { @httpPayload choice: RenamedChoice }
}

@http(method: "POST", uri: "/payload/list")
operation ListPayload {
    input := { @httpPayload trees: Trees }
    output := { @httpPayload texts: SparseTexts }
}

@http(method: "POST", uri: "/payload/map")
operation MapPayload {
    input := { @httpPayload map: TreeMap }
    output := { @httpPayload map: SparseTextMap }
}

@http(method: "POST", uri: "/payload/untyped")
operation UntypedPayload {
    input := { @httpPayload document: Document }
    output := { @httpPayload document: Document }
}

@http(method: "POST", uri: "/empty")
operation Empty {
    input := {}
    output := {}
}

@http(method: "DELETE", uri: "/blank")
@idempotent
operation Blank {}

@http(method: "POST", uri: "/hosted")
@endpoint(hostPrefix: "{place}.trip-")
operation Hosted {
    input := {
        @required
        @hostLabel
        place: String

        text: String
    }
}

@http(method: "POST", uri: "/token")
operation Token {
    input := {
        @idempotencyToken
        token: String

        @httpHeader("X-Preset")
        preset: String = "preset"

        @httpHeader("X-Day")
        day: HttpDate = "Tue, 29 Apr 2014 18:30:38 GMT"

        code: Code = 0
    }
    output := {
        token: String
        code: Code = 0
        @required
        text: String
    }
}

// Errors.

@error("client")
@httpError(418)
structure Broken {
    message: String
}

@error("server")
@retryable
@awsQueryError(code: "Used.Up", httpResponseCode: 503)
structure Exhausted {
    Message: String
    count: Integer
}

@error("client")
@httpError(409)
@xmlName("RichFault")
structure Rich {
    message: String

    @httpHeader("X-Reason")
    reason: Kind

    @httpHeader("X-Since")
    since: Timestamp

    @httpHeader("X-Tags")
    tags: Texts

    @httpPrefixHeaders("X-Detail-")
    details: TextMap

    simple: Simple

    @required
    tree: Tree

    choices: Choices
}

// Streams.

@http(method: "POST", uri: "/bytes/{name}")
operation Bytes {
    input := {
        @required
        @httpLabel
        name: String

        @httpHeader("X-Tags")
        tags: Texts

        @required
        @httpPayload
        stream: StreamedBytes
    }
    output := {
        @httpHeader("X-Tags")
        tags: Texts

        @required
        @httpPayload
        stream: StreamedBytes
    }
}

@streaming
@mediaType("audio/ogg")
blob StreamedBytes

@http(method: "POST", uri: "/chat/{room}")
operation Chat {
    input := {
        @required
        @httpLabel
        room: String

        @httpHeader("X-Kind")
        kind: Kind

        @httpPayload
        events: Events
    }
    output := {
        @httpHeader("X-Kind")
        kind: Kind

        @httpHeader("X-Texts")
        texts: Texts

        @httpPayload
        events: Events
    }
    errors: [
        Broken
    ]
}

@streaming
union Events {
    headed: Headed
    raw: RawEvent
    text: TextEvent
    shape: ShapeEvent
    choice: ChoiceEvent
    mixed: MixedEvent
    plain: Tree
    silent: Nothing
    broken: Broken
}

structure Headed {
    @eventHeader
    flag: Boolean

    @eventHeader
    tiny: Byte

    @eventHeader
    small: Short

    @eventHeader
    whole: Integer

    @eventHeader
    large: Long

    @eventHeader
    text: String

    @eventHeader
    raw: Blob

    @eventHeader
    time: Timestamp

    @eventHeader
    kind: Kind

    @eventHeader
    code: Code
}

structure RawEvent {
    @eventPayload
    raw: Blob
}

structure TextEvent {
    @eventHeader
    kind: Kind

    @eventPayload
    text: String
}

structure ShapeEvent {
    @eventHeader
    text: String

    @eventPayload
    shape: Spaced
}

structure ChoiceEvent {
    @eventPayload
    choice: Choice
}

structure MixedEvent {
    @eventHeader
    code: Code

    simple: Simple
    times: Times
    tree: Tree
}
