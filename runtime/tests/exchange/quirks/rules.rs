//! What each rule does.

use tinsmith::retry::RetryConfig;
use tinsmith::rt::operation::{Operation, OperationSchema};
use tinsmith::rt::quirks::{EndpointMember, ResponseCrc32};

use crate::rig::{client, config, in_both, run};
use crate::script::{World, ready, reply_with};
use crate::service::{Put, PutError, PutInput, PutOutput, Vault, put};

/// `Put` with a rule.
macro_rules! ruled {
    ($($type:ident: $rule:expr;)*) => {
        $(
            pub(crate) enum $type {}

            impl Operation for $type {
                const SCHEMA: &'static OperationSchema = &const {
                    OperationSchema {
                        quirks: &[&$rule],
                        ..OperationSchema::new(Put::SCHEMA.id, Put::SCHEMA.input, Put::SCHEMA.output)
                    }
                };
                type Service = Vault;
                type Input = PutInput;
                type Output = PutOutput;
                type Error = PutError;
            }
        )*
    };
}

ruled! {
    PutChecked: ResponseCrc32 { header: "x-crc" };
    PutElsewhere: EndpointMember { member: 1 };
}

const BODY: &str = r#"{"state":"ready"}"#;
/// Of [`BODY`], by `zlib.crc32` of Python.
const CRC: &str = "320667613";

/// The attempts that a call takes whose first answer has these headers.
#[track_caller]
fn assert_attempts(headers: &[(&str, &str)], expected: u32) {
    in_both(
        config,
        || vec![reply_with(200, headers, BODY), ready()],
        |rig, _| {
            let attempts = rig.call::<PutChecked>(put("a")).unwrap().attempts;
            assert_eq!(attempts, expected);
        },
    );
}

#[test]
fn a_body_that_is_as_its_checksum_says_is_taken() {
    assert_attempts(&[("x-crc", CRC)], 1);
    assert_attempts(&[("x-crc", CRC), ("content-length", "17")], 1);
}

#[test]
fn a_body_that_is_not_is_asked_for_again() {
    assert_attempts(&[("x-crc", "1")], 2);
}

#[test]
fn a_body_without_a_checksum_that_can_be_read_is_taken() {
    assert_attempts(&[], 1);
    assert_attempts(&[("x-crc", "none")], 1);
}

#[test]
fn a_body_that_was_decompressed_is_taken() {
    assert_attempts(&[("x-crc", "1"), ("content-length", "9")], 1);
}

#[test]
fn a_body_that_stays_wrong_is_an_error_that_says_both_checksums() {
    in_both(
        || config().retry(RetryConfig::never()),
        || vec![reply_with(200, &[("x-crc", "1")], BODY)],
        |rig, _| {
            let error = rig.call::<PutChecked>(put("a")).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!(
                    "Put: the response does not match its checksum: its CRC-32 is {CRC}, but the service sent 1 (HTTP 200)"
                )
            );
        },
    );
}

#[test]
fn an_error_of_the_service_is_checked_too() {
    let broken = || reply_with(400, &[("x-crc", "1")], r#"{"__type":"NotFound"}"#);
    in_both(
        config,
        || vec![broken(), ready()],
        |rig, _| assert_eq!(rig.call::<PutChecked>(put("a")).unwrap().attempts, 2),
    );
}

/// Where a call goes whose input says so.
fn goes_to(url: Option<&str>) -> Result<String, String> {
    let world = World::new([ready()]);
    let mut input = put("a");
    input.note = url.map(str::to_owned);
    let call = client::<PutElsewhere>(config(), &world).operation::<PutElsewhere>();
    run(call.send(input)).map_err(|error| error.to_string())?;
    Ok(world.sent()[0].request.uri().to_string())
}

#[test]
fn an_input_says_where_it_goes() {
    let found = |url| goes_to(Some(url)).unwrap();
    assert_eq!(found("https://other.test"), "https://other.test/");
    assert_eq!(
        found("http://other.test:8080/at/"),
        "http://other.test:8080/at/"
    );
    assert_eq!(found("other.test"), "https://other.test/");
}

#[test]
fn an_input_that_says_nothing_goes_to_the_endpoint() {
    assert_eq!(goes_to(None).unwrap(), "https://vault.test/");
}

#[test]
fn what_is_no_url_is_refused() {
    for (url, reason) in [
        ("/no/host", "it has no host"),
        (
            "ftp://other.test",
            "its scheme is neither `https` nor `http`",
        ),
        (
            "https://me:secret@other.test",
            "it must not have a user or password",
        ),
        (
            "other.test?token=secret",
            "it must have neither a query nor a fragment",
        ),
        (
            "other.test#secret",
            "it must have neither a query nor a fragment",
        ),
    ] {
        let error = goes_to(Some(url)).unwrap_err();
        assert!(
            error.contains("note: ") && error.contains(reason),
            "{error}"
        );
        assert!(!error.contains("secret"), "{error}");
    }
}
