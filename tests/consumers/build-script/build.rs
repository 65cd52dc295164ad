//! Generates the client when the model changes, and not otherwise.

fn main() {
    tinsmith_codegen::Build::new("dynamodb")
        .model("model/dynamodb.json")
        .operations(["ExportTableToPointInTime"])
        .write();
}
