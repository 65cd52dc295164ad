//! Checksums of requests and responses.

use std::io::Cursor;

use http::Response;
use tinsmith::ByteStream;
use tinsmith::body::Body;
use tinsmith::checksum::Algorithm;
use tinsmith::config::{ChecksumMode, Environment};
use tinsmith::rt::operation::Operation;
use tinsmith::transport::TransportErrorKind;

use crate::fixture::{Checked, CheckedInput, Digested, GetOutput, Offered, PutInput, Store};
use crate::rig::{Script, client, client_with, status};

/// The CRC-32 of `123456789`, its published check value.
const CRC32: &str = "y/Q5Jg==";

fn input(body: impl Into<ByteStream>) -> CheckedInput {
    CheckedInput {
        key: "k".to_owned(),
        body: body.into(),
        ..CheckedInput::default()
    }
}

fn stream() -> ByteStream {
    ByteStream::from_reader(Cursor::new("123456789")).with_length(9)
}

fn sent(input: CheckedInput) -> Script {
    let script = Script::new([status(200)]);
    let call = client::<Store>(script.clone()).operation::<Checked>();
    call.send(input).unwrap();
    script
}

fn refused(input: CheckedInput) -> String {
    let call = client::<Store>(Script::default()).operation::<Checked>();
    call.send(input).unwrap_err().to_string()
}

/// The requests of `O` to an `endpoint_url`, with checksums in `mode`.
fn sent_as<O>(mode: ChecksumMode, input: CheckedInput) -> Script
where
    O: Operation<Input = CheckedInput>,
{
    let script = Script::new([status(200)]);
    let client = client_with::<Store>(script.clone(), |config| {
        config.request_checksum_calculation(mode)
    });
    assert!(client.operation::<O>().send(input).is_ok());
    script
}

#[test]
fn a_required_checksum_is_an_md5_at_a_custom_endpoint() {
    let expected = Algorithm::Md5.of(b"123456789").to_base64();
    for script in [
        sent(input("123456789")),
        sent_as::<Checked>(ChecksumMode::WhenRequired, input("123456789")),
    ] {
        assert_eq!(script.header(0, "content-md5"), Some(expected.clone()));
        assert_eq!(script.header(0, "x-amz-checksum-crc32"), None);
    }
}

#[test]
fn an_optional_checksum_is_computed_if_the_user_enables_it() {
    let script = sent_as::<Offered>(ChecksumMode::WhenRequired, input("123456789"));
    assert_eq!(script.header(0, "x-amz-checksum-crc32"), None);
    assert_eq!(script.header(0, "content-md5"), None);

    let script = sent_as::<Offered>(ChecksumMode::WhenSupported, input("123456789"));
    let crc32 = script.header(0, "x-amz-checksum-crc32");
    assert_eq!(crc32.as_deref(), Some(CRC32));

    let script = sent_as::<Offered>(ChecksumMode::WhenSupported, input(stream()));
    let trailer = script.header(0, "x-amz-trailer");
    assert_eq!(trailer.as_deref(), Some("x-amz-checksum-crc32"));

    let unknown = ByteStream::from_reader(Cursor::new("123456789"));
    let script = sent_as::<Offered>(ChecksumMode::WhenSupported, input(unknown));
    assert_eq!(script.header(0, "x-amz-trailer"), None);
}

#[test]
fn the_environment_sets_the_mode_of_checksums() {
    let script = Script::new([status(200)]);
    let environment = Environment::from_fn(|name| {
        let said = name == "AWS_REQUEST_CHECKSUM_CALCULATION";
        said.then(|| "WHEN_SUPPORTED".to_owned())
    });
    let client = client_with::<Store>(script.clone(), |it| it.environment(environment));
    client
        .operation::<Offered>()
        .send(input("123456789"))
        .unwrap();
    let crc32 = script.header(0, "x-amz-checksum-crc32");
    assert_eq!(crc32.as_deref(), Some(CRC32));
}

#[test]
fn responses_are_validated_if_the_user_enables_it() {
    let answer = Response::builder().header("x-amz-checksum-crc32", "AAAAAA==");
    let script = Script::new([answer.body(Body::from("123456789")).unwrap()]);
    let client = client_with::<Store>(script.clone(), |config| {
        config.response_checksum_validation(ChecksumMode::WhenSupported)
    });
    let output = client.operation::<Offered>().send(input("a")).unwrap();
    let asked = script.header(0, "x-amz-checksum-mode");
    assert_eq!(asked.as_deref(), Some("ENABLED"));
    let incomplete = output.body.collect_blocking(100).unwrap_err();
    assert_eq!(
        incomplete.error.kind(),
        TransportErrorKind::ChecksumMismatch
    );
}

#[test]
fn a_required_checksum_is_a_crc32_unless_the_caller_chooses() {
    let script = sent_as::<Checked>(ChecksumMode::WhenSupported, input("123456789"));
    assert_eq!(
        script.header(0, "x-amz-checksum-crc32").as_deref(),
        Some(CRC32)
    );
    assert_eq!(
        script.header(0, "x-amz-sdk-algorithm").as_deref(),
        Some("CRC32")
    );
    let authorization = script.header(0, "authorization").unwrap();
    assert!(
        authorization.contains("x-amz-checksum-crc32;"),
        "{authorization}"
    );
}

