//! Configurations: errors for missing settings, and settings from the environment.

use tinsmith::config::Environment;
use tinsmith::{Config, Credentials};

use crate::rig::{client, run};
use crate::script::{World, ready};
use crate::service::{Put, PutPlain, PutRegional, put};

fn environment(pairs: &'static [(&str, &str)]) -> Environment {
    Environment::from_fn(|name| {
        let found = pairs.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned())
    })
}

/// The destination of `PutRegional`, and its signature.
fn sent_with(pairs: &'static [(&str, &str)]) -> (String, String) {
    let world = World::new([ready()]);
    let config = Config::builder().environment(environment(pairs));
    let client = client::<PutRegional>(config, &world);
    run(client.operation::<PutRegional>().send(put("a"))).unwrap();
    let sent = world.sent();
    let scope = sent[0].header("authorization").split(',').next().unwrap();
    (sent[0].request.uri().to_string(), scope.to_owned())
}

const KEYS: [(&str, &str); 2] = [
    ("AWS_ACCESS_KEY_ID", "ENVKEY"),
    ("AWS_SECRET_ACCESS_KEY", "secret"),
];

#[test]
fn region_and_credentials_come_from_the_environment() {
    let (uri, scope) = sent_with(&[KEYS[0], KEYS[1], ("AWS_REGION", "env-1")]);
    assert_eq!(uri, "https://env-1.test/");
    assert_eq!(
        scope,
        "AWS4-HMAC-SHA256 Credential=ENVKEY/20300101/env-1/vault/aws4_request"
    );
}

#[test]
fn the_endpoint_comes_from_the_environment() {
    const VARIABLES: &[(&str, &str)] = &[
        KEYS[0],
        KEYS[1],
        ("AWS_REGION", "env-1"),
        ("AWS_ENDPOINT_URL", "http://all:1"),
    ];
    assert_eq!(sent_with(VARIABLES).0, "http://all:1/");
}

#[test]
fn the_services_own_variable_wins() {
    const VARIABLES: &[(&str, &str)] = &[
        KEYS[0],
        KEYS[1],
        ("AWS_REGION", "env-1"),
        ("AWS_ENDPOINT_URL", "http://all:1"),
        ("AWS_ENDPOINT_URL_DYNAMODB", "http://own:2"),
    ];
    assert_eq!(sent_with(VARIABLES).0, "http://own:2/");
}

#[test]
fn endpoints_of_the_environment_can_be_ignored() {
    const VARIABLES: &[(&str, &str)] = &[
        KEYS[0],
        KEYS[1],
        ("AWS_REGION", "env-1"),
        ("AWS_ENDPOINT_URL", "http://all:1"),
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
    ];
    assert_eq!(sent_with(VARIABLES).0, "https://env-1.test/");
}

#[test]
fn code_overrides_the_environment() {
    let world = World::new([ready()]);
    let config = Config::builder()
        .environment(environment(&[
            KEYS[0],
            KEYS[1],
            ("AWS_REGION", "env-1"),
            ("AWS_ENDPOINT_URL", "http://all:1"),
        ]))
        .region("code-1")
        .endpoint_url("http://code:3")
        .credentials(Credentials::new("CODEKEY", "secret"));
    let client = client::<PutRegional>(config, &world);
    run(client.operation::<PutRegional>().send(put("a"))).unwrap();
    let sent = world.sent();
    assert_eq!(sent[0].request.uri(), "http://code:3/");
    let expected = "AWS4-HMAC-SHA256 Credential=CODEKEY/20300101/code-1/";
    assert!(sent[0].header("authorization").starts_with(expected));
}

#[test]
fn calls_to_many_regions_go_to_the_right_ones() {
    let rounds = [0..12, 0..12].into_iter().flatten();
    let world = World::new(rounds.clone().map(|_| ready()));
    let keys = Credentials::new("AKID", "secret");
    let client = client::<PutRegional>(Config::builder().credentials(keys), &world);
    for round in rounds {
        let call = client
            .operation::<PutRegional>()
            .region(format!("r{round}"));
        run(call.send(put("a"))).unwrap();
        let uri = world.sent().remove(0).request.uri().to_string();
        assert_eq!(uri, format!("https://r{round}.test/"));
    }
}

/// The error text of a client with only this configuration.
fn refused<O: tinsmith::rt::operation::Operation<Input = crate::service::PutInput>>(
    config: tinsmith::config::ConfigBuilder<()>,
) -> String {
    let client = client::<O>(config, &World::default());
    let Err(error) = run(client.operation::<O>().send(put("a"))) else {
        panic!("the call should fail");
    };
    error.to_string()
}

#[test]
fn without_a_region_the_error_says_what_to_set() {
    let keys = Credentials::new("AKID", "secret");
    let config = || Config::builder().credentials(keys.clone());
    assert_eq!(
        refused::<PutRegional>(config()),
        "Put: no endpoint: Missing Region; set `region` in the client's configuration, or \
         AWS_REGION and start from `Config::from_env()`"
    );
    assert_eq!(
        refused::<Put>(config().endpoint_url("http://here")),
        "Put: no region to sign for: set `region` in the client's configuration, or AWS_REGION \
         and start from `Config::from_env()`"
    );
}

#[test]
fn a_region_cannot_choose_another_host() {
    let keys = Credentials::new("AKID", "secret");
    let config = Config::builder().credentials(keys).region("evil.test/");
    assert_eq!(
        refused::<PutRegional>(config),
        "Put: \"evil.test/\" is not a valid region: regions have letters, digits and hyphens, like \
         `eu-central-1`"
    );
}

#[test]
fn without_an_endpoint_the_error_says_what_to_set() {
    assert_eq!(
        refused::<PutPlain>(Config::builder()),
        "Put: no endpoint: the service has no endpoint rules; set `endpoint_url`"
    );
}

#[test]
fn an_endpoint_that_is_not_a_url_is_an_error() {
    assert_eq!(
        refused::<PutPlain>(Config::builder().endpoint_url("localhost:8000")),
        "Put: no endpoint: endpoint `localhost:8000` is not valid: it has no scheme"
    );
}

#[test]
fn without_a_clock_the_error_says_what_to_set() {
    struct Timeless(World);
    impl tinsmith::transport::Transport for Timeless {
        fn send(
            &self,
            request: http::Request<tinsmith::body::Body>,
        ) -> tinsmith::future::BoxFuture<
            '_,
            Result<http::Response<tinsmith::body::Body>, tinsmith::transport::TransportError>,
        > {
            tinsmith::transport::Transport::send(&self.0, request)
        }

        fn clock(&self) -> Option<std::sync::Arc<dyn tinsmith::clock::Clock>> {
            None
        }
    }
    let config = crate::rig::config().transport(Timeless(World::default()));
    let schema =
        <<Put as tinsmith::rt::operation::Operation>::Service as tinsmith::rt::operation::Service>::SCHEMA;
    let client = tinsmith::Client::new(config.build(), schema);
    let error = run(client.operation::<Put>().send(put("a"))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Put: no clock: this target has none that can be found, set `clock` in the client's \
         configuration"
    );
}
