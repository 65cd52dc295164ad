//! Endpoint discovery: when and how often it is called, and how its results are used.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use tinsmith::config::{ConfigBuilder, Environment};
use tinsmith::error::ErrorKind;
use tinsmith::rt::operation::Operation;
use tinsmith::{Config, Credentials};

use crate::rig::{client, in_both_of, run};
use crate::script::{Answer, Sent, World, error, ready, reply};
use crate::service::{PutDiscovered, PutInput, PutMaybeDiscovered, put};

fn regional() -> ConfigBuilder<()> {
    Config::builder()
        .region("eu-1")
        .credentials(Credentials::new("AKID", "secret"))
}

/// An answer with an endpoint that is valid for ten minutes.
fn names(host: &str) -> Answer {
    reply(
        200,
        &format!(r#"{{"Endpoints":[{{"Address":"{host}","CachePeriodInMinutes":10}}]}}"#),
    )
}

/// The operation and host of each request.
fn told(sent: &[Sent]) -> Vec<(String, String)> {
    let told = sent.iter().map(|it| {
        let target = it.header("x-amz-target").rsplit('.').next();
        let host = it.request.uri().host();
        (target.unwrap().to_owned(), host.unwrap().to_owned())
    });
    told.collect()
}

fn is<const N: usize>(expected: [(&str, &str); N]) -> Vec<(String, String)> {
    expected
        .map(|(target, host)| (target.into(), host.into()))
        .into()
}

/// The requests of one call of `O`.
fn sent_by<O: Operation<Input = PutInput>>(
    config: ConfigBuilder<()>,
    answers: Vec<Answer>,
) -> Vec<Sent> {
    let world = World::new(answers);
    let client = client::<O>(config, &world);
    assert!(run(client.operation::<O>().send(put("a"))).is_ok());
    world.sent()
}

#[test]
fn setting_the_clock_neither_prolongs_nor_ends_the_use_of_an_endpoint() {
    in_both_of::<PutDiscovered>(
        regional,
        || {
            vec![
                names("cell-1.test"),
                ready(),
                ready(),
                names("cell-2.test"),
                ready(),
            ]
        },
        |rig, world| {
            let hour = Duration::from_secs(3600);
            for (forth, back, passed) in [(0, 0, 0), (1, 0, 1), (0, 2, 600)] {
                world.set_forth(hour * forth);
                world.set_back(hour * back);
                world.pass(Duration::from_secs(passed));
                rig.call::<PutDiscovered>(put("a")).unwrap();
            }
            let hosts = told(&world.sent()).into_iter().map(|(_, host)| host);
            let expected = [
                "eu-1.test",
                "cell-1.test",
                "cell-1.test",
                "eu-1.test",
                "cell-2.test",
            ];
            assert_eq!(hosts.collect::<Vec<_>>(), expected);
        },
    );
}

#[test]
fn calls_go_to_the_discovered_endpoint_until_it_is_stale() {
    in_both_of::<PutDiscovered>(
        regional,
        || {
            vec![
                names("cell-1.test"),
                ready(),
                ready(),
                names("https://cell-2.test"),
                ready(),
            ]
        },
        |rig, world| {
            for minutes in [0, 9, 1] {
                world.pass(Duration::from_secs(60 * minutes));
                let reply = rig.call::<PutDiscovered>(put("a")).unwrap();
                assert_eq!(reply.attempts, 1);
            }
            assert_eq!(
                told(&world.sent()),
                is([
                    ("DescribeEndpoints", "eu-1.test"),
                    ("Put", "cell-1.test"),
                    ("Put", "cell-1.test"),
                    ("DescribeEndpoints", "eu-1.test"),
                    ("Put", "cell-2.test"),
                ])
            );
        },
    );
}

#[test]
fn both_calls_are_signed_and_only_the_outer_one_has_the_callers_headers() {
    let world = World::new([names("cell.test"), ready()]);
    let client = client::<PutDiscovered>(regional(), &world);
    let name = HeaderName::from_static("x-mine");
    let call = client.operation::<PutDiscovered>();
    let call = call.header(name, HeaderValue::from_static("yes"));
    run(call.send(put("a"))).unwrap();
    let sent = world.sent();
    let headers = sent.iter().map(|it| it.header("x-mine"));
    assert_eq!(headers.collect::<Vec<_>>(), ["", "yes"]);
    for request in sent {
        let scope = "AWS4-HMAC-SHA256 Credential=AKID/20300101/eu-1/vault/aws4_request";
        assert!(request.header("authorization").starts_with(scope));
    }
}

#[test]
fn an_invalidated_endpoint_is_discovered_again() {
    in_both_of::<PutDiscovered>(
        regional,
        || {
            vec![
                names("old.test"),
                error(421, "InvalidEndpoint"),
                names("new.test"),
                ready(),
            ]
        },
        |rig, world| {
            let reply = rig.call::<PutDiscovered>(put("a")).unwrap();
            assert_eq!(reply.attempts, 2);
            let sent = world.sent();
            assert_eq!(sent[3].request.uri().host(), Some("new.test"));
        },
    );
}

#[test]
fn a_failed_discovery_is_retried_and_then_reported() {
    in_both_of::<PutDiscovered>(
        || regional().retry(tinsmith::retry::RetryConfig::default().with_max_attempts(2)),
        || vec![reply(500, ""), error(403, "AccessDenied")],
        |rig, world| {
            let error = rig.call::<PutDiscovered>(put("a")).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Endpoint(_)));
            assert_eq!(
                error.to_string(),
                "Put: no endpoint: endpoint discovery failed: DescribeEndpoints: AccessDenied: \
                 because (HTTP 403)"
            );
            assert_eq!(error.attempts(), 0);
            assert_eq!(world.sent().len(), 2);
        },
    );
}

