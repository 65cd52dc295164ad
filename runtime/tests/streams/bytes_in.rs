//! Streams of bytes in outputs.

use std::io::{Cursor, Read};

use http::Response;
use tinsmith::ByteStream;
use tinsmith::body::Body;
use tinsmith::fake::Fake;
use tinsmith::rt::operation::Service;
use tinsmith::transport::{TransportError, TransportErrorKind};

use crate::fixture::{AnyError, Banned, Get, GetInput, GetOutput, Store};
use crate::rig::{Script, client, status};

fn get() -> GetInput {
    GetInput {
        key: "k".to_owned(),
    }
}

/// A reader that returns some bytes, and then an error.
struct Breaking(bool);

impl Read for Breaking {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if std::mem::replace(&mut self.0, true) {
            let error = TransportError::new(TransportErrorKind::Disconnected, "broken");
            return Err(std::io::Error::other(error));
        }
        Cursor::new("abc").read(buffer)
    }
}

fn answer(body: Body) -> Response<Body> {
    let response = Response::builder().header("x-tag", "T");
    response.body(body).unwrap()
}

fn store() -> Fake {
    Fake::new().on::<Get>(|input| match input.key.as_str() {
        "none" => Err(AnyError::Banned(Banned {
            message: Some("no".to_owned()),
        })),
        _ => Ok(GetOutput {
            tag: Some("T".to_owned()),
            body: ByteStream::from_reader(std::io::repeat(b'x').take(300_000)),
        }),
    })
}

#[test]
fn the_body_of_a_success_is_passed_on_unread() {
    let script = Script::new([answer(Body::from_reader(Breaking(false)))]);
    let reply = client::<Store>(script).operation::<Get>().reply(get());
    let reply = reply.unwrap();
    assert_eq!(reply.output.tag.as_deref(), Some("T"));
    assert!(reply.response.body().is_empty());
    let incomplete = reply.output.body.collect_blocking(1000).unwrap_err();
    assert_eq!(incomplete.read, "abc");
    assert_eq!(incomplete.error.kind(), TransportErrorKind::Disconnected);
}

#[test]
fn the_body_of_an_error_is_read_and_the_call_retried() {
    let script = Script::new([status(503), answer(Body::from_reader(Cursor::new("abc")))]);
    let client = client::<Store>(script.clone());
    let output = client.operation::<Get>().send(get()).unwrap();
    assert_eq!(output.body.collect_blocking(1000).unwrap(), "abc");
    assert_eq!(script.count(), 2);
}

#[test]
fn a_modelled_error_of_a_streaming_operation_is_decoded() {
    let input = GetInput {
        key: "none".to_owned(),
    };
    let error = client::<Store>(store()).operation::<Get>().send(input);
    let error = error.unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (Some("Banned"), Some("no"))
    );
}

#[test]
fn the_limit_of_responses_does_not_apply_to_streams() {
    let config = tinsmith::Config::builder()
        .endpoint_url("http://streams.test")
        .max_response_bytes(10)
        .blocking_transport(store());
    let client = tinsmith::Client::new(config.build(), <Store as Service>::SCHEMA);
    let output = client.operation::<Get>().send(get()).unwrap();
    assert_eq!(
        output.body.collect_blocking(1 << 20).unwrap().len(),
        300_000
    );
}

#[test]
fn a_response_in_memory_becomes_a_stream() {
    let response = Response::new(bytes::Bytes::from_static(b"abc"));
    let output = tinsmith::wire::response::<Get>(response).unwrap();
    assert_eq!(output.body.collect_blocking(10).unwrap(), "abc");
}

#[cfg(feature = "ureq")]
#[test]
fn ureq_passes_streams_on() {
    let (_server, client) = crate::rig::over_ureq::<Store>(&store());
    let output = client.operation::<Get>().send(get()).unwrap();
    let mut read = Vec::new();
    output.body.into_reader().read_to_end(&mut read).unwrap();
    assert_eq!(read.len(), 300_000);
}

#[cfg(all(feature = "reqwest", feature = "tower"))]
#[test]
fn reqwest_passes_streams_on() {
    let (_server, client) = crate::rig::over_reqwest::<Store>(&store());
    crate::rig::in_tokio(async {
        let mut body = client.operation::<Get>().send(get()).await.unwrap().body;
        let mut count = 0;
        while let Some(chunk) = body.next().await {
            count += chunk.unwrap().len();
        }
        assert_eq!(count, 300_000);
    });
}

/// A server that sends a head at once, and the body long after the limit of an attempt.
#[cfg(any(feature = "ureq", feature = "reqwest"))]
fn slow() -> Fake {
    Fake::new().on::<Get>(|_| {
        let slow = std::iter::once(()).map(|()| {
            std::thread::sleep(std::time::Duration::from_millis(400));
            b'x'
        });
        Ok(GetOutput {
            tag: None,
            body: ByteStream::from_reader(Bytewise(slow)),
        })
    })
}

#[cfg(any(feature = "ureq", feature = "reqwest"))]
struct Bytewise<I>(I);

#[cfg(any(feature = "ureq", feature = "reqwest"))]
impl<I: Iterator<Item = u8>> Read for Bytewise<I> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let next = self.0.next();
        buffer
            .iter_mut()
            .zip(next)
            .for_each(|(place, byte)| *place = byte);
        Ok(usize::from(next.is_some()))
    }
}

#[cfg(feature = "ureq")]
#[test]
fn the_limit_of_an_attempt_ends_with_the_head_in_ureq() {
    let (_server, client) = crate::rig::over_ureq::<Store>(&slow());
    let limit = std::time::Duration::from_millis(200);
    let call = client.operation::<Get>().attempt_timeout(limit);
    let output = call.send(get()).unwrap();
    assert_eq!(output.body.collect_blocking(10).unwrap(), "x");
}

#[cfg(all(feature = "reqwest", feature = "tower"))]
#[test]
fn the_limit_of_an_attempt_ends_with_the_head_in_reqwest() {
    let (_server, client) = crate::rig::over_reqwest::<Store>(&slow());
    let limit = std::time::Duration::from_millis(200);
    crate::rig::in_tokio(async {
        let call = client.operation::<Get>().attempt_timeout(limit);
        let output = call.send(get()).await.unwrap();
        assert_eq!(output.body.collect(10).await.unwrap(), "x");
    });
}
