//! Endpoints that rules refuse: their messages repeat the endpoint.

use tinsmith::client::Client;
use tinsmith::endpoint::{BuiltIn, Expr, Outcome, Parameter, RuleSet};
use tinsmith::operation::{AuthScheme, Operation, ServiceSchema};
use tinsmith::protocol::REST_XML_UNWRAPPED;
use tinsmith::schema::ShapeId;
use tinsmith::{Config, Credentials};

use crate::rig::run;
use crate::script::World;
use crate::store::{Delete, DeleteInput};

/// "`{Endpoint}` is no endpoint".
static REFUSING: ServiceSchema = ServiceSchema {
    id: ShapeId::new("test.store", "Objects"),
    version: "1",
    sdk_id: "Objects",
    protocol: &REST_XML_UNWRAPPED,
    auth: &[AuthScheme::SigV4 { name: "s3" }],
    endpoint: Some(&RuleSet {
        parameters: &[Parameter {
            name: "Endpoint",
            required: false,
            default: None,
            built_in: Some(BuiltIn::Endpoint),
        }],
        conditions: &[],
        outcomes: &[Outcome::Error(Expr::Template(&[
            Expr::Text("`"),
            Expr::Variable(0),
            Expr::Text("` is no endpoint"),
        ]))],
        decisions: &[],
        root: !0,
        partitions: None,
    }),
    xml_namespace: None,
    operations: &[],
};

#[test]
fn secrets_of_an_endpoint_are_not_repeated() {
    for (url, shown) in [
        ("https://me:secret@host/a", "`…@host/a` is no endpoint"),
        (
            "https://host/a?token=secret",
            "`https://host/a?…` is no endpoint",
        ),
        ("https://host/a", "`https://host/a` is no endpoint"),
    ] {
        let world = World::default();
        let config = Config::builder()
            .region("eu-1")
            .endpoint_url(url)
            .credentials(Credentials::new("AKID", "secret"));
        let config = config.clock(world.clone()).transport(world).build();
        let client = Client::new(config, &REFUSING);
        let input = DeleteInput {
            bucket: "photos".to_owned(),
            key: "a".to_owned(),
        };
        let error = run(client.operation::<Delete>().send(input)).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("{}: no endpoint: {shown}", Delete::SCHEMA.id.name)
        );
    }
}
