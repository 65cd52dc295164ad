//! A model in Smithy's IDL, made of the files of a folder.

use tides::{Client, GetTideOutput};
use tinsmith::fake::Fake;
use tinsmith::{Config, Credentials};

tinsmith_macros::service!("models/tides");

fn main() {
    let config = Config::builder().region("eu-central-1").credentials(Credentials::new("a", "b"));
    let client = Client::new(config.transport(Fake::new()).build());
    drop(client.get_tide().port("Husum").send());
    assert_eq!(GetTideOutput::builder().centimetres(320).build().centimetres, 320);
}
