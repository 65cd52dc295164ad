//! Headers that endpoint rules set, and errors that endpoint rules return.

use tinsmith::client::{Call, Client};
use tinsmith::config::Environment;
use tinsmith::rt::endpoint::{
    Attribute, BuiltIn, Condition, Decision, EndpointRule, Expr, Function, Literal, Outcome,
    Parameter, RuleSet,
};
use tinsmith::rt::operation::{AuthScheme, Operation, ServiceSchema};
use tinsmith::rt::protocol::REST_XML_UNWRAPPED;
use tinsmith::rt::schema::ShapeId;
use tinsmith::{Async, Config, Credentials};

use crate::rig::run;
use crate::script::{World, reply};
use crate::store::{Delete, DeleteInput, Store, StoreInput};

const fn service(rules: &'static RuleSet) -> ServiceSchema {
    ServiceSchema {
        id: ShapeId::new("test.store", "Objects"),
        version: "1",
        sdk_id: "Objects",
        protocol: &REST_XML_UNWRAPPED,
        auth: &[AuthScheme::SigV4 { name: "s3" }],
        endpoint: Some(rules),
        xml_namespace: None,
        operations: &[],
    }
}

const fn rules(outcomes: &'static [Outcome]) -> RuleSet {
    RuleSet {
        parameters: &[Parameter {
            name: "Endpoint",
            required: false,
            default: None,
            built_in: Some(BuiltIn::Endpoint),
        }],
        conditions: &[],
        outcomes,
        decisions: &[],
        root: !0,
        partitions: None,
    }
}

/// Rules that always return the error "`{Endpoint}` is no endpoint".
static REFUSING: RuleSet = rules(&[Outcome::Error(Expr::Template(&[
    Expr::Text("`"),
    Expr::Variable(0),
    Expr::Text("` is no endpoint"),
]))]);

static WITH_HEADERS: RuleSet = rules(&[Outcome::Endpoint(EndpointRule {
    url: Expr::Variable(0),
    headers: &[
        ("content-type", Expr::Text("of/rules")),
        ("x-pair", Expr::Text("1")),
        ("x-pair", Expr::Text("2")),
    ],
    properties: &[],
    computed: &[],
})]);

fn client(rules: &'static RuleSet, url: &str, world: &World) -> Client {
    let config = Config::builder()
        .region("eu-1")
        .endpoint_url(url)
        .credentials(Credentials::new("AKID", "secret"));
    let config = config.clock(world.clone()).transport(world.clone()).build();
    Client::new(config, Box::leak(Box::new(service(rules))))
}

/// The sent values of a header, for an object whose type is `of/member`.
fn sent(change: impl FnOnce(Call<Async, Store>) -> Call<Async, Store>, name: &str) -> Vec<String> {
    let world = World::new([reply(200, "")]);
    let input = StoreInput {
        bucket: "photos".to_owned(),
        key: "a".to_owned(),
        content_type: Some("of/member".to_owned()),
        ..StoreInput::default()
    };
    let call = client(&WITH_HEADERS, "https://host", &world).operation::<Store>();
    run(change(call).send(input)).unwrap();
    let sent = world.sent().remove(0);
    let values = sent.request.headers().get_all(name).iter();
    values.map(|it| it.to_str().unwrap().to_owned()).collect()
}

#[test]
fn headers_of_the_endpoint_replace_those_of_members() {
    assert_eq!(sent(|call| call, "content-type"), ["of/rules"]);
    assert_eq!(sent(|call| call, "x-pair"), ["1", "2"]);
}

#[test]
fn headers_of_the_caller_replace_those_of_the_endpoint() {
    let value = http::HeaderValue::from_static("of/caller");
    let change = |call: Call<Async, Store>| call.header(http::header::CONTENT_TYPE, value);
    assert_eq!(sent(change, "content-type"), ["of/caller"]);
}

/// `https://photos.{Endpoint}`, with the host of the endpoint alone.
static PARTING: RuleSet = RuleSet {
    conditions: &[Condition {
        value: Expr::Call(Function::ParseUrl, &[Expr::Variable(0)]),
        assign: Some(1),
    }],
    decisions: &[Decision(0, !0, !0)],
    root: 0,
    ..rules(&[Outcome::Endpoint(EndpointRule {
        url: Expr::Template(&[
            Expr::Text("https://photos."),
            Expr::Attribute(&Expr::Variable(1), Attribute::UrlAuthority),
        ]),
        headers: &[],
        properties: &[],
        computed: &[],
    })])
};

