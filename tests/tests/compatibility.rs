//! Code that the generator 0.1.0 wrote compiles with this runtime, and its calls work.
//!
//! `tests/compatibility/v0_1` is never generated anew: see `CONTRIBUTING.md`.

#[path = "../compatibility/v0_1/objects/mod.rs"]
mod objects;
#[path = "../compatibility/v0_1/tables/mod.rs"]
mod tables;

use std::time::Duration;

use tinsmith::fake::Fake;
use tinsmith::{Blocking, ByteStream, Config, Credentials, ErrorKind, EventStream, Timestamp};

fn config(fake: Fake) -> Config<Blocking> {
    Config::builder()
        .region("eu-central-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .endpoint_url("https://example.com")
        .blocking_transport(fake)
        .build()
}

#[test]
fn a_call_has_its_output() {
    let fake = Fake::new().on::<tables::PutItem>(|input| {
        assert!(input.token.is_some());
        assert_eq!(input.item.len(), 1);
        Ok(tables::PutItemOutput::builder()
            .state(tables::State::Stored)
            .priority(tables::Priority::High)
            .stored(Timestamp::new(1, 0))
            .build())
    });
    let client = tables::Client::new(config(fake));
    let item = tables::Attribute::Text("Ann".to_owned());
    let output = client.put_item().table("people").item("name", item).send();
    let output = output.expect("an output");
    assert_eq!(output.state, Some(tables::State::Stored));
    assert_eq!(output.priority, Some(tables::Priority::High));
}

#[test]
fn a_call_has_its_error() {
    let fake = Fake::new().on::<tables::PutItem>(|input| {
        let error = tables::NotFound::builder().table(input.table);
        Err(tables::PutItemError::NotFound(error.build()))
    });
    let client = tables::Client::new(config(fake));
    let item = tables::Attribute::Nothing(tinsmith::Unit);
    let call = client.put_item().table("people").item("name", item);
    let error = call.send().expect_err("an error");
    let Some(tables::PutItemError::NotFound(error)) = error.as_service_error() else {
        panic!("{error}")
    };
    assert_eq!(error.table.as_deref(), Some("people"));
}

#[test]
fn an_input_is_validated() {
    let client = tables::Client::new(config(Fake::new()));
    let item = tables::Attribute::Text(String::new());
    let call = client.put_item().table("PEOPLE").item("name", item);
    let error = call.units(0).secret("x").send().expect_err("violations");
    let ErrorKind::Invalid(violations) = error.kind() else {
        panic!("{error}")
    };
    assert_eq!(violations.iter().count(), 2, "{violations}");
}

#[test]
fn a_waiter_ends_when_the_state_is_there() {
    let fake = Fake::new().on::<tables::PutItem>(|_| {
        Ok(tables::PutItemOutput::builder()
            .state(tables::State::Stored)
            .stored(Timestamp::new(1, 0))
            .build())
    });
    let client = tables::Client::new(config(fake));
    let item = tables::Attribute::Text(String::new());
    let waiter = client.wait_until_stored().table("people");
    let poll = waiter.item("name", item).wait(Duration::from_secs(9));
    let reply = poll.expect("an end").expect("a reply");
    assert_eq!(reply.output.state, Some(tables::State::Stored));
}

#[test]
fn pages_follow_one_another() {
    let fake = Fake::new().on::<tables::ListTables>(|input| {
        let page = match input.start.as_deref() {
            None => tables::Page::builder().names("a").next("b"),
            Some(name) => tables::Page::builder().names(name),
        };
        Ok(tables::ListTablesOutput::builder()
            .page(page.build())
            .build())
    });
    let client = tables::Client::new(config(fake));
    let names: Result<Vec<_>, _> = client.list_tables().into_paginator().items().collect();
    assert_eq!(names.expect("names"), ["a", "b"]);
}

#[test]
fn bytes_are_streamed_both_ways() {
    let fake = Fake::new()
        .on::<objects::PutObject>(|input| {
            let body = input.body.collect_blocking(usize::MAX).expect("a body");
            assert_eq!(body, "text");
            Ok(objects::PutObjectOutput::builder().tag("1").build())
        })
        .on::<objects::GetObject>(|input| {
            assert_eq!((&*input.key, input.part), ("a/b", Some(1)));
            Ok(objects::GetObjectOutput::builder()
                .body(ByteStream::from("text"))
                .metadata("owner", "Ann")
                .build())
        });
    let client = objects::Client::new(config(fake));
    let put = client.put_object().bucket("bucket").key("a/b");
    let put = put.body("text").algorithm(objects::Algorithm::Crc32).send();
    assert_eq!(put.expect("an output").tag.as_deref(), Some("1"));
    let got = client
        .get_object()
        .bucket("bucket")
        .key("a/b")
        .part(1)
        .send();
    let got = got.expect("an output");
    assert_eq!(
        got.metadata
            .expect("metadata")
            .get("owner")
            .map(String::as_str),
        Some("Ann")
    );
    let body = got.body.collect_blocking(usize::MAX).expect("a body");
    assert_eq!(body, "text");
}

#[test]
fn checksums_and_quirks_work() {
    let fake = Fake::new().on::<objects::DeleteObjects>(|input| {
        assert_eq!(input.delete.objects, ["a"]);
        Ok(objects::DeleteObjectsOutput::builder().build())
    });
    let client = objects::Client::new(config(fake.clone()));
    let delete = objects::Delete::builder().objects("a").quiet(true).build();
    let call = |bucket| {
        let call = client.delete_objects().bucket(bucket);
        let call = call.algorithm(objects::Algorithm::Crc32);
        call.delete(delete.clone()).send()
    };
    call("bucket").expect("an output");
    let requests = fake.requests();
    let headers = requests.first().map(|it| it.request.headers());
    let checksum = headers.and_then(|it| it.get("x-amz-checksum-crc32"));
    assert!(checksum.is_some(), "{headers:?}");
    assert!(call("a/b").is_err());
}

#[test]
fn events_are_streamed() {
    let fake = Fake::new().on::<objects::SelectObjectContent>(|_| {
        let records = objects::Records::builder().payload("row").number(7).build();
        let end = objects::End::builder().build();
        let events = [objects::Events::Records(records), objects::Events::End(end)];
        let output = objects::SelectObjectContentOutput::builder();
        Ok(output.events(EventStream::from_events(events)).build())
    });
    let client = objects::Client::new(config(fake));
    let call = client.select_object_content().bucket("bucket").key("a");
    let mut output = call.expression("SELECT 1").send().expect("an output");
    let event = output
        .events
        .next_blocking()
        .expect("an event")
        .expect("no fault");
    let objects::Events::Records(records) = event else {
        panic!("{event:?}")
    };
    assert_eq!(records.number, Some(7));
}
