//! Sessions with directory buckets of S3 Express.

use std::time::Duration;

use tinsmith::client::Client;
use tinsmith::config::ConfigBuilder;
use tinsmith::credentials::Anonymous;
use tinsmith::error::ErrorKind;
use tinsmith::rt::endpoint::{
    BuiltIn, ClientParams, Condition, Decision, EndpointRule, Expr, Function, Outcome, Parameter,
    Property, RuleSet,
};
use tinsmith::rt::operation::{
    AuthScheme, Http, Operation, OperationSchema, PathPart, Service, ServiceSchema,
};
use tinsmith::rt::protocol::REST_XML_UNWRAPPED;
use tinsmith::rt::schema::prelude::{STRING, UNIT};
use tinsmith::rt::schema::{Kind, Member, Schema, ShapeId, Trait};
use tinsmith::rt::value::Unit;
use tinsmith::{Config, Credentials, error_enum, structure};

use crate::rig::{client, in_both_of, run};
use crate::script::{Answer, Sent, World, reply};

static INPUT: Schema = Schema {
    id: ShapeId::new("test.store", "GetInput"),
    kind: Kind::Structure,
    members: &[
        Member::new("Bucket", &STRING).with(&[
            Trait::Required,
            Trait::HttpLabel,
            Trait::ContextParam("Bucket"),
        ]),
        Member::new("Key", &STRING).with(&[Trait::Required, Trait::HttpLabel]),
    ],
    traits: &[],
};

#[derive(Clone)]
struct GetInput {
    bucket: String,
    key: String,
}
structure!(GetInput, INPUT, { 0 => bucket, 1 => key });

#[derive(Debug)]
enum Get {}

error_enum! {
    /// The errors of the operation.
    GetError, Unmodelled {}
}

impl Operation for Get {
    const SCHEMA: &'static OperationSchema = &OperationSchema {
        http: Some(&Http {
            method: "GET",
            path: &[
                PathPart::Text("/"),
                PathPart::Label(0),
                PathPart::Text("/"),
                PathPart::Key(1),
            ],
            query: &[],
            status: 200,
        }),
        addressed: true,
        ..OperationSchema::new(ShapeId::new("test.store", "Get"), &INPUT, &UNIT)
    };
    type Service = Store;
    type Input = GetInput;
    type Output = Unit;
    type Error = GetError;
}

enum Store {}

impl Service for Store {
    const SCHEMA: &'static ServiceSchema = &ServiceSchema {
        id: ShapeId::new("test.store", "Store"),
        version: "1",
        sdk_id: "Store",
        protocol: &REST_XML_UNWRAPPED,
        auth: &[AuthScheme::SigV4 { name: "s3" }],
        endpoint: Some(&RULES),
        xml_namespace: None,
        operations: &[],
    };
}

/// Rules that return `https://{Bucket}.express.test`, with sessions unless they are disabled.
static RULES: RuleSet = RuleSet {
    parameters: &[
        parameter("Bucket", None),
        parameter("Region", Some(BuiltIn::Region)),
        parameter("DisableS3ExpressSessionAuth", None),
    ],
    conditions: &[Condition {
        value: Expr::Call(
            Function::BooleanEquals,
            &[Expr::Variable(2), Expr::Boolean(true)],
        ),
        assign: None,
    }],
    outcomes: &[zonal(&PLAIN), zonal(&EXPRESS)],
    decisions: &[Decision(0, !0, !1)],
    root: 0,
    partitions: None,
};

const fn parameter(name: &'static str, built_in: Option<BuiltIn>) -> Parameter {
    Parameter {
        name,
        required: false,
        default: None,
        built_in,
    }
}

const fn zonal(properties: &'static [(&'static str, Property)]) -> Outcome {
    Outcome::Endpoint(EndpointRule {
        url: Expr::Template(&[
            Expr::Text("https://"),
            Expr::Variable(0),
            Expr::Text(".express.test"),
        ]),
        headers: &[],
        properties,
        computed: &[],
    })
}

macro_rules! properties {
    ($scheme:literal) => {
        [(
            "authSchemes",
            Property::List(&[Property::Object(&[
                ("name", Property::Text($scheme)),
                ("signingName", Property::Text("s3express")),
            ])]),
        )]
    };
}

static PLAIN: [(&str, Property); 1] = properties!("sigv4");
static EXPRESS: [(&str, Property); 1] = properties!("sigv4-s3express");

fn get(bucket: &str) -> GetInput {
    GetInput {
        bucket: bucket.to_owned(),
        key: "key".to_owned(),
    }
}

/// An answer with a session whose keys are called `id`, valid until `minute` of 2030.
fn opens(id: &str, minute: u32) -> Answer {
    let body = format!(
        "<?xml version=\"1.0\"?><CreateSessionResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <Credentials><SessionToken>token of {id}</SessionToken>\
         <SecretAccessKey>secret</SecretAccessKey><AccessKeyId>{id}</AccessKeyId>\
         <Expiration>2030-01-01T00:{minute:02}:00Z</Expiration></Credentials></CreateSessionResult>"
    );
    reply(200, &body)
}

fn found() -> Answer {
    reply(200, "")
}

/// The destination and the key ID of each request.
fn told(sent: &[Sent]) -> Vec<(String, String)> {
    let told = sent.iter().map(|it| {
        let (_, key) = it
            .header("authorization")
            .split_once("Credential=")
            .unwrap_or_default();
        let (key, _) = key.split_once('/').unwrap_or_default();
        (it.request.uri().to_string(), key.to_owned())
    });
    told.collect()
}

