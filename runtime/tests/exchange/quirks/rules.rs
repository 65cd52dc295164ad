//! The effect of each rule.

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
/// The CRC-32 of [`BODY`], computed with Python's `zlib.crc32`.
const CRC: &str = "320667613";

/// Asserts the number of attempts of a call whose first response has these headers.
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
fn a_body_with_the_right_checksum_is_accepted() {
    assert_attempts(&[("x-crc", CRC)], 1);
    assert_attempts(&[("x-crc", CRC), ("content-length", "17")], 1);
}

#[test]
fn a_body_with_a_wrong_checksum_is_retried() {
    assert_attempts(&[("x-crc", "1")], 2);
}

#[test]
fn a_body_without_a_readable_checksum_is_accepted() {
    assert_attempts(&[], 1);
    assert_attempts(&[("x-crc", "none")], 1);
}

#[test]
fn a_body_that_was_decompressed_is_accepted() {
    assert_attempts(&[("x-crc", "1"), ("content-length", "9")], 1);
}

#[test]
fn a_body_with_wrong_checksums_is_an_error_that_names_both() {
    in_both(
        || config().retry(RetryConfig::never()),
        || vec![reply_with(200, &[("x-crc", "1")], BODY)],
        |rig, _| {
            let error = rig.call::<PutChecked>(put("a")).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!(
                    "Put: got a response with a wrong checksum from https://vault.test:443: its CRC-32 is {CRC}, but the service sent 1 (HTTP 200)"
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

/// The destination of a call with this URL in its input.
fn goes_to(url: Option<&str>) -> Result<String, String> {
    let world = World::new([ready()]);
    let mut input = put("a");
    input.note = url.map(str::to_owned);
    let call = client::<PutElsewhere>(config(), &world).operation::<PutElsewhere>();
    run(call.send(input)).map_err(|error| error.to_string())?;
    Ok(world.sent()[0].request.uri().to_string())
}

#[test]
fn an_input_may_set_its_destination() {
    let found = |url| goes_to(Some(url)).unwrap();
    assert_eq!(found("https://other.test"), "https://other.test/");
    assert_eq!(
        found("http://other.test:8080/at/"),
        "http://other.test:8080/at/"
    );
    assert_eq!(found("other.test"), "https://other.test/");
}

#[test]
fn an_input_without_a_destination_goes_to_the_endpoint() {
    assert_eq!(goes_to(None).unwrap(), "https://vault.test/");
}

#[test]
fn an_invalid_url_is_refused() {
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
