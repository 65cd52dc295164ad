//! Streams of bytes in inputs.

use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tinsmith::body::Body;
use tinsmith::fake::Fake;
use tinsmith::{ByteStream, ErrorKind};

use crate::fixture::{Nothing, Put, PutInput, PutSized, PutSizedInput, Store};
use crate::rig::{Script, client, status};

fn put(body: impl Into<ByteStream>) -> PutInput {
    PutInput {
        key: "k".to_owned(),
        body: body.into(),
    }
}

fn reader(text: &'static str) -> ByteStream {
    ByteStream::from_reader(Cursor::new(text))
}

fn replayable(text: &'static str) -> ByteStream {
    ByteStream::from_source(move || Ok(Body::from_reader(Cursor::new(text))))
}

/// The requests of a call with this body and these response statuses, and its result.
fn sent(body: ByteStream, statuses: &[u16]) -> (Script, Result<(), String>) {
    let script = Script::new(statuses.iter().map(|it| status(*it)));
    let client = client::<Store>(script.clone());
    let result = client.operation::<Put>().send(put(body));
    (script, result.map(|_| ()).map_err(|it| it.to_string()))
}

#[test]
fn memory_is_signed_like_any_other_body() {
    let (script, result) = sent("abc".into(), &[200]);
    result.unwrap();
    assert_eq!(script.body(0), "abc");
    assert_eq!(script.header(0, "x-amz-content-sha256"), None);
}

#[test]
fn a_body_outside_memory_is_signed_without_its_bytes() {
    let (script, result) = sent(reader("abc"), &[200]);
    result.unwrap();
    assert_eq!(script.body(0), "abc");
    let hash = script.header(0, "x-amz-content-sha256");
    assert_eq!(hash.as_deref(), Some("UNSIGNED-PAYLOAD"));
    assert_eq!(script.header(0, "content-length"), None);
}

#[test]
fn a_known_length_is_sent() {
    let (script, result) = sent(reader("abc").with_length(3), &[200]);
    result.unwrap();
    assert_eq!(script.header(0, "content-length").as_deref(), Some("3"));
    let signature = script.header(0, "authorization").unwrap();
    assert!(signature.contains("content-length;"), "{signature}");
}

#[test]
fn a_stream_of_a_wrong_length_is_not_sent_whole() {
    let (script, result) = sent(reader("abc").with_length(4), &[200]);
    let error = result.unwrap_err();
    assert!(error.contains("ended 1 bytes before its length"), "{error}");
    assert_eq!(script.count(), 0);
}

#[test]
fn a_replayable_stream_is_retried() {
    let (script, result) = sent(replayable("abc"), &[503, 200]);
    result.unwrap();
    assert_eq!(
        (script.body(0), script.body(1)),
        ("abc".into(), "abc".into())
    );
}

#[test]
fn a_stream_that_is_not_replayable_is_sent_once_with_a_reason() {
    let (script, result) = sent(reader("abc"), &[503, 200]);
    let error = result.unwrap_err();
    let expected = "(HTTP 503), not tried again: the stream of the input can be read only once";
    assert!(error.ends_with(expected), "{error}");
    assert_eq!(script.count(), 1);
    assert_eq!(
        script.header(0, "amz-sdk-request").as_deref(),
        Some("attempt=1; max=1")
    );
}

#[test]
fn a_final_error_does_not_mention_streams() {
    let (_, result) = sent(reader("abc"), &[400]);
    let error = result.unwrap_err();
    assert!(error.ends_with("(HTTP 400)"), "{error}");
}

#[test]
fn a_stream_that_was_sent_cannot_be_sent_by_another_call() {
    let script = Script::new([status(200), status(200)]);
    let client = client::<Store>(script);
    let input = put(reader("abc"));
    client.operation::<Put>().send(input.clone()).unwrap();
    let error = client.operation::<Put>().send(input).unwrap_err();
    let ErrorKind::Encode(error) = error.kind() else {
        panic!("{error}")
    };
    assert_eq!(error.path, "Body");
    assert!(error.reason.contains("used up"), "{error}");
}