fn is<const N: usize>(expected: [(&str, &str); N]) -> Vec<(String, String)> {
    expected.map(|(uri, key)| (uri.into(), key.into())).into()
}

/// A configuration without an endpoint, so that the rules apply.
fn zonal_config() -> ConfigBuilder<()> {
    Config::builder()
        .region("eu-1")
        .credentials(Credentials::new("AKID", "secret").with_session_token("mine"))
}

#[test]
fn a_session_is_opened_once_and_signed_with() {
    in_both_of::<Get>(
        zonal_config,
        || vec![opens("S1", 5), found(), found()],
        |rig, world| {
            for _ in 0..2 {
                let reply = rig.call::<Get>(get("b")).unwrap();
                assert_eq!(reply.attempts, 1);
            }
            let sent = world.sent();
            assert_eq!(
                told(&sent),
                is([
                    ("https://b.express.test/?session", "AKID"),
                    ("https://b.express.test/key", "S1"),
                    ("https://b.express.test/key", "S1"),
                ])
            );
            assert_eq!(sent[0].header("x-amz-security-token"), "mine");
            assert_eq!(sent[0].header("x-amz-s3session-token"), "");
            assert_eq!(sent[1].header("x-amz-s3session-token"), "token of S1");
            assert_eq!(sent[1].header("x-amz-security-token"), "");
            let scope = sent[1].header("authorization");
            assert!(scope.contains("/eu-1/s3express/aws4_request"), "{scope}");
        },
    );
}

#[test]
fn each_bucket_and_each_identity_has_a_session_of_its_own() {
    let world = World::new([
        opens("S1", 5),
        found(),
        opens("S2", 5),
        found(),
        opens("S3", 5),
        found(),
    ]);
    let client = client::<Get>(zonal_config(), &world);
    run(client.operation::<Get>().send(get("b"))).unwrap();
    run(client.operation::<Get>().send(get("c"))).unwrap();
    let call = client.operation::<Get>();
    let call = call.credentials(Credentials::new("OTHER", "secret"));
    run(call.send(get("b"))).unwrap();
    assert_eq!(
        told(&world.sent()),
        is([
            ("https://b.express.test/?session", "AKID"),
            ("https://b.express.test/key", "S1"),
            ("https://c.express.test/?session", "AKID"),
            ("https://c.express.test/key", "S2"),
            ("https://b.express.test/?session", "OTHER"),
            ("https://b.express.test/key", "S3"),
        ])
    );
}

#[test]
fn a_session_is_renewed_before_it_ends() {
    let world = World::new([opens("S1", 5), found(), opens("S2", 9), found()]);
    let client = client::<Get>(zonal_config(), &world);
    run(client.operation::<Get>().send(get("b"))).unwrap();
    world.pass(Duration::from_secs(4 * 60 + 1));
    run(client.operation::<Get>().send(get("b"))).unwrap();
    assert_eq!(
        world.sent()[3].header("x-amz-s3session-token"),
        "token of S2"
    );
}

#[test]
fn a_session_that_cannot_be_renewed_is_used_to_its_end() {
    let refused = || reply(403, "<Error><Code>AccessDenied</Code></Error>");
    let world = World::new([
        opens("S1", 5),
        found(),
        refused(),
        found(),
        found(),
        refused(),
    ]);
    let client = client::<Get>(zonal_config(), &world);
    let call = || run(client.operation::<Get>().send(get("b")));
    call().unwrap();
    world.pass(Duration::from_secs(4 * 60 + 1));
    call().unwrap();
    call().unwrap();
    world.pass(Duration::from_secs(60));
    let error = call().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Credentials(_)), "{error}");
    let keys = told(&world.sent()).into_iter().map(|(_, key)| key);
    let expected = ["AKID", "S1", "AKID", "S1", "S1", "AKID"];
    assert_eq!(keys.collect::<Vec<_>>(), expected);
}

#[test]
fn a_refused_session_is_an_error_with_a_reason() {
    let refused = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
    in_both_of::<Get>(
        zonal_config,
        || vec![reply(403, refused)],
        |rig, _| {
            let error = rig.call::<Get>(get("b")).unwrap_err();
            assert_eq!(
                error.to_string(),
                "Get: no credentials: no session with the bucket: CreateSession: AccessDenied: \
                 Access Denied (HTTP 403)"
            );
        },
    );
}

#[test]
fn sessions_can_be_switched_off() {
    let world = World::new([found()]);
    let params = ClientParams::default();
    let params = params.with_flag("DisableS3ExpressSessionAuth", true);
    let config = zonal_config()
        .clock(world.clone())
        .transport(world.clone())
        .build();
    let client = Client::with_params(config, params, Store::SCHEMA);
    run(client.operation::<Get>().send(get("b"))).unwrap();
    assert_eq!(
        told(&world.sent()),
        is([("https://b.express.test/key", "AKID")])
    );
}

#[test]
fn no_session_is_opened_without_an_identity() {
    let world = World::new([found()]);
    let client = client::<Get>(zonal_config().credentials(Anonymous), &world);
    run(client.operation::<Get>().send(get("b"))).unwrap();
    assert_eq!(
        told(&world.sent()),
        is([("https://b.express.test/key", "")])
    );
}

#[test]
fn requests_that_need_a_session_are_not_explained() {
    let client = client::<Get>(zonal_config(), &World::default());
    let call = || client.operation::<Get>();
    let presigned = run(call().presign(get("b"), Duration::from_secs(60))).unwrap_err();
    let explained = run(call().explain(get("b"))).unwrap_err();
    for error in [presigned, explained] {
        assert!(
            error.to_string().contains("the keys of a session"),
            "{error}"
        );
    }
}
