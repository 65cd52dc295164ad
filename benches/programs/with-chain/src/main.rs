//! Exports a table with the credentials that are configured, through a transport that knows no
//! network.

include!(concat!(env!("TINSMITH_BENCH_CODE"), "/dynamodb.rs"));

#[path = "../../own_transport.rs"]
mod own_transport;

fn main() {
    let config = tinsmith_config::load().transport(own_transport::Nowhere);
    own_transport::export(config.build());
}
