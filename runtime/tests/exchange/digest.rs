//! HTTP Digest: challenges are answered and remembered, and do not count as failures.

use tinsmith::config::ConfigBuilder;
use tinsmith::rt::operation::{AuthScheme, Operation, OperationSchema};

use crate::rig::{bare, client, run};
use crate::script::{Answer, Sent, World, ready, reply, reply_with};
use crate::service::{Put, PutError, PutInput, PutOutput, Vault, put};

/// `Put`, authenticated with the proof of a user's password.
enum PutProven {}
impl Operation for PutProven {
    const SCHEMA: &'static OperationSchema = &OperationSchema {
        auth: Some(&[AuthScheme::Digest]),
        ..OperationSchema::new(Put::SCHEMA.id, Put::SCHEMA.input, Put::SCHEMA.output)
    };
    type Service = Vault;
    type Input = PutInput;
    type Output = PutOutput;
    type Error = PutError;
}

fn user() -> ConfigBuilder<()> {
    bare().digest_auth("Mufasa", "Circle of Life")
}

fn challenge(nonce: &str, more: &str) -> Answer {
    let value = format!(r#"Digest realm="vault", nonce="{nonce}", qop="auth"{more}"#);
    reply_with(401, &[("www-authenticate", &value)], "")
}

/// The requests of `count` calls of one client, and the result of the last call.
#[track_caller]
fn calls(count: usize, script: Vec<Answer>) -> (Vec<Sent>, Result<u32, String>) {
    let world = World::new(script);
    let client = client::<PutProven>(user(), &world);
    let mut ended = Ok(0);
    for _ in 0..count {
        let reply = run(client.operation::<PutProven>().reply(put("a")));
        ended = reply.map(|it| it.attempts).map_err(|it| it.to_string());
    }
    (world.sent(), ended)
}

/// A part of the proof in a request; empty without a proof.
fn part<'s>(sent: &'s Sent, name: &str) -> &'s str {
    let parts = sent.header("authorization").split(", ");
    let mut parts = parts.filter_map(|part| part.split_once('='));
    let found = parts.find(|(key, _)| *key == name);
    found.map_or("", |(_, value)| value.trim_matches('"'))
}

#[test]
fn a_challenge_is_answered_with_a_proof_of_the_password() {
    let (sent, attempts) = calls(1, vec![challenge("n1", ""), ready()]);
    assert_eq!(sent[0].header("authorization"), "");
    assert!(
        sent[1]
            .header("authorization")
            .starts_with("Digest username=\"Mufasa\"")
    );
    for (name, expected) in [("nonce", "n1"), ("uri", "/"), ("nc", "00000001")] {
        assert_eq!(part(&sent[1], name), expected);
    }
    assert_eq!(sent[1].body(), sent[0].body());
    assert_eq!(attempts, Ok(2));
}

#[test]
fn a_challenge_is_remembered_and_its_uses_are_counted() {
    let (sent, attempts) = calls(3, vec![challenge("n1", ""), ready(), ready(), ready()]);
    let counts: Vec<_> = sent.iter().map(|it| part(it, "nc")).collect();
    assert_eq!(counts, ["", "00000001", "00000002", "00000003"]);
    assert_eq!(part(&sent[3], "cnonce"), part(&sent[1], "cnonce"));
    assert_ne!(part(&sent[3], "response"), part(&sent[1], "response"));
    assert_eq!(attempts, Ok(1));
}

#[test]
fn another_nonce_restarts_the_count() {
    let stale = challenge("n2", ", stale=true");
    let (sent, attempts) = calls(2, vec![challenge("n1", ""), ready(), stale, ready()]);
    assert_eq!(
        (part(&sent[2], "nonce"), part(&sent[2], "nc")),
        ("n1", "00000002")
    );
    assert_eq!(
        (part(&sent[3], "nonce"), part(&sent[3], "nc")),
        ("n2", "00000001")
    );
    assert_eq!(attempts, Ok(2));
}

#[test]
fn a_nonce_may_be_old_at_once() {
    let stale = || challenge("n", ", stale=true");
    let (sent, attempts) = calls(1, vec![challenge("n", ""), stale(), ready()]);
    assert_eq!((sent.len(), attempts), (3, Ok(3)));
    let (sent, ended) = calls(1, vec![stale(), stale(), stale(), stale()]);
    assert_eq!((sent.len(), ended.is_err()), (4, true));
}

#[test]
fn a_second_challenge_means_that_the_password_is_wrong() {
    let (sent, ended) = calls(1, vec![challenge("n1", ""), challenge("n2", "")]);
    assert_eq!(sent.len(), 2);
    assert!(ended.unwrap_err().contains("HTTP 401"));
}

#[test]
fn a_challenge_does_not_count_as_a_failure() {
    let world = World::new([challenge("n", ""), reply(500, ""), reply(500, ""), ready()]);
    let client = client::<PutProven>(user(), &world);
    run(client.operation::<PutProven>().send(put("a"))).unwrap();
    let counts: Vec<_> = world
        .sent()
        .iter()
        .map(|it| part(it, "nc").to_owned())
        .collect();
    assert_eq!(counts, ["", "00000001", "00000002", "00000003"]);
}

#[test]
fn the_server_may_give_the_next_nonce() {
    let given = reply_with(
        200,
        &[("authentication-info", r#"nextnonce="n2""#)],
        r#"{"state":"ready"}"#,
    );
    let (sent, _) = calls(2, vec![challenge("n1", ""), given, ready()]);
    assert_eq!(
        (part(&sent[2], "nonce"), part(&sent[2], "nc")),
        ("n2", "00000001")
    );
}

#[test]
fn a_challenge_that_cannot_be_answered_is_an_error() {
    let other = reply_with(
        401,
        &[("www-authenticate", r#"Digest nonce="n", qop="auth-int""#)],
        "",
    );
    let (sent, ended) = calls(1, vec![other]);
    assert_eq!(sent.len(), 1);
    let error = ended.unwrap_err();
    assert!(error.contains("the protection `auth-int`"), "{error}");
}

#[test]
fn a_refusal_without_a_challenge_is_an_ordinary_error() {
    let (sent, ended) = calls(1, vec![reply(401, "")]);
    assert_eq!(sent.len(), 1);
    assert!(ended.unwrap_err().contains("HTTP 401"));
}

#[test]
fn without_a_user_the_error_says_what_to_set() {
    let client = client::<PutProven>(bare(), &World::default());
    let error = run(client.operation::<PutProven>().send(put("a"))).unwrap_err();
    assert!(error.to_string().contains("set `digest_auth`"), "{error}");
}