#[test]
fn the_callers_choice_is_computed() {
    for algorithm in ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] {
        let script = sent(CheckedInput {
            algorithm: Some(algorithm.to_owned()),
            ..input("123456789")
        });
        let algorithm = Algorithm::from_name(algorithm).unwrap();
        let expected = algorithm.of(b"123456789").to_base64();
        assert_eq!(script.header(0, algorithm.header_name()), Some(expected));
    }
}

#[test]
fn an_algorithm_newer_than_the_model_is_refused() {
    let error = refused(CheckedInput {
        algorithm: Some("CRC128".to_owned()),
        ..input("123456789")
    });
    assert!(
        error.contains("Algorithm: no checksum can be computed"),
        "{error}"
    );
}

#[test]
fn a_checksum_of_the_caller_is_kept() {
    let script = sent(CheckedInput {
        crc32: Some("AAAAAA==".to_owned()),
        algorithm: Some("SHA256".to_owned()),
        ..input("123456789")
    });
    let header = script.header(0, "x-amz-checksum-crc32");
    assert_eq!(header.as_deref(), Some("AAAAAA=="));
    assert_eq!(script.header(0, "x-amz-checksum-sha256"), None);
}

#[test]
fn the_checksum_of_a_stream_follows_it() {
    let script = sent(input(stream()));
    let expected = "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n";
    assert_eq!(script.body(0), expected);
    let length = expected.len().to_string();
    for (name, value) in [
        ("x-amz-trailer", "x-amz-checksum-crc32"),
        ("x-amz-decoded-content-length", "9"),
        ("content-length", length.as_str()),
        ("content-encoding", "aws-chunked"),
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
    ] {
        assert_eq!(script.header(0, name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(script.header(0, "x-amz-checksum-crc32"), None);
}

#[test]
fn the_checksum_of_an_empty_stream_follows_nothing() {
    let empty = ByteStream::from_reader(Cursor::new("")).with_length(0);
    let script = sent(input(empty));
    assert_eq!(script.body(0), "0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n");
}

#[test]
fn a_stream_of_unknown_length_cannot_have_a_checksum() {
    let error = refused(input(ByteStream::from_reader(Cursor::new("123"))));
    assert!(error.contains("Body: its length must be known"), "{error}");
}

#[test]
fn the_fake_service_reads_bodies_with_checksum_trailers() {
    let fake = tinsmith::fake::Fake::new().on::<Checked>(|input| {
        Ok(GetOutput {
            tag: None,
            body: input.body,
        })
    });
    let call = client::<Store>(fake).operation::<Checked>();
    let output = call.send(input(stream())).unwrap();
    assert_eq!(output.body.collect_blocking(100).unwrap(), "123456789");
}

#[test]
fn presigning_announces_no_trailer() {
    let hour = std::time::Duration::from_secs(3600);
    let call = client::<Store>(Script::default()).operation::<Checked>();
    let presigned = call.presign(input(stream()), hour).unwrap();
    assert!(!presigned.headers.contains_key("x-amz-trailer"));
}

#[test]
fn an_md5_is_sent_if_the_model_has_no_other_algorithm() {
    let script = Script::new([status(200)]);
    let call = |body: ByteStream| {
        let key = "k".to_owned();
        let call = client::<Store>(script.clone()).operation::<Digested>();
        call.send(PutInput { key, body }).map(|_| ())
    };
    call("123456789".into()).unwrap();
    let header = script.header(0, "content-md5");
    // Computed with md5sum(1).
    assert_eq!(header.as_deref(), Some("JfnnlDI7RTiF9RgfG2JNCw=="));
    let error = call(stream()).unwrap_err().to_string();
    assert!(
        error.contains("Body: its MD5 is sent in front of it"),
        "{error}"
    );
}

/// The output of a call whose responses have these headers, and the requests.
fn received(mode: &str, headers: &[(&str, &str)]) -> (GetOutput, Script) {
    let answers = headers.iter().map(|(name, value)| {
        let response = Response::builder().header(*name, *value);
        response.body(Body::from("123456789")).unwrap()
    });
    let script = Script::new(answers);
    let call = client::<Store>(script.clone()).operation::<Checked>();
    let output = call.send(CheckedInput {
        mode: Some(mode.to_owned()),
        ..input("a")
    });
    (output.unwrap(), script)
}

#[test]
fn a_response_with_the_right_checksum_passes() {
    for header in [
        ("x-amz-checksum-crc32", CRC32),
        ("x-amz-checksum-crc32", "AAAAAA==-2"),
        ("x-amz-checksum-crc32c", "unknown to the model"),
        ("x-other", "none"),
    ] {
        let (output, _) = received("ENABLED", &[header]);
        assert_eq!(output.body.collect_blocking(100).unwrap(), "123456789");
    }
}

#[test]
fn a_response_with_a_wrong_checksum_fails_at_its_end() {
    let (output, _) = received("ENABLED", &[("x-amz-checksum-crc32", "AAAAAA==")]);
    let incomplete = output.body.collect_blocking(100).unwrap_err();
    assert_eq!(incomplete.read, "123456789");
    assert_eq!(
        incomplete.error.kind(),
        TransportErrorKind::ChecksumMismatch
    );
    let error = incomplete.error.to_string();
    let expected = "the CRC32 of the body is y/Q5Jg==, its header says AAAAAA==";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn responses_are_not_validated_by_default() {
    let (output, _) = received("DISABLED", &[("x-amz-checksum-crc32", "AAAAAA==")]);
    assert_eq!(output.body.collect_blocking(100).unwrap(), "123456789");
}