#[test]
fn an_endpoint_with_a_user_is_refused_under_every_rule() {
    for rules in [&PARTING, &WITH_HEADERS, &REFUSING] {
        for url in [
            "https://me:secret@host/a",
            "http://secret@host",
            "https://@host?q",
        ] {
            let world = World::default();
            let client = client(rules, url, &world);
            let input = || DeleteInput {
                bucket: "photos".to_owned(),
                key: "a".to_owned(),
            };
            let explained = run(client.operation::<Delete>().explain(input())).map(drop);
            let sent = run(client.operation::<Delete>().send(input())).map(drop);
            for error in [explained.unwrap_err(), sent.unwrap_err()] {
                let error = error.to_string();
                assert!(
                    error.contains("must not have a user or password"),
                    "{error}"
                );
                assert!(!error.contains("secret"), "{error}");
            }
            assert!(world.sent().is_empty());
        }
    }
    let client = client(&PARTING, "https://host", &World::default());
    let input = DeleteInput {
        bucket: "photos".to_owned(),
        key: "a@b".to_owned(),
    };
    let it = run(client.operation::<Delete>().explain(input)).unwrap();
    assert_eq!(it.uri.host(), Some("photos.host"));
}

#[test]
fn secrets_of_an_endpoint_are_not_repeated() {
    for (url, shown) in [
        (
            "https://host/a?token=secret",
            "`https://host/a?…` is no endpoint",
        ),
        ("https://host/a", "`https://host/a` is no endpoint"),
    ] {
        let client = client(&REFUSING, url, &World::default());
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

/// A host for dual-stack endpoints, and another for the rest.
static STACKS: RuleSet = RuleSet {
    parameters: &[Parameter {
        name: "UseDualStack",
        required: true,
        default: Some(Literal::Boolean(false)),
        built_in: Some(BuiltIn::UseDualStack),
    }],
    conditions: &[Condition {
        value: Expr::Variable(0),
        assign: None,
    }],
    decisions: &[Decision(0, !0, !1)],
    root: 0,
    ..rules(&[
        Outcome::Endpoint(at("https://dual")),
        Outcome::Endpoint(at("https://single")),
    ])
};

const fn at(url: &'static str) -> EndpointRule {
    EndpointRule {
        url: Expr::Text(url),
        headers: &[],
        properties: &[],
        computed: &[],
    }
}

static S3: ServiceSchema = ServiceSchema {
    sdk_id: "S3",
    ..service(&STACKS)
};
static OTHER: ServiceSchema = service(&STACKS);

#[test]
fn dual_stack_is_a_setting_of_all_services_and_one_of_s3() {
    const ALL: &str = "AWS_USE_DUALSTACK_ENDPOINT";
    const OF_S3: &str = "s3 use_dualstack_endpoint";
    let host = |service: &'static ServiceSchema, variables: &'static [(&str, &str)], code| {
        let environment = Environment::from_fn(move |name| {
            let found = variables.iter().find(|(key, _)| *key == name)?;
            Some(found.1.to_owned())
        });
        let config = Config::builder().environment(environment).region("eu-1");
        let config = config.credentials(Credentials::new("AKID", "secret"));
        let config = match code {
            Some(on) => config.use_dual_stack(on),
            None => config,
        };
        let world = World::default();
        let config = config.clock(world.clone()).transport(world).build();
        let input = DeleteInput {
            bucket: "photos".to_owned(),
            key: "a".to_owned(),
        };
        let call = Client::new(config, service).operation::<Delete>();
        run(call.explain(input))
            .unwrap()
            .uri
            .host()
            .unwrap()
            .to_owned()
    };
    assert_eq!(host(&S3, &[(OF_S3, "true")], None), "dual");
    assert_eq!(
        host(&S3, &[(OF_S3, "false"), (ALL, "true")], None),
        "single"
    );
    assert_eq!(host(&S3, &[(ALL, "true")], None), "dual");
    assert_eq!(host(&S3, &[(OF_S3, "true")], Some(false)), "single");
    assert_eq!(host(&OTHER, &[(OF_S3, "true")], None), "single");
    assert_eq!(host(&OTHER, &[(ALL, "true")], None), "dual");
}
