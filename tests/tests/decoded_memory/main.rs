//! Bodies of 8 MB that stand for values of gigabytes: each is decoded within 64 MB, or refused with
//! the path of what takes too much. Bodies of the same length with values like those that services
//! send are decoded.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bodies;
mod services;

use std::io::Read;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use peak_alloc::PeakAlloc;
use tinsmith::body::Body;
use tinsmith::event_stream::EventError;
use tinsmith::event_stream::frame::{HeaderValue as Typed, Headers, Message};
use tinsmith::fake::Fake;
use tinsmith::rt::operation::{Operation, Service, ServiceError, Unmodelled};
use tinsmith::rt::value::Field;
use tinsmith::wire;
use tinsmith::{Client, Config, Credentials};

use bodies::{Format, HOSTILE, Repeated, USUAL};
use services::{aws_json, aws_query, ec2_query, rest_json, rest_xml, rpc_v2_cbor};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// How long bodies are, in bytes.
const LENGTH: usize = 8_000_000;

/// How much memory a body and its values may take together, in bytes.
const ALLOWED: usize = 64_000_000;

/// What `run` yields, and how much memory it took at once. One at a time: the process has one
/// memory.
fn measured<T>(run: impl FnOnce() -> T) -> (T, usize) {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let result = run();
    (result, MEMORY.peak_usage().saturating_sub(before))
}

fn response(status: StatusCode, body: Vec<u8>) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    let protocol = HeaderValue::from_static("rpc-v2-cbor");
    response.headers_mut().insert("smithy-protocol", protocol);
    response
}

/// Decodes a body as the output of `O`: what is wrong with it, and the memory that it took.
fn decoded<O: Operation>(format: Format, body: &Repeated) -> (Option<String>, usize) {
    let (error, memory) = measured(|| {
        let body = body.body(format, LENGTH);
        wire::response::<O>(response(StatusCode::OK, body)).err()
    });
    (error.map(|it| it.to_string()), memory)
}

/// Checks the bodies of that format whose member `O` has.
fn check<O: Operation>(format: Format) {
    let members = O::SCHEMA.output.members;
    let fits = |body: &&Repeated| {
        let has = |name| members.iter().any(|member| member.name == name);
        body.formats.contains(&format) && (body.member.is_empty() || has(body.member))
    };
    let bodies: Vec<_> = HOSTILE.iter().filter(fits).collect();
    assert!(!bodies.is_empty(), "{format:?}");
    for body in bodies {
        let (error, memory) = decoded::<O>(format, body);
        let name = format!("{format:?} {}: {}", body.path, body.unit.escape_ascii());
        println!("{name}: {memory} bytes, {error:?}");
        assert!(memory < ALLOWED, "{name}: {memory} bytes");
        if let Some(error) = error {
            assert!(error.contains("max_decoded_bytes"), "{name}: {error}");
            let path = format!(" at {}", body.path);
            assert!(error.contains(&path), "{name}: {error}");
        }
    }
}

#[test]
fn json_takes_bounded_memory() {
    check::<aws_json::Describe>(Format::Json);
    check::<aws_json::Untyped>(Format::Json);
    check::<rest_json::Describe>(Format::Json);
}

#[test]
fn cbor_takes_bounded_memory() {
    check::<rpc_v2_cbor::Describe>(Format::Cbor);
    check::<rpc_v2_cbor::Untyped>(Format::Cbor);
}

#[test]
fn xml_takes_bounded_memory() {
    check::<rest_xml::Describe>(Format::RestXml);
    check::<aws_query::Describe>(Format::AwsQuery);
    check::<ec2_query::Describe>(Format::Ec2Query);
}

#[test]
fn values_like_those_of_services_are_decoded() {
    for body in USUAL {
        for format in body.formats {
            let (error, memory) = match format {
                Format::Json => decoded::<aws_json::Describe>(*format, body),
                Format::Cbor => decoded::<rpc_v2_cbor::Describe>(*format, body),
                Format::RestXml => decoded::<rest_xml::Describe>(*format, body),
                Format::AwsQuery => decoded::<aws_query::Describe>(*format, body),
                Format::Ec2Query => decoded::<ec2_query::Describe>(*format, body),
            };
            println!("{format:?} {}: {memory} bytes", body.member);
            assert_eq!(error, None, "{format:?} {}", body.unit.escape_ascii());
        }
    }
}

#[test]
fn a_body_is_collected_in_twice_its_length() {
    const LONG: usize = 20_000_000;
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.unwrap();
    for length in [None, Some(LONG as u64)] {
        let (result, memory) = measured(|| {
            let body = Body::from_reader(std::io::repeat(b'x').take(LONG as u64));
            let body = match length {
                None => body,
                Some(length) => body.with_length(length),
            };
            runtime.block_on(body.collect(LONG))
        });
        assert_eq!(result.unwrap().len(), LONG);
        assert!(memory < 2 * LONG, "{memory} bytes");
    }
}

#[test]
fn a_sensitive_member_tells_its_path_and_the_limit() {
    let (error, _) =
        decoded::<aws_json::Describe>(Format::Json, &Repeated::json_list("secret", b"{},"));
    assert_eq!(
        error.as_deref(),
        Some(
            "Describe: the response could not be understood: the values take more than 50331648 \
            bytes of memory; raise `max_decoded_bytes` to accept them at secret (HTTP 200)"
        )
    );
}

