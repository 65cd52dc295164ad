//! A user who generates in a build script.

include!(concat!(env!("OUT_DIR"), "/dynamodb.rs"));

#[path = "../../export.rs"]
mod export;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    export::run()
}
