//! The choice of a signature by model, endpoint, user and environment.

use std::time::Duration;

use tinsmith::config::{ConfigBuilder, Environment};
use tinsmith::rt::endpoint::{EndpointRule, Expr, Outcome, Property, RuleSet};
use tinsmith::rt::operation::{AuthScheme, Operation, OperationSchema, Service, ServiceSchema};
use tinsmith::rt::protocol::AWS_JSON_1_0;
use tinsmith::rt::schema::ShapeId;
use tinsmith::{Config, Credentials};

use crate::rig::{client, run};
use crate::script::{World, ready};
use crate::service::{Put, PutError, PutInput, PutOutput, put};

/// `Put` of a service whose endpoint accepts signatures for several regions.
enum PutWidely {}
/// `Put` of a service with `SigV4a` in its model and no scheme in its endpoint.
enum PutFarther {}

macro_rules! put_of {
    ($operation:ident: $service:ident = $auth:expr, $rules:expr) => {
        enum $service {}
        impl Service for $service {
            const SCHEMA: &'static ServiceSchema = &ServiceSchema {
                id: ShapeId::new("test.vault", "Vault"),
                version: "1",
                sdk_id: "Vault",
                protocol: &AWS_JSON_1_0,
                auth: $auth,
                endpoint: $rules,
                xml_namespace: None,
                operations: &[],
            };
        }
        impl Operation for $operation {
            const SCHEMA: &'static OperationSchema = Put::SCHEMA;
            type Service = $service;
            type Input = PutInput;
            type Output = PutOutput;
            type Error = PutError;
        }
    };
}

const SIGV4: AuthScheme = AuthScheme::SigV4 { name: "wide-vault" };
put_of!(PutWidely: Wide = &[SIGV4, AuthScheme::Bearer], Some(&RULES));
put_of!(PutFarther: Far = &[AuthScheme::SigV4a { name: "far" }], None);

static RULES: RuleSet = RuleSet {
    parameters: &[],
    conditions: &[],
    outcomes: &[Outcome::Endpoint(EndpointRule {
        url: Expr::Text("https://wide.test"),
        headers: &[],
        computed: &[],
        properties: &[(
            "authSchemes",
            Property::List(&[
                Property::Object(&[
                    ("name", Property::Text("sigv4a")),
                    ("signingName", Property::Text("wide")),
                    (
                        "signingRegionSet",
                        Property::List(&[Property::Text("eu-*"), Property::Text("us-1")]),
                    ),
                ]),
                Property::Object(&[("name", Property::Text("sigv4"))]),
            ]),
        )],
    })],
    decisions: &[],
    root: !0,
    partitions: None,
};

fn keys() -> Credentials {
    Credentials::new("AKID", "secret")
}

fn config() -> ConfigBuilder<()> {
    Config::builder().region("here").credentials(keys())
}

/// The authorization of `O` without the signature, and the sent set of regions.
#[track_caller]
fn sent<O>(config: ConfigBuilder<()>) -> (String, String)
where
    O: Operation<Input = PutInput, Output = PutOutput, Error = PutError>,
{
    let world = World::new([ready()]);
    run(client::<O>(config, &world).operation::<O>().send(put("a"))).unwrap();
    let sent = world.sent();
    let authorization = sent[0].header("authorization").split(',').next().unwrap();
    let region_set = sent[0].header("x-amz-region-set");
    (authorization.to_owned(), region_set.to_owned())
}

const WIDE: &str = "AWS4-ECDSA-P256-SHA256 Credential=AKID/20300101/wide/aws4_request";
const NARROW: &str = "AWS4-HMAC-SHA256 Credential=AKID/20300101/here/wide-vault/aws4_request";

#[test]
fn the_endpoint_chooses_and_names_the_regions() {
    let (authorization, region_set) = sent::<PutWidely>(config());
    assert_eq!(authorization, WIDE);
    assert_eq!(region_set, "eu-*,us-1");
}

#[test]
fn the_user_chooses_among_the_schemes_of_the_endpoint() {
    let config = config().auth_scheme_preference(["sigv4"]);
    assert_eq!(sent::<PutWidely>(config), (NARROW.into(), String::new()));
}

#[test]
fn the_users_regions_override_the_endpoints() {
    let in_code = config().sigv4a_region_set(["us-*", "ap-1"]);
    assert_eq!(sent::<PutWidely>(in_code).1, "us-*,ap-1");
    let in_environment = Environment::from_fn(|name| {
        (name == "AWS_SIGV4A_SIGNING_REGION_SET").then(|| "us-2, ap-2".to_owned())
    });
    let config = config().environment(in_environment);
    assert_eq!(sent::<PutWidely>(config).1, "us-2,ap-2");
}

#[test]
fn without_regions_the_signature_is_for_the_clients_region() {
    let config = config().endpoint_url("https://far.test");
    let (authorization, region_set) = sent::<PutFarther>(config);
    assert!(
        authorization.ends_with("/20300101/far/aws4_request"),
        "{authorization}"
    );
    assert_eq!(region_set, "here");
}

#[test]
fn signatures_for_several_regions_are_presigned_too() {
    let client = client::<PutWidely>(config(), &World::default());
    let call = client.operation::<PutWidely>();
    let presigned = run(call.presign(put("a"), Duration::from_secs(60))).unwrap();
    let query = presigned.uri.query().unwrap();
    assert!(query.contains("X-Amz-Region-Set=eu-%2A%2Cus-1&"), "{query}");
    let explained = run(client.operation::<PutWidely>().explain(put("a"))).unwrap();
    assert_eq!(explained.scheme, "sigv4a");
}

/// An environment with keys and a token.
fn environment() -> Environment {
    Environment::from_fn(|name| {
        let value = match name {
            "AWS_ACCESS_KEY_ID" => "AKID",
            "AWS_SECRET_ACCESS_KEY" => "secret",
            "AWS_BEARER_TOKEN_WIDE_VAULT" => "abc",
            _ => return None,
        };
        Some(value.to_owned())
    })
}

#[test]
fn a_token_in_the_environment_is_preferred_to_keys_there() {
    let config = Config::builder().region("here").environment(environment());
    assert_eq!(sent::<PutWidely>(config).0, "Bearer abc");
}

#[test]
fn code_overrides_a_token_in_the_environment() {
    let with_keys = config().environment(environment());
    assert_eq!(sent::<PutWidely>(with_keys).0, WIDE);
    let config = Config::builder().region("here").environment(environment());
    let with_preference = config.auth_scheme_preference(["sigv4"]);
    assert_eq!(sent::<PutWidely>(with_preference).0, NARROW);
}
