//! The client's half: requests that it encodes, and responses that it decodes.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use tinsmith::body::Body;
use tinsmith::rt::codec::{DecodeError, Decoded, Limits};
use tinsmith::rt::operation::OperationSchema;
use tinsmith::rt::protocol::{AWS_QUERY, ErrorIdentity, Protocol};
use tinsmith::rt::value::{Field, Structure, Unit};
use tinsmith::transport::{BlockingTransport, TransportError};
use tinsmith::{Client, Config, Timestamp, wire};

use crate::fixture::{ORDER, ORDERS, Order, OrderOutput, PING, SoldOut, order, parcel};

fn response(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    let response = Response::builder().status(status);
    response.body(body.into()).unwrap()
}

fn decode_as(
    operation: &OperationSchema,
    body: &[u8],
    output: &mut dyn Structure,
) -> Result<Decoded, DecodeError> {
    let response = response(200, body.to_vec());
    AWS_QUERY.decode_output(operation, &response, output, &Limits::default())
}

fn decode(body: &[u8]) -> Result<(OrderOutput, Vec<String>), DecodeError> {
    let mut output = OrderOutput::blank();
    let decoded = decode_as(&ORDER, body, &mut output)?;
    Ok((output, decoded.corrected))
}

fn identify(body: &str) -> ErrorIdentity {
    AWS_QUERY.identify_error(&ORDER, &response(400, body.to_owned()))
}

fn named(body: &str) -> (String, Option<String>, Option<usize>) {
    let failure = identify(body);
    (failure.code, failure.message, failure.index)
}

fn decode_error(body: &str) -> Result<SoldOut, DecodeError> {
    let mut error = SoldOut::blank();
    let response = response(402, body.to_owned());
    AWS_QUERY.decode_error(&ORDER, &response, &mut error, &Limits::default())?;
    Ok(error)
}

