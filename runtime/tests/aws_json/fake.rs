//! The fake service in process.

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use tinsmith::body::Body;
use tinsmith::fake::Fake;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::operation::{Operation, ServiceError, Unmodelled};
use tinsmith::rt::protocol::{AWS_JSON_1_0, Protocol};
use tinsmith::rt::value::Field;
use tinsmith::transport::BlockingTransport;

use crate::fixture::{
    LETTERS, NoSuchAddress, Nothing, PING, Ping, PingError, SEND, Send, SendError, SendOutput,
    send_input,
};

fn send_to(to: &str) -> Request<Bytes> {
    AWS_JSON_1_0
        .encode_request(&LETTERS, &SEND, &send_input(to))
        .unwrap()
}

fn ping() -> Request<Bytes> {
    AWS_JSON_1_0
        .encode_request(&LETTERS, &PING, &Nothing {})
        .unwrap()
}

fn letters() -> Fake {
    Fake::new()
        .on::<Send>(|input| match input.to.as_str() {
            "nobody" => Err(SendError::NoSuchAddress(NoSuchAddress {
                message: "No".to_owned(),
                address: Some(input.to),
            })),
            to => Ok(SendOutput {
                id: format!("for {to}"),
            }),
        })
        .on::<Ping>(|_| Ok(Nothing {}))
}

fn code<Op: Operation>(response: &Response<Bytes>) -> String {
    AWS_JSON_1_0.identify_error(Op::SCHEMA, response).code
}

#[test]
fn an_operation_is_answered_by_its_closure() {
    let response = letters().handle(&send_to("A"));
    let mut output = SendOutput::blank();
    AWS_JSON_1_0
        .decode_output(&SEND, &response, &mut output, &Limits::default())
        .unwrap();
    assert_eq!(output.id, "for A");
}

#[test]
fn a_modelled_error_has_its_status() {
    let response = letters().handle(&send_to("nobody"));
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(code::<Send>(&response), "NoSuchAddress");
}

#[test]
fn an_unmodelled_error_has_the_status_of_its_code() {
    for (error, status) in [("AccessDeniedException", 400), ("InternalServerError", 500)] {
        let fake =
            Fake::new().on::<Ping>(move |_| Err(PingError::unmodelled(Unmodelled::new(error))));
        let response = fake.handle(&ping());
        assert_eq!(
            (response.status().as_u16(), code::<Ping>(&response)),
            (status, error.to_owned())
        );
    }
}

#[test]
fn the_last_answer_for_an_operation_wins() {
    let fake = letters().on::<Send>(|_| {
        Ok(SendOutput {
            id: "other".to_owned(),
        })
    });
    assert_eq!(fake.handle(&send_to("A")).body(), r#"{"Id":"other"}"#);
}

#[test]
fn an_operation_without_an_answer_is_unknown() {
    let fake = Fake::new().on::<Ping>(|_| Ok(Nothing {}));
    let response = fake.handle(&send_to("A"));
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(code::<Send>(&response), "UnknownOperationException");
    let nameless = fake.handle(&Request::new(Bytes::new()));
    assert_eq!(code::<Send>(&nameless), "UnknownOperationException");
}

#[test]
fn a_fake_without_operations_finds_nothing() {
    assert_eq!(Fake::new().handle(&ping()).status(), StatusCode::NOT_FOUND);
}

#[test]
fn an_input_that_cannot_be_read_is_refused() {
    let mut request = send_to("A");
    *request.body_mut() = Bytes::from_static(br#"{"To":1}"#);
    let response = letters().handle(&request);
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let failure = AWS_JSON_1_0.identify_error(&SEND, &response);
    assert_eq!(failure.code, "SerializationException");
    assert_eq!(
        failure.message.as_deref(),
        Some("expected a string, found a number at To (byte 6)")
    );
}

#[test]
fn a_raw_answer_comes_first() {
    let fake = letters().raw(|request| {
        let broken = request.headers().contains_key("x-break");
        broken.then(|| Response::new(Bytes::from_static(b"<html>")))
    });
    let mut request = ping();
    assert!(fake.handle(&request).body().is_empty());
    request
        .headers_mut()
        .insert("x-break", "1".parse().unwrap());
    assert_eq!(fake.handle(&request).body(), "<html>");
}

#[test]
fn every_response_has_a_request_id_of_its_own() {
    let fake = letters();
    let ids = [ping(), ping()].map(|it| fake.handle(&it).headers()["x-amzn-requestid"].clone());
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn requests_and_inputs_are_recorded_for_all_clones() {
    let fake = letters();
    let given_away = fake.clone();
    given_away.handle(&send_to("A"));
    given_away.handle(&ping());
    fake.handle(&Request::new(Bytes::new()));
    assert_eq!(fake.inputs::<Send>(), [send_input("A")]);
    let operations = fake.requests().into_iter().map(|it| it.operation);
    assert_eq!(
        operations.collect::<Vec<_>>(),
        [Some("Send"), Some("Ping"), None]
    );
}

#[test]
fn a_fake_is_a_transport() {
    let request = send_to("A").map(Body::from);
    let response = BlockingTransport::send(&letters(), request, None).unwrap();
    assert_eq!(response.body().as_bytes().unwrap(), r#"{"Id":"for A"}"#);
}
