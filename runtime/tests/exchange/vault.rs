//! Endpoint rules that use a sensitive member: no output shows it.

use std::error::Error as _;
use std::time::Duration;

use http::{Request, Response};
use tinsmith::body::Body;
use tinsmith::client::{Call, Client};
use tinsmith::config::ConfigBuilder;
use tinsmith::future::BoxFuture;
use tinsmith::rt::endpoint::{
    Condition, Decision, EndpointRule, Expr, Function, Outcome, Parameter, RuleSet,
};
use tinsmith::rt::jmespath::{Expression, Step};
use tinsmith::rt::operation::{
    AuthScheme, Http, Operation, OperationSchema, PathPart, Service, ServiceSchema,
};
use tinsmith::rt::protocol::REST_XML_UNWRAPPED;
use tinsmith::rt::schema::prelude::{STRING, UNIT};
use tinsmith::rt::schema::{Kind, Member, Schema, ShapeId, Trait};
use tinsmith::rt::value::Unit;
use tinsmith::rt::wait::{Acceptor, Matcher, State, WaiterSchema};
use tinsmith::transport::{Transport, TransportError, TransportErrorKind};
use tinsmith::{Async, Config, Credentials, structure};

use crate::rig::{client, run};
use crate::script::{World, reply_with};
use crate::store::StoreError;

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("test.vault", name)
}

static NAME: Schema = Schema {
    traits: &[Trait::Sensitive],
    ..Schema::new(id("Name"), Kind::String)
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
    conditions: &[
        Condition {
            value: Expr::Call(
                Function::StringEquals,
                &[Expr::Variable(0), Expr::Text("hush-full")],
            ),
            assign: None,
        },
        Condition {
            value: Expr::Call(
                Function::StringEquals,
                &[Expr::Variable(0), Expr::Text("Hush Hush")],
            ),
            assign: None,
        },
    ],
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
        Outcome::Error(Expr::Template(&[
            Expr::Text("the vault "),
            Expr::Call(Function::UriEncode, &[Expr::Variable(0)]),
            Expr::Text(" is open"),
        ])),
    ],
    decisions: &[Decision(0, !1, 1), Decision(1, !2, !0)],
    root: 0,
    partitions: None,
};

fn config() -> ConfigBuilder<()> {
    let credentials = Credentials::new("AKID", "secret");
    Config::builder().region("eu-1").credentials(credentials)
}

fn call() -> Call<Async, Open> {
    client::<Open>(config(), &World::default()).operation::<Open>()
}

fn open(name: &str) -> OpenInput {
    OpenInput {
        name: name.to_owned(),
    }
}

#[test]
fn an_explanation_does_not_show_the_secret() {
    let it = run(call().explain(open("hush"))).unwrap();
    assert_eq!(it.uri, "https://REDACTED.vault.test/REDACTED/REDACTED");
    assert_eq!(it.headers["x-vault"], "REDACTED");
    for shown in [it.to_string(), format!("{it:?}")] {
        assert!(!shown.contains("hush"), "{shown}");
    }
}

#[test]
fn a_presigned_request_does_not_print_the_secret() {
    let it = run(call().presign(open("hush"), Duration::from_secs(60))).unwrap();
    assert!(it.uri.to_string().contains("hush"));
    assert!(!format!("{it:?}").contains("hush"), "{it:?}");
}

#[test]
fn an_error_names_the_parameter_instead_of_the_secret() {
    for (name, reason) in [
        ("hush/hush", "`Vault` is part of the host"),
        ("hush@evil", "`Vault` is part of the host"),
        ("hush-full", "the vault REDACTED is full"),
        ("Hush Hush", "the vault REDACTED is open"),
    ] {
        let error = run(call().explain(open(name))).unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
        for shown in [error.to_string(), format!("{error:?}")] {
            assert!(!shown.to_lowercase().contains("hush"), "{shown}");
        }
    }
}

/// A network whose errors name the host, of requests and of bodies.
struct Telling;

impl Transport for Telling {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let uri = request.uri();
        let reason = format!("no certificate of {}", uri.host().unwrap_or_default());
        let error = TransportError::new(TransportErrorKind::Tls, reason).with_origin(uri);
        Box::pin(std::future::ready(Err(error)))
    }
}

#[test]
fn an_error_of_the_network_does_not_name_the_host() {
    for name in ["hush", "HUSH"] {
        let config = config().transport(Telling).build();
        let client = Client::<Async>::new(config, Vaults::SCHEMA);
        let error = run(client.operation::<Open>().send(open(name))).unwrap_err();
        let shown = error.to_string();
        assert!(
            shown.contains("https://REDACTED.vault.test:443: no certificate of REDACTED.vault"),
            "{shown}"
        );
        let shown = format!("{error:?}{:?}", error.source());
        assert!(!shown.to_lowercase().contains("hush"), "{shown}");
    }
}

/// A lock with a name, and further names: sensitive, and below the input's members.
mod seal {
    use super::*;

    static NAMES: Schema = Schema {
        members: &[Member::new("member", &NAME)],
        ..Schema::new(id("Names"), Kind::List)
    };

