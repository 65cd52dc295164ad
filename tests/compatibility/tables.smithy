$version: "2.0"

namespace example.tables

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_0
use smithy.rules#contextParam
use smithy.rules#endpointRuleSet
use smithy.waiters#waitable

/// A service as Amazon DynamoDB is one: JSON, pages, waiters, endpoint rules.
@service(sdkId: "Tables")
@sigv4(name: "tables")
@awsJson1_0
@xmlNamespace(uri: "https://example.com/tables")
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region", documentation: "The region." }
        Table: { type: "string", documentation: "The table." }
        Flat: { type: "boolean", required: true, default: false, documentation: "Flat." }
    }
    rules: [
        {
            type: "error"
            conditions: [
                { fn: "isSet", argv: [{ ref: "Table" }] }
                { fn: "stringEquals", argv: [{ ref: "Table" }, "forbidden"] }
            ]
            error: "no endpoint for {Table}"
        }
        {
            type: "endpoint"
            conditions: [
                { fn: "isSet", argv: [{ ref: "Region" }] }
                { fn: "aws.partition", argv: [{ ref: "Region" }], assign: "Facts" }
            ]
            endpoint: {
                url: "https://tables.{Region}.{Facts#dnsSuffix}"
                properties: { authSchemes: [{ name: "sigv4", signingName: "tables", signingRegion: "{Region}" }] }
                headers: { "x-table": ["{Region}"] }
            }
        }
    ]
})
service Tables {
    version: "2012-08-10"
    operations: [PutItem, ListTables]
    errors: [Throttled]
}

@endpoint(hostPrefix: "{Table}.data.")
@waitable(
    Stored: {
        documentation: "Until the item is stored."
        minDelay: 1
        acceptors: [
            { state: "success", matcher: { output: { path: "State", expected: "STORED", comparator: "stringEquals" } } }
            { state: "failure", matcher: { inputOutput: { path: "input.Table == output.Owner", expected: "true", comparator: "booleanEquals" } } }
            { state: "retry", matcher: { errorType: "NotFound" } }
        ]
    }
)
operation PutItem {
    input := {
        @required
        @contextParam(name: "Table")
        @hostLabel
        @length(min: 3, max: 255)
        @pattern("^[a-z]+$")
        Table: String

        @required
        Item: Item

        @idempotencyToken
        Token: String

        @range(min: 1)
        Units: Integer

        @sensitive
        Secret: String
    }
    output := {
        State: State
        Priority: Priority
        Owner: String
        @required
        Stored: Timestamp
    }
    errors: [NotFound]
}

@paginated(inputToken: "Start", outputToken: "Page.Next", items: "Page.Names", pageSize: "Limit")
operation ListTables {
    input := {
        Start: String
        Limit: Integer
    }
    output := {
        Page: Page
    }
}

structure Page {
    Next: String
    Names: Names
}

list Names {
    member: String
}

@sparse
list Marks {
    member: Long
}

map Item {
    key: String
    value: Attribute
}

union Attribute {
    Text: String
    Bytes: Blob
    Nested: Item
    Marks: Marks
    Free: Document
    Nothing: Unit
}

enum State {
    STORED
    LOST
}

intEnum Priority {
    LOW = 1
    HIGH = 2
}

@error("client")
@httpError(404)
structure NotFound {
    message: String
    Table: String
}

@error("server")
@retryable(throttling: true)
structure Throttled {
    message: String
}
