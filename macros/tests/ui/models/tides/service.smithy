$version: "2.0"

namespace example.tides

use aws.protocols#awsJson1_0

/// When the water is high.
@awsJson1_0
service Tides {
    version: "2024-01-01"
    operations: [GetTide]
}

operation GetTide {
    input := {
        @required
        port: PortName
    }
    output := {
        @required
        centimetres: Integer
    }
}