#[test]
fn a_discovery_without_endpoints_is_an_error() {
    let world = World::new([reply(200, r#"{"Endpoints":[]}"#)]);
    let client = client::<PutDiscovered>(regional(), &world);
    let error = run(client.operation::<PutDiscovered>().send(put("a"))).unwrap_err();
    assert!(
        error.to_string().contains("endpoint discovery failed"),
        "{error}"
    );
}

#[test]
fn an_endpoint_of_the_user_disables_discovery() {
    let config = regional().endpoint_url("https://mine.test");
    let sent = sent_by::<PutDiscovered>(config, vec![ready()]);
    assert_eq!(told(&sent), is([("Put", "mine.test")]));
}

#[test]
fn optional_discovery_happens_only_if_enabled() {
    let sent = sent_by::<PutMaybeDiscovered>(regional(), vec![ready()]);
    assert_eq!(told(&sent), is([("Put", "eu-1.test")]));

    let on = || regional().endpoint_discovery(true);
    let sent = sent_by::<PutMaybeDiscovered>(on(), vec![names("cell.test"), ready()]);
    assert_eq!(sent[1].request.uri().host(), Some("cell.test"));
}

#[test]
fn calls_continue_if_optional_discovery_fails() {
    let world = World::new([error(403, "AccessDenied"), ready(), ready()]);
    let config = regional().endpoint_discovery(true);
    let client = client::<PutMaybeDiscovered>(config, &world);
    for _ in 0..2 {
        run(client.operation::<PutMaybeDiscovered>().send(put("a"))).unwrap();
    }
    let puts = ("Put", "eu-1.test");
    assert_eq!(
        told(&world.sent()),
        is([("DescribeEndpoints", "eu-1.test"), puts, puts])
    );
}

#[test]
fn the_environment_can_enable_discovery() {
    let environment = |value: &'static str| {
        Environment::from_fn(move |name| {
            (name == "AWS_ENABLE_ENDPOINT_DISCOVERY").then(|| value.to_owned())
        })
    };
    let on = regional().environment(environment("True"));
    let sent = sent_by::<PutMaybeDiscovered>(on, vec![names("cell.test"), ready()]);
    assert_eq!(sent.len(), 2);
    let auto = regional().environment(environment("auto"));
    assert_eq!(sent_by::<PutMaybeDiscovered>(auto, vec![ready()]).len(), 1);
}

#[test]
fn calls_fail_without_required_discovery() {
    let world = World::default();
    let client = client::<PutDiscovered>(regional().endpoint_discovery(false), &world);
    let error = run(client.operation::<PutDiscovered>().send(put("a"))).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config(_)), "{error}");
    assert!(
        error.to_string().contains("`endpoint_discovery`"),
        "{error}"
    );
}

#[test]
fn the_limit_of_the_call_includes_discovery() {
    let world = World::new([Answer::Silence]);
    let limit = Duration::from_secs(3);
    let config = regional().call_timeout(limit);
    let client = client::<PutDiscovered>(config, &world);
    let error = run(client.operation::<PutDiscovered>().send(put("a"))).unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Timeout(it) if *it == limit),
        "{error}"
    );
}