#[test]
fn a_length_that_the_model_requires_must_be_known() {
    let script = Script::new([status(200)]);
    let client = client::<Store>(script.clone());
    let call = |body| {
        let key = "k".to_owned();
        client
            .operation::<PutSized>()
            .send(PutSizedInput { key, body })
    };
    let error = call(reader("abc")).unwrap_err().to_string();
    assert!(
        error.contains("Body: the service needs its length"),
        "{error}"
    );
    assert_eq!(script.count(), 0);
    call("abc".into()).unwrap();
    assert_eq!(script.header(0, "content-length").as_deref(), Some("3"));
}

#[test]
fn presigning_does_not_consume_the_stream() {
    let client = client::<Store>(Script::default());
    let input = put(reader("abc"));
    let hour = std::time::Duration::from_secs(3600);
    let presigned = client.operation::<Put>().presign(input.clone(), hour);
    assert_eq!(presigned.unwrap().payload_hash, "UNSIGNED-PAYLOAD");
    let explained = client.operation::<Put>().explain(input.clone()).unwrap();
    let canonical = explained.signature.unwrap().canonical_request;
    assert!(canonical.ends_with("\nUNSIGNED-PAYLOAD"), "{canonical}");
    assert_eq!(input.body.collect_blocking(10).unwrap(), "abc");
}

#[test]
fn a_request_without_endpoint_can_carry_a_stream_too() {
    let request = tinsmith::wire::streamed_request::<Put>(&put(reader("abc"))).unwrap();
    assert_eq!(request.uri().path(), "/k");
    let body = ByteStream::from(request.into_body());
    assert_eq!(body.collect_blocking(10).unwrap(), "abc");
    let error = tinsmith::wire::request::<Put>(&put(reader("abc"))).unwrap_err();
    assert_eq!(error.path, "Body");
    let request = tinsmith::wire::request::<Put>(&put("abc")).unwrap();
    assert_eq!(request.body(), "abc");
}

/// A service that counts received bytes.
fn counting() -> (Fake, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let fake = Fake::new().on::<Put>(move |input| {
        let body = input.body.collect_blocking(1 << 20).unwrap();
        counted.store(body.len(), Ordering::SeqCst);
        Ok(Nothing {})
    });
    (fake, count)
}

#[test]
fn the_fake_service_has_the_whole_stream() {
    let (fake, count) = counting();
    let client = client::<Store>(fake);
    client.operation::<Put>().send(put(reader("abc"))).unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 3);
}

#[cfg(feature = "ureq")]
#[test]
fn ureq_sends_streams_of_known_and_unknown_length() {
    let (fake, count) = counting();
    let (_server, client) = crate::rig::over_ureq::<Store>(&fake);
    for (stream, framing) in [
        (large(), "transfer-encoding"),
        (large().with_length(LARGE as u64), "content-length"),
    ] {
        client.operation::<Put>().send(put(stream)).unwrap();
        assert_eq!(count.swap(0, Ordering::SeqCst), LARGE);
        let requests = fake.requests();
        let request = &requests.last().unwrap().request;
        assert!(request.headers().contains_key(framing), "{request:?}");
    }
}

#[cfg(all(feature = "reqwest", feature = "tower"))]
#[test]
fn reqwest_sends_streams_of_known_and_unknown_length() {
    let (fake, count) = counting();
    let (_server, client) = crate::rig::over_reqwest::<Store>(&fake);
    for (stream, framing) in [
        (large(), "transfer-encoding"),
        (large().with_length(LARGE as u64), "content-length"),
    ] {
        let call = client.operation::<Put>().send(put(stream));
        crate::rig::in_tokio(call).unwrap();
        assert_eq!(count.swap(0, Ordering::SeqCst), LARGE);
        let requests = fake.requests();
        let request = &requests.last().unwrap().request;
        assert!(request.headers().contains_key(framing), "{request:?}");
    }
}

#[cfg(any(feature = "ureq", feature = "reqwest"))]
const LARGE: usize = 300_000;

#[cfg(any(feature = "ureq", feature = "reqwest"))]
fn large() -> ByteStream {
    use std::io::Read;
    ByteStream::from_reader(std::io::repeat(b'x').take(LARGE as u64))
}