#[test]
fn errors_take_bounded_memory() {
    let (result, memory) = measured(|| {
        let mut body = b"{\"__type\":\"Refused\",\"items\":[".to_vec();
        Repeated::json_list("items", b"{},").fill(&mut body, LENGTH);
        body.extend_from_slice(b"{}]}");
        wire::response::<aws_json::Describe>(response(StatusCode::BAD_REQUEST, body))
    });
    assert_eq!(result.unwrap_err().code(), Some("Refused"));
    assert!(memory < ALLOWED, "{memory} bytes");
}

#[test]
fn headers_take_bounded_memory() {
    let (error, memory) = measured(|| {
        let mut response = response(StatusCode::OK, Vec::new());
        let words = HeaderValue::from_maybe_shared(Bytes::from("a,".repeat(LENGTH / 2)));
        response.headers_mut().insert("x-words", words.unwrap());
        wire::response::<rest_json::Listed>(response).err()
    });
    let error = error.unwrap().to_string();
    assert!(error.contains("max_decoded_bytes"), "{error}");
    assert!(error.contains("at words["), "{error}");
    assert!(memory < ALLOWED, "{memory} bytes");
}

fn frame(items: usize) -> Bytes {
    let headers = Headers::new([
        (":message-type", Typed::String("event")),
        (":event-type", Typed::String("wide")),
        (":content-type", Typed::String("application/json")),
    ]);
    let payload = format!("{{\"items\":[{}{{}}]}}", "{},".repeat(items));
    let (headers, payload) = (headers.unwrap(), Bytes::from(payload));
    Message { headers, payload }.encode().unwrap()
}

#[test]
fn each_event_takes_bounded_memory() {
    let ((first, second), memory) = measured(|| {
        let body = [frame(LENGTH / 3), frame(2)].concat();
        let output = wire::response::<rest_json::Watch>(response(StatusCode::OK, body));
        let mut events = output.unwrap().events;
        (events.next_blocking(), events.next_blocking())
    });
    let Some(Err(EventError::Decode { error, .. })) = first else {
        panic!("not refused");
    };
    assert!(error.reason.contains("max_decoded_bytes"), "{error}");
    assert!(error.path.starts_with("wide.items["), "{error}");
    assert!(matches!(second, Some(Ok(_))));
    // Beside the body there are the frame and the payload that the error keeps.
    assert!(memory < ALLOWED + 3 * LENGTH, "{memory} bytes");
}

/// What a fake service answers to a request with that body.
fn served<O: Operation>(fake: Fake, uri: &str, kind: &'static str, body: Vec<u8>) -> String {
    let fake = fake.on::<O>(|_| Err(O::Error::unmodelled(Unmodelled::default())));
    let mut request = Request::new(Bytes::from(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = uri.parse().unwrap();
    let name = HeaderName::from_static("content-type");
    let kind = HeaderValue::from_static(kind);
    request.headers_mut().insert(name, kind);
    String::from_utf8_lossy(fake.handle(&request).body()).into_owned()
}

#[test]
fn forms_take_bounded_memory() {
    for (unit, is_refused) in [
        ("&", false),
        ("&a", true),
        ("&a=", true),
        ("&words.member.#=a", true),
        ("&items.member.#.m0=a", true),
    ] {
        let (answer, memory) = measured(|| {
            let mut body = b"Action=Describe&Version=2026-01-01".to_vec();
            let repeated = Repeated {
                numbered: true,
                ..Repeated::json_list("", unit.as_bytes())
            };
            repeated.fill(&mut body, LENGTH);
            let kind = "application/x-www-form-urlencoded";
            served::<aws_query::Describe>(Fake::new(), "/", kind, body)
        });
        println!("{unit}: {memory} bytes, {answer}");
        assert_eq!(answer.contains("max_decoded_bytes"), is_refused, "{answer}");
        assert!(memory < ALLOWED, "{unit}: {memory} bytes");
    }
}

#[test]
fn a_fake_service_takes_as_much_as_it_is_told_to() {
    let answer = |limit| {
        let body = Repeated::json_list("words", b"\"a\",").body(Format::Json, 100_000);
        let body = String::from_utf8(body).unwrap().replace(",null]", "]");
        let fake = Fake::new().max_decoded_bytes(limit);
        let kind = "application/json";
        served::<rest_json::Describe>(fake, "/describe", kind, body.into_bytes())
    };
    let refused = answer(200_000);
    assert!(refused.contains("raise `max_decoded_bytes`"), "{refused}");
    let taken = answer(usize::MAX);
    assert!(!taken.contains("max_decoded_bytes"), "{taken}");
}

#[test]
fn a_client_takes_as_much_as_it_is_told_to() {
    let call = |length, limit| {
        let fake = Fake::new().raw(move |_| {
            let body = Repeated::json_list("items", b"{},").body(Format::Json, length);
            Some(response(StatusCode::OK, body))
        });
        let config = Config::builder()
            .region("us-east-1")
            .endpoint_url("http://localhost")
            .credentials(Credentials::new("a", "b"))
            .max_decoded_bytes(limit)
            .blocking_transport(fake)
            .build();
        let client = Client::new(config, <aws_json::Describe as Operation>::Service::SCHEMA);
        let input = <aws_json::Describe as Operation>::Input::blank();
        client.operation::<aws_json::Describe>().send(input)
    };
    let (result, memory) = measured(|| call(2_000_000, 10_000_000).map(drop));
    let error = result.unwrap_err().to_string();
    assert!(
        error.contains("the values take more than 10000000 bytes"),
        "{error}"
    );
    assert!(memory < 20_000_000, "{memory} bytes");
    let (output, _) = measured(|| call(150_000, usize::MAX).unwrap());
    assert_eq!(output.items.map(|it| it.len()), Some(49_997));
}
