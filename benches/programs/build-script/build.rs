//! Generates the client of one operation.

fn main() {
    tinsmith_codegen::Build::new("dynamodb")
        .model("../../../models/dynamodb.json")
        .operations(["ExportTableToPointInTime"])
        .write();
}