    static LOCK: Schema = Schema {
        members: &[Member::new("Name", &NAME), Member::new("Names", &NAMES)],
        ..Schema::new(id("Lock"), Kind::Structure)
    };

    #[derive(Clone, Default)]
    pub(super) struct Lock {
        pub(super) name: Option<String>,
        pub(super) names: Option<Vec<String>>,
    }
    structure!(Lock, LOCK, { 0 => name, 1 => names });

    static INPUT: Schema = Schema {
        members: &[Member::new("Lock", &LOCK)],
        ..Schema::new(id("SealInput"), Kind::Structure)
    };

    #[derive(Clone, Default)]
    pub(super) struct SealInput {
        pub(super) lock: Option<Lock>,
    }
    structure!(SealInput, INPUT, { 0 => lock });

    static OUTPUT: Schema = Schema {
        members: &[
            Member::new("Reason", &NAME).with(&[Trait::HttpHeader("x-reason")]),
            Member::new("State", &STRING).with(&[Trait::HttpHeader("x-state")]),
        ],
        ..Schema::new(id("SealOutput"), Kind::Structure)
    };

    #[derive(Clone, Default)]
    pub(super) struct SealOutput {
        pub(super) reason: Option<String>,
        pub(super) state: Option<String>,
    }
    structure!(SealOutput, OUTPUT, { 0 => reason, 1 => state });

    #[derive(Debug)]
    pub(super) enum Seal<const LISTED: bool> {}

    /// An operation whose endpoint depends on `Lock.Name`, or on the first of `Lock.Names`.
    const fn schema(path: &'static [(&'static str, Expression)]) -> OperationSchema {
        OperationSchema {
            http: Some(&Http {
                method: "PUT",
                path: &[PathPart::Text("/")],
                query: &[],
                status: 200,
            }),
            operation_context: path,
            ..OperationSchema::new(id("Seal"), &INPUT, &OUTPUT)
        }
    }

    const NAMED: OperationSchema =
        schema(&[("Vault", Expression::Path(&[Step::Field(0), Step::Field(0)]))]);
    const LISTED: OperationSchema = schema(&[(
        "Vault",
        Expression::Path(&[Step::Field(0), Step::Field(1), Step::Index(0)]),
    )]);

    impl<const IS_LISTED: bool> Operation for Seal<IS_LISTED> {
        const SCHEMA: &'static OperationSchema = if IS_LISTED { &LISTED } else { &NAMED };
        type Service = Vaults;
        type Input = SealInput;
        type Output = SealOutput;
        type Error = StoreError;
    }

    pub(super) static SEALED: WaiterSchema = WaiterSchema {
        name: "Sealed",
        acceptors: &[Acceptor::new(State::Failure, Matcher::Success(true))
            .with_message(Expression::Path(&[Step::Field(0)]))],
        min_delay: 2,
        max_delay: 10,
    };
}

fn seal(name: &str) -> seal::SealInput {
    let lock = seal::Lock {
        name: Some(name.to_owned()),
        names: Some(vec![name.to_owned()]),
    };
    seal::SealInput { lock: Some(lock) }
}

fn sealing<const LISTED: bool>(world: &World) -> Call<Async, seal::Seal<LISTED>> {
    client::<seal::Seal<LISTED>>(config(), world).operation()
}

/// Checks that nothing shows the nested secret on which a call's endpoint depends.
fn check_nested<const LISTED: bool>() {
    let world = World::default();
    let it = run(sealing::<LISTED>(&world).explain(seal("hush"))).unwrap();
    assert_eq!(it.uri, "https://REDACTED/REDACTED");
    assert_eq!(it.headers["x-vault"], "REDACTED");
    let error = run(sealing::<LISTED>(&world).explain(seal("hush-full"))).unwrap_err();
    let shown = error.to_string();
    assert!(shown.contains("the vault REDACTED is full"), "{shown}");
    let presigned = run(sealing::<LISTED>(&world).presign(seal("hush"), Duration::from_secs(9)));
    let shown = [it.to_string(), format!("{it:?}{:?}", presigned.unwrap())];
    assert!(!shown.concat().contains("hush"), "{shown:?}");
}

#[test]
fn a_secret_that_an_expression_takes_from_a_nested_structure_is_not_shown() {
    check_nested::<false>();
}

#[test]
fn a_secret_that_an_expression_takes_from_a_list_is_not_shown() {
    check_nested::<true>();
}

#[test]
fn a_wait_does_not_show_a_secret_reason() {
    let sealed = reply_with(200, &[("x-reason", "hush"), ("x-state", "open")], "");
    let world = World::new([sealed]);
    let client = client::<seal::Seal<false>>(config(), &world);
    let waiter = client.waiter::<seal::Seal<false>>(&seal::SEALED);
    let error = run(waiter.wait(seal("a"), Duration::from_secs(60))).unwrap_err();
    assert_eq!(error.message(), Some("hush"));
    let shown = error.to_string();
    assert!(
        shown.starts_with("Sealed: the waiter reached a failure state: REDACTED;"),
        "{shown}"
    );
    assert!(shown.contains("open") && !shown.contains("hush"), "{shown}");
}
