//! Exports a table through a transport that is the user's own.

include!(concat!(env!("TINSMITH_BENCH_CODE"), "/dynamodb.rs"));

#[path = "../../environment.rs"]
mod environment;
#[path = "../../own_transport.rs"]
mod own_transport;

fn main() {
    own_transport::export(environment::config());
}
