//! The content of requests.

use http::{HeaderName, HeaderValue};
use tinsmith::Credentials;
use tinsmith::config::Environment;
use tinsmith::validate::Validation;

use crate::rig::{client, config, in_both, put_with, run};
use crate::script::{World, ready, reply};
use crate::service::{PutAside, put};

fn header(name: &'static str, value: &'static str) -> (HeaderName, HeaderValue) {
    (
        HeaderName::from_static(name),
        HeaderValue::from_static(value),
    )
}

#[test]
fn attempts_have_a_number_and_the_id_of_their_call() {
    in_both(
        config,
        || vec![reply(500, ""), reply(500, ""), ready()],
        |rig, world| {
            rig.put(put("a")).unwrap();
            let sent = world.sent();
            let attempts = sent.iter().map(|it| it.header("amz-sdk-request"));
            assert!(attempts.eq(["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"]));
            let call = sent[0].header("amz-sdk-invocation-id");
            assert_eq!(call.len(), 36);
            assert!(
                sent.iter()
                    .all(|it| it.header("amz-sdk-invocation-id") == call)
            );
        },
    );
}

#[test]
fn retries_change_nothing_else() {
    in_both(
        config,
        || vec![reply(500, ""), ready()],
        |rig, world| {
            rig.put(put("a")).unwrap();
            let sent = world.sent();
            assert_eq!(sent[0].request.body(), sent[1].request.body());
            assert_eq!(sent[0].request.uri(), sent[1].request.uri());
            assert_eq!(sent[1].header("x-amz-target"), "Vault_2020.Put");
            assert_eq!(sent[1].header("content-type"), "application/x-amz-json-1.0");
        },
    );
}

#[test]
fn the_agent_names_tool_service_and_application() {
    in_both(
        || config().app_name("My App"),
        || vec![ready()],
        |rig, world| {
            rig.put(put("a")).unwrap();
            let expected = format!(
                "tinsmith/{} ua/2.1 api/test-vault#2020-01-01 os/{} lang/rust app/My-App",
                env!("CARGO_PKG_VERSION"),
                std::env::consts::OS
            );
            assert_eq!(world.sent()[0].header("user-agent"), expected);
        },
    );
}

#[test]
fn a_header_of_the_call_overrides_the_clients() {
    let world = World::new([ready()]);
    let (name, value) = header("x-trace", "client");
    let (other, theirs) = header("x-team", "ours");
    let config = config().header(name, value).header(other, theirs);
    put_with(&world, config, |call| {
        let (name, value) = header("x-trace", "call");
        call.header(name, value)
    })
    .unwrap();
    let sent = world.sent();
    assert_eq!(sent[0].header("x-trace"), "call");
    assert_eq!(sent[0].header("x-team"), "ours");
    assert!(sent[0].header("authorization").contains(";x-team;x-trace,"));
}

#[test]
fn a_call_may_override_endpoint_and_credentials() {
    let world = World::new([ready()]);
    put_with(&world, config(), |call| {
        call.region("us-test-2")
            .endpoint_url("http://localhost:8000/base")
            .credentials(Credentials::new("OTHER", "secret").with_session_token("passing"))
    })
    .unwrap();
    let sent = world.sent();
    assert_eq!(sent[0].request.uri(), "http://localhost:8000/base/");
    assert_eq!(sent[0].header("x-amz-security-token"), "passing");
    let authorization = sent[0].header("authorization");
    let expected = "AWS4-HMAC-SHA256 Credential=OTHER/20300101/us-test-2/vault/aws4_request";
    assert!(authorization.starts_with(expected), "{authorization}");
}

#[test]
fn a_call_may_have_other_limits() {
    let world = World::new([reply(500, "")]);
    let error = put_with(&world, config(), |call| call.max_attempts(1)).unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert_eq!(
        world.sent()[0].header("amz-sdk-request"),
        "attempt=1; max=1"
    );
}

#[test]
fn a_reply_has_the_response_and_the_corrections() {
    in_both(
        config,
        || {
            let headers = [("x-amzn-requestid", "R-2")];
            vec![crate::script::reply_with(200, &headers, r#"{"size":3}"#)]
        },
        |rig, _| {
            let reply = rig.put(put("a")).unwrap();
            assert_eq!(
                (reply.output.state.as_str(), reply.output.size),
                ("", Some(3))
            );
            assert_eq!(reply.corrected, ["state"]);
            assert_eq!(reply.request_id(), Some("R-2"));
            assert_eq!((reply.status().as_u16(), reply.attempts), (200, 1));
            assert_eq!(reply.response.body().as_ref(), br#"{"size":3}"#);
        },
    );
}

#[test]
fn an_operation_may_prefix_the_host_with_labels() {
    in_both(
        config,
        || vec![ready()],
        |rig, world| {
            rig.call::<PutAside>(put("a-1")).unwrap();
            let sent = world.sent();
            let host = sent[0].request.uri().host();
            assert_eq!(host, Some("of-a-1.data.vault.test"));
        },
    );
}

#[test]
fn host_prefixes_can_be_disabled() {
    let by_variable = || {
        let environment = Environment::from_fn(|name| {
            (name == "AWS_DISABLE_HOST_PREFIX_INJECTION").then(|| "true".to_owned())
        });
        config().environment(environment)
    };
    let by_code = || config().disable_host_prefix_injection(true);
    let at_an_address = || config().endpoint_url("https://127.0.0.1:8000");
    for (config, host) in [
        (by_variable(), "vault.test"),
        (by_code(), "vault.test"),
        (at_an_address(), "127.0.0.1"),
    ] {
        let world = World::new([ready()]);
        let client = client::<PutAside>(config, &world);
        run(client.operation::<PutAside>().send(put("a-1"))).unwrap();
        assert_eq!(world.sent()[0].request.uri().host(), Some(host));
    }
}

#[test]
fn an_invalid_label_is_refused_in_the_host() {
    for key in ["", "-a", "a.b", "a/b", "a@b", &"a".repeat(64)] {
        in_both(
            || config().validation(Validation::Off),
            Vec::new,
            |rig, _| {
                let error = rig.call::<PutAside>(put(key)).unwrap_err();
                let message = "Put: the input cannot be encoded: key: it is part of the host: \
                               it must have 1 to 63 letters, digits and inner hyphens";
                assert_eq!(error.to_string(), message);
            },
        );
    }
}
