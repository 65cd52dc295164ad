//! A user who depends on a crate of clients.

use generated::dynamodb;

#[path = "../../export.rs"]
mod export;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    export::run()
}
