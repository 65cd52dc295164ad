$version: "2.0"

namespace conformance.weather

use aws.protocols#restJson1
use smithy.protocols#rpcv2Cbor
use smithy.test#eventStreamTests
use smithy.test#httpMalformedRequestTests
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

/// Cases of every kind for two protocols. Those whose name begins with `Wrong` are wrong in
/// one thing each, for clients as well as for services.
@restJson1
@rpcv2Cbor
service Weather {
    version: "2026"
    operations: [
        Report
        Watch
    ]
}

@mixin
structure Named {
    @required
    @httpLabel
    id: String
}

@http(method: "PUT", uri: "/cities/{id}")
@httpRequestTests([
    {
        id: "RightRest"
        protocol: restJson1
        method: "PUT"
        uri: "/cities/Paris"
        queryParams: ["unit=c"]
        requireQueryParams: ["unit"]
        forbidQueryParams: ["units"]
        headers: { "X-Tags": "a,b" }
        requireHeaders: ["content-length"]
        forbidHeaders: ["x-tag"]
        body: "{\"degrees\": [1, 2]}"
        bodyMediaType: "application/json"
        params: {
            id: "Paris"
            unit: "c"
            tags: ["a", "b"]
            degrees: [1, 2]
        }
    }
    {
        id: "WrongRestBody"
        protocol: restJson1
        method: "PUT"
        uri: "/cities/Paris"
        body: "{\"degrees\": [1, 3]}"
        bodyMediaType: "application/json"
        params: {
            id: "Paris"
            degrees: [1, 2]
        }
    }
    {
        id: "WrongRestPath"
        protocol: restJson1
        method: "PUT"
        uri: "/cities/London"
        params: { id: "Paris" }
    }
    {
        id: "WrongRestHeader"
        protocol: restJson1
        method: "PUT"
        uri: "/cities/Paris"
        headers: { "X-Tags": "b, a" }
        params: {
            id: "Paris"
            tags: ["a", "b"]
        }
    }
    {
        id: "RightRpc"
        protocol: rpcv2Cbor
        method: "POST"
        uri: "/service/Weather/operation/Report"
        headers: { "smithy-protocol": "rpc-v2-cbor" }
        body: "omJpZGVQYXJpc2dkZWdyZWVzggEC"
        bodyMediaType: "application/cbor"
        params: {
            id: "Paris"
            degrees: [1, 2]
        }
    }
    {
        id: "WrongRpcBody"
        protocol: rpcv2Cbor
        method: "POST"
        uri: "/service/Weather/operation/Report"
        headers: { "smithy-protocol": "rpc-v2-cbor" }
        body: "omJpZGVQYXJpc2dkZWdyZWVzggED"
        bodyMediaType: "application/cbor"
        params: {
            id: "Paris"
            degrees: [1, 2]
        }
    }
])
@httpResponseTests([
    {
        id: "RightResponse"
        protocol: restJson1
        code: 200
        headers: { "X-Station": "north" }
        body: "{\"mean\": \"NaN\"}"
        bodyMediaType: "application/json"
        params: {
            station: "north"
            mean: "NaN"
        }
    }
    {
        id: "WrongResponse"
        protocol: restJson1
        code: 200
        headers: { "X-Station": "north" }
        body: "{\"mean\": 1.5}"
        bodyMediaType: "application/json"
        params: {
            station: "north"
            mean: 2.5
        }
    }
])
@httpMalformedRequestTests([
    {
        id: "RightMalformed"
        protocol: restJson1
        request: {
            method: "PUT"
            uri: "/cities/Paris"
            headers: { "content-type": "application/json" }
            body: "{\"degrees\": $value:L}"
        }
        response: {
            code: 400
            headers: { "x-amzn-errortype": "SerializationException" }
            body: {
                mediaType: "application/json"
                assertion: { messageRegex: "degrees" }
            }
        }
        testParameters: {
            value: ["true", "[1", "$$"]
        }
    }
    {
        id: "WrongMalformed"
        protocol: restJson1
        request: {
            method: "PUT"
            uri: "/cities/Paris"
            headers: { "content-type": "application/json" }
            body: "{\"degrees\": [1]}"
        }
        response: { code: 400 }
    }
])
operation Report {
    input := with [Named] {
        @httpQuery("unit")
        unit: String

        @httpHeader("X-Tags")
        tags: Tags

        degrees: Degrees
    }

    output := {
        @httpHeader("X-Station")
        station: String

        mean: Double
    }

    errors: [
        TooHot
    ]
}

list Tags {
    member: String
}

list Degrees {
    member: Integer
}

@error("client")
@httpError(418)
@httpResponseTests([
    {
        id: "RightError"
        protocol: restJson1
        code: 418
        headers: { "X-Amzn-Errortype": "TooHot" }
        body: "{\"message\": \"puh\"}"
        bodyMediaType: "application/json"
        params: { message: "puh" }
    }
    {
        id: "WrongError"
        protocol: restJson1
        code: 418
        headers: { "X-Amzn-Errortype": "TooCold" }
        params: { message: "brr" }
    }
])
structure TooHot {
    message: String
}

@http(method: "GET", uri: "/rain")
@eventStreamTests([
    {
        id: "RightEvent"
        protocol: restJson1
        events: [
            {
                type: "response"
                params: {
                    rain: { litres: 2 }
                }
                headers: {
                    ":event-type": { string: "rain" }
                }
                body: "{\"litres\":2}"
                bodyMediaType: "application/json"
                bytes: "AAAAZgAAAErlWfUKDTptZXNzYWdlLXR5cGUHAAVldmVudAs6ZXZlbnQtdHlwZQcABHJhaW4NOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb257ImxpdHJlcyI6Mn3ix3DW"
            }
        ]
    }
    {
        id: "WrongEvent"
        protocol: restJson1
        events: [
            {
                type: "response"
                params: {
                    rain: { litres: 3 }
                }
                body: "{\"litres\":2}"
                bodyMediaType: "application/json"
                bytes: "AAAAZgAAAErlWfUKDTptZXNzYWdlLXR5cGUHAAVldmVudAs6ZXZlbnQtdHlwZQcABHJhaW4NOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb257ImxpdHJlcyI6Mn3ix3DW"
            }
        ]
    }
    {
        id: "WrongEnd"
        protocol: restJson1
        events: [
            {
                type: "response"
                params: {
                    rain: { litres: 2 }
                }
                bytes: "AAAAZgAAAErlWfUKDTptZXNzYWdlLXR5cGUHAAVldmVudAs6ZXZlbnQtdHlwZQcABHJhaW4NOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb257ImxpdHJlcyI6Mn3ix3DW"
            }
        ]
        expectation: {
            failure: {}
        }
    }
])
operation Watch {
    output := {
        @httpPayload
        events: Events
    }
}

@streaming
union Events {
    rain: Rain
}

structure Rain {
    litres: Integer
}
