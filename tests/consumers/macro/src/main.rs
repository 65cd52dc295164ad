//! A user of the macro.

tinsmith_macros::service!("models/dynamodb.json", operations = [ExportTableToPointInTime]);

#[path = "../../export.rs"]
mod export;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    export::run()
}