#[test]
fn a_request_is_a_form_that_names_the_operation() {
    let request = AWS_QUERY
        .encode_request(&ORDERS, &ORDER, &order("a b"))
        .unwrap();
    assert_eq!(
        (request.method().as_str(), request.uri().path()),
        ("POST", "/")
    );
    assert_eq!(
        request.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(request.body(), "Action=Order&Version=2024-01-01&Id=a%20b");
}

#[test]
fn a_request_without_input_has_two_parameters() {
    let request = AWS_QUERY.encode_request(&ORDERS, &PING, &Unit).unwrap();
    assert_eq!(request.body(), "Action=Ping&Version=2024-01-01");
}

#[test]
fn an_output_is_inside_of_its_result() {
    let body = b"<?xml version=\"1.0\"?><OrderResponse xmlns=\"https://orders.example.com/\">\
        <OrderResult><names><member>a</member><member>b</member></names><Id>1</Id>\
        <At>2023-11-14T22:13:20.5Z</At><box><weight>2</weight></box></OrderResult>\
        <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></OrderResponse>";
    let (output, corrected) = decode(body).unwrap();
    let expected = OrderOutput {
        id: "1".to_owned(),
        names: Some(vec!["a".to_owned(), "b".to_owned()]),
        at: Some(Timestamp::new(1_700_000_000, 500_000_000)),
        parcel: Some(parcel(2)),
    };
    assert_eq!((output, corrected), (expected, vec![]));
}

#[test]
fn absent_required_members_are_corrected() {
    for body in [
        "<OrderResponse/>",
        "<OrderResponse><OrderResult/></OrderResponse>",
    ] {
        let (output, corrected) = decode(body.as_bytes()).unwrap();
        assert_eq!(
            (output.id.as_str(), corrected),
            ("", vec!["Id".to_owned()]),
            "{body}"
        );
    }
}

#[test]
fn an_operation_without_output_may_have_no_body() {
    let metadata = "<PingResponse><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>\
        </PingResponse>";
    for body in ["", "<PingResponse/>", metadata] {
        assert!(
            decode_as(&PING, body.as_bytes(), &mut Unit).is_ok(),
            "{body}"
        );
    }
}

#[test]
fn responses_that_are_broken_are_errors() {
    let deep = format!(
        "<OrderResponse><OrderResult>{}",
        "<box><inner>".repeat(10_000)
    );
    let cases: &[(&[u8], &str)] = &[
        (b"", ""),
        (b"<OrderResponse><OrderResult><Id>1</Id>", ""),
        (b"<OrderResult><Id>1</Id></OrderResult>", ""),
        (b"<html><body>502</body></html>", ""),
        (b"{\"Id\":1}", ""),
        (
            b"<OrderResponse><OrderResult><Id>\xff</Id></OrderResult></OrderResponse>",
            "",
        ),
        (
            b"<!DOCTYPE a [<!ENTITY b \"c\">]><OrderResponse><OrderResult><Id>&b;</Id>\
            </OrderResult></OrderResponse>",
            "",
        ),
        (
            b"<OrderResponse><OrderResult><At>yesterday</At></OrderResult></OrderResponse>",
            "At",
        ),
        (
            b"<OrderResponse><OrderResult><box><weight>9999999999</weight></box></OrderResult>\
            </OrderResponse>",
            "Parcel.weight",
        ),
        (deep.as_bytes(), "Parcel.inner"),
    ];
    for (body, path) in cases {
        let shown = String::from_utf8_lossy(body.get(..80).unwrap_or(body));
        let error = decode(body).unwrap_err();
        assert!(error.path.starts_with(path), "{} for {shown}", error.path);
        assert!(!error.reason.is_empty(), "{shown}");
    }
}

#[test]
fn every_status_but_successes_is_an_error() {
    for (status, failed) in [
        (200, false),
        (204, false),
        (301, true),
        (400, true),
        (500, true),
    ] {
        assert_eq!(
            AWS_QUERY.is_error(&response(status, "")),
            failed,
            "{status}"
        );
    }
}

#[test]
fn an_error_is_named_by_its_code() {
    let body = |code: &str| {
        format!(
            "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>No</Message>\
            </Error><RequestId>r</RequestId></ErrorResponse>"
        )
    };
    let message = Some("No".to_owned());
    for (code, index) in [
        ("Orders.SoldOut", Some(0)),
        ("SoldOut", None),
        ("Broken", Some(1)),
        ("Throttling", None),
    ] {
        assert_eq!(
            named(&body(code)),
            (code.to_owned(), message.clone(), index)
        );
    }
}

#[test]
fn garbage_has_no_name() {
    for body in [
        "",
        "<html>",
        "{\"__type\":\"SoldOut\"}",
        "<ErrorResponse><Error>",
        "<ErrorResponse><RequestId>r</RequestId></ErrorResponse>",
        "\u{0}",
    ] {
        assert_eq!(named(body), (String::new(), None, None), "{body:?}");
    }
}

#[test]
fn the_members_of_an_error_are_read() {
    let body = "<ErrorResponse><Error><Code>Orders.SoldOut</Code><message>No</message>\
        <Until>2023-11-14T22:13:20Z</Until></Error></ErrorResponse>";
    let error = decode_error(body).unwrap();
    assert_eq!(error.message.as_deref(), Some("No"));
    assert_eq!(error.until, Some(Timestamp::new(1_700_000_000, 0)));
}

#[test]
fn the_message_of_an_error_is_read_under_any_of_its_names() {
    let body = "<ErrorResponse><Error><Message>No</Message></Error></ErrorResponse>";
    assert_eq!(decode_error(body).unwrap().message.as_deref(), Some("No"));
}

#[test]
fn an_error_that_cannot_be_decoded_is_a_decode_error() {
    assert!(decode_error("").is_err());
    let body = "<ErrorResponse><Error><Until>x</Until></Error></ErrorResponse>";
    assert_eq!(decode_error(body).unwrap_err().path, "Until");
}

#[test]
fn the_request_id_is_in_the_body() {
    let id = |body: &str| AWS_QUERY.request_id(&response(200, body.to_owned()));
    let metadata = "<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>";
    let success = format!("<OrderResponse><OrderResult/>{metadata}</OrderResponse>");
    assert_eq!(id(&success).as_deref(), Some("r-1"));
    let error = "<ErrorResponse><Error/><RequestId>r-2</RequestId></ErrorResponse>";
    assert_eq!(id(error).as_deref(), Some("r-2"));
    let member = "<OrderResponse><OrderResult><RequestId>r-3</RequestId></OrderResult>\
        </OrderResponse>";
    assert_eq!(id(member), None);
    assert_eq!(id("<html>"), None);
}

/// A transport that answers every request with the same body.
struct Says(&'static str);

impl BlockingTransport for Says {
    fn send(
        &self,
        _request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        Ok(Response::new(Body::from(Bytes::from_static(
            self.0.as_bytes(),
        ))))
    }
}

#[test]
fn callers_get_the_request_id_of_the_body() {
    let body = "<OrderResponse><OrderResult/><ResponseMetadata><RequestId>r</RequestId>\
        </ResponseMetadata></OrderResponse>";
    let config = Config::builder().endpoint_url("http://localhost");
    let client = Client::new(config.blocking_transport(Says(body)).build(), &ORDERS);
    let reply = client.operation::<Order>().reply(order("1")).unwrap();
    assert_eq!(reply.request_id(), Some("r"));

    let body = "<ErrorResponse><Error><Code>Broken</Code></Error><RequestId>r</RequestId>\
        </ErrorResponse>";
    let error = wire::response::<Order>(response(500, body)).unwrap_err();
    assert_eq!(error.request_id(), Some("r"));

    let mut response = response(500, body);
    let header = HeaderValue::from_static("h");
    response.headers_mut().insert("x-amzn-requestid", header);
    let error = wire::response::<Order>(response).unwrap_err();
    assert_eq!(error.request_id(), Some("h"));
}
