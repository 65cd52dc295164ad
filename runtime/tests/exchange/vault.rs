//! Endpoint rules that place a sensitive member: it is shown nowhere.

use std::time::Duration;

use tinsmith::client::Call;
use tinsmith::rt::endpoint::{
    Condition, Decision, EndpointRule, Expr, Function, Outcome, Parameter, RuleSet,
};
use tinsmith::rt::operation::{
    AuthScheme, Http, Operation, OperationSchema, PathPart, Service, ServiceSchema,
};
use tinsmith::rt::protocol::REST_XML_UNWRAPPED;
use tinsmith::rt::schema::prelude::UNIT;
use tinsmith::rt::schema::{Kind, Member, Schema, ShapeId, Trait};
use tinsmith::rt::value::Unit;
use tinsmith::{Async, Config, Credentials, structure};

use crate::rig::{client, run};
use crate::script::World;
use crate::store::StoreError;

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("test.vault", name)
}

static NAME: Schema = Schema {
    traits: &[Trait::Sensitive],
    ..Schema::simple(id("Name"), Kind::String)
};

static OPEN_INPUT: Schema = Schema {
    id: id("OpenInput"),
    kind: Kind::Structure,
    members: &[Member::new("Name", &NAME).with(&[
        Trait::Required,
        Trait::HttpLabel,
        Trait::ContextParam("Vault"),
    ])],
    traits: &[],
};

#[derive(Clone, Default)]
struct OpenInput {
    name: String,
}
structure!(OpenInput, OPEN_INPUT, { 0 => name });

#[derive(Debug)]
enum Open {}

impl Operation for Open {
    const SCHEMA: &'static OperationSchema = &OperationSchema {
        http: Some(&Http {
            method: "GET",
            path: &[PathPart::Text("/"), PathPart::Label(0)],
            query: &[],
            status: 200,
        }),
        ..OperationSchema::new(id("Open"), &OPEN_INPUT, &UNIT)
    };
    type Service = Vaults;
    type Input = OpenInput;
    type Output = Unit;
    type Error = StoreError;
}

enum Vaults {}

impl Service for Vaults {
    const SCHEMA: &'static ServiceSchema = &ServiceSchema {
        id: id("Vaults"),
        version: "1",
        sdk_id: "Vaults",
        protocol: &REST_XML_UNWRAPPED,
        auth: &[AuthScheme::SigV4 { name: "vaults" }],
        endpoint: Some(&RULES),
        xml_namespace: None,
        operations: &[],
    };
}

/// `https://{Vault}.vault.test/{Vault}`, with a header that says so, but for the vault `hush-full`.
static RULES: RuleSet = RuleSet {
    parameters: &[Parameter {
        name: "Vault",
        required: false,
        default: None,
        built_in: None,
    }],
    conditions: &[Condition {
        value: Expr::Call(
            Function::StringEquals,
            &[Expr::Variable(0), Expr::Text("hush-full")],
        ),
        assign: None,
    }],
    outcomes: &[
        Outcome::Endpoint(EndpointRule {
            url: Expr::Template(&[
                Expr::Text("https://"),
                Expr::Variable(0),
                Expr::Text(".vault.test/"),
                Expr::Variable(0),
            ]),
            headers: &[("x-vault", Expr::Variable(0))],
            properties: &[],
            computed: &[],
        }),
        Outcome::Error(Expr::Template(&[
            Expr::Text("the vault "),
            Expr::Variable(0),
            Expr::Text(" is full"),
        ])),
    ],
    decisions: &[Decision(0, !1, !0)],
    root: 0,
    partitions: None,
};

fn call() -> Call<Async, Open> {
    let config = Config::builder()
        .region("eu-1")
        .credentials(Credentials::new("AKID", "secret"));
    client::<Open>(config, &World::default()).operation::<Open>()
}

fn open(name: &str) -> OpenInput {
    OpenInput {
        name: name.to_owned(),
    }
}

#[test]
fn an_explanation_shows_it_nowhere() {
    let it = run(call().explain(open("hush"))).unwrap();
    assert_eq!(it.uri, "https://REDACTED.vault.test/REDACTED/REDACTED");
    assert_eq!(it.headers["x-vault"], "REDACTED");
    for shown in [it.to_string(), format!("{it:?}")] {
        assert!(!shown.contains("hush"), "{shown}");
    }
}

#[test]
fn a_presigned_request_does_not_print_it() {
    let it = run(call().presign(open("hush"), Duration::from_secs(60))).unwrap();
    assert!(it.uri.to_string().contains("hush"));
    assert!(!format!("{it:?}").contains("hush"), "{it:?}");
}

#[test]
fn an_error_names_the_parameter_in_its_place() {
    for (name, reason) in [
        ("hush/hush", "`Vault` is part of the host"),
        ("hush@evil", "`Vault` is part of the host"),
        ("hush-full", "the vault REDACTED is full"),
    ] {
        let error = run(call().explain(open(name))).unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
        for shown in [error.to_string(), format!("{error:?}")] {
            assert!(!shown.contains("hush"), "{shown}");
        }
    }
}
