//! A user who checks the generated code in.

mod dynamodb;

#[path = "../../export.rs"]
mod export;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    export::run()
}
