//! Compression of requests (`smithy.api#requestCompression`).

use std::io::Cursor;
use std::sync::{Arc, Mutex};

use tinsmith::fake::Fake;
use tinsmith::rt::operation::Service;
use tinsmith::{ByteStream, Client, Config};

use crate::fixture::{Archive, ArchiveInput, Nothing, Put, PutInput, Store};
use crate::rig::{Script, client, status};

fn archive(body: impl Into<ByteStream>) -> ArchiveInput {
    ArchiveInput {
        key: "k".to_owned(),
        encoding: None,
        body: body.into(),
    }
}

fn long() -> String {
    "again and ".repeat(2000)
}

fn sent(input: ArchiveInput) -> Script {
    let script = Script::new([status(200)]);
    let call = client::<Store>(script.clone()).operation::<Archive>();
    call.send(input).unwrap();
    script
}

fn encoding(script: &Script) -> Option<String> {
    script.header(0, "content-encoding")
}

#[test]
fn a_long_body_is_compressed_before_it_is_signed() {
    let script = sent(archive(long()));
    assert_eq!(encoding(&script).as_deref(), Some("gzip"));
    assert!(script.body(0).starts_with(&[0x1f, 0x8b]));
    assert!(script.body(0).len() < 1000);
    let authorization = script.header(0, "authorization").unwrap();
    assert!(
        authorization.contains("content-encoding;"),
        "{authorization}"
    );
}

#[test]
fn a_short_body_is_not_compressed() {
    let script = sent(archive("x".repeat(10_239)));
    assert_eq!(encoding(&script), None);
    assert_eq!(
        encoding(&sent(archive("x".repeat(10_240)))).as_deref(),
        Some("gzip")
    );
}

#[test]
fn an_encoding_of_the_caller_comes_first() {
    let script = sent(ArchiveInput {
        encoding: Some("custom".to_owned()),
        ..archive(long())
    });
    assert_eq!(encoding(&script).as_deref(), Some("custom, gzip"));
}

#[test]
fn a_stream_is_compressed_as_it_goes_and_has_no_length() {
    let stream = ByteStream::from_reader(Cursor::new("short")).with_length(5);
    let script = sent(archive(stream));
    assert_eq!(encoding(&script).as_deref(), Some("gzip"));
    assert_eq!(script.header(0, "content-length"), None);
    assert!(script.body(0).starts_with(&[0x1f, 0x8b]));
}

#[test]
fn an_operation_without_the_trait_is_not_compressed() {
    let script = Script::new([status(200)]);
    let input = PutInput {
        key: "k".to_owned(),
        body: long().into(),
    };
    let call = client::<Store>(script.clone()).operation::<Put>();
    call.send(input).unwrap();
    assert_eq!(encoding(&script), None);
}

#[test]
fn users_set_the_minimum_size_or_disable_compression() {
    let encoding_with = |config: tinsmith::config::ConfigBuilder<()>| {
        let script = Script::new([status(200)]);
        let config = config
            .endpoint_url("https://streams.test")
            .blocking_transport(script.clone());
        let client = Client::new(config.build(), Store::SCHEMA);
        client
            .operation::<Archive>()
            .send(archive("short"))
            .unwrap();
        encoding(&script)
    };
    let from_one = Config::builder().request_min_compression_size_bytes(1);
    assert_eq!(encoding_with(from_one).as_deref(), Some("gzip"));
    let from_one = Config::builder().request_min_compression_size_bytes(1);
    assert_eq!(encoding_with(from_one.disable_request_compression()), None);
}

#[test]
fn the_fake_service_reads_compressed_bodies() {
    let read = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&read);
    let fake = Fake::new().on::<Archive>(move |input| {
        let body = input.body.collect_blocking(1 << 20).unwrap();
        kept.lock().unwrap().push(body);
        Ok(Nothing {})
    });
    let client = client::<Store>(fake);
    let stream = ByteStream::from_reader(Cursor::new("short"));
    for input in [archive(long()), archive(stream)] {
        client.operation::<Archive>().send(input).unwrap();
    }
    assert_eq!(*read.lock().unwrap(), [long(), "short".to_owned()]);
}
