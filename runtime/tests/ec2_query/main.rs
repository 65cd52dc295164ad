//! The differences of `ec2Query` from `awsQuery`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../aws_query/fixture.rs"]
#[allow(dead_code, reason = "the operations are sent to no fake service here")]
mod fixture;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use tinsmith::rt::codec::query::Query;
use tinsmith::rt::codec::{DecodeError, Limits};
use tinsmith::rt::operation::{ServiceSchema, Unmodelled};
use tinsmith::rt::protocol::{EC2_QUERY, Protocol, ServiceProtocol};
use tinsmith::rt::value::{Field, Unit};

use fixture::{
    Broken, Colour, Level, ORDER, OrderInput, OrderOutput, PING, Parcel, SoldOut, order, parcel,
    service,
};

static ORDERS: ServiceSchema = service(&EC2_QUERY);

fn form(input: &OrderInput) -> String {
    let mut form = Vec::new();
    Query::Ec2.encode(input, &mut form).unwrap();
    String::from_utf8(form).unwrap()
}

fn decode(form: &str) -> Result<OrderInput, DecodeError> {
    let mut input = OrderInput::blank();
    let limits = Limits::new().strict();
    Query::Ec2.decode(form.as_bytes(), &mut input, &limits)?;
    Ok(input)
}

fn response(status: u16, body: &str) -> Response<Bytes> {
    let response = Response::builder().status(status);
    response.body(body.to_owned().into()).unwrap()
}

fn body(response: &Response<Bytes>) -> &str {
    std::str::from_utf8(response.body()).unwrap()
}

fn full() -> OrderInput {
    let labelled = Parcel {
        label: Some("x".to_owned()),
        ..parcel(1)
    };
    OrderInput {
        paid: Some(true),
        colour: Some(Colour::Red),
        level: Some(Level::Low),
        names: Some(vec!["a".to_owned(), "b".to_owned()]),
        named: Some(vec!["c".to_owned()]),
        parcels: Some(vec![labelled]),
        ..order("1")
    }
}

const FULL: &str = "&Id=1&Paid=true&Shade=RED&rank=1&Names.1=a&Names.2=b&Named.1=c\
    &Parcels.1.Weight=1&Parcels.1.Tag=x";

#[test]
fn names_have_capitals_and_lists_have_numbers_only() {
    assert_eq!(form(&full()), FULL);
}

#[test]
fn a_service_reads_what_a_client_writes() {
    assert_eq!(decode(FULL), Ok(full()));
}

#[test]
fn an_empty_list_is_omitted() {
    let input = OrderInput {
        names: Some(vec![]),
        ..order("1")
    };
    assert_eq!(form(&input), "&Id=1");
}

#[test]
fn errors_have_a_path() {
    for (form, path) in [
        ("Paid=true", "Id"),
        ("Id=1&Paid=1", "paid"),
        ("Id=1&Names.member.1=a", "names[0]"),
        ("Id=1&Parcels.1.Weight=x", "Parcels[0].weight"),
        ("Id=%", ""),
    ] {
        assert_eq!(decode(form).unwrap_err().path, path, "{form}");
    }
}

#[test]
fn a_request_is_a_form_that_names_the_operation() {
    let request = EC2_QUERY.encode_request(&ORDERS, &PING, &Unit).unwrap();
    assert_eq!(
        request.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(request.body(), "Action=Ping&Version=2024-01-01");
    let routed = EC2_QUERY.route(&ORDERS, &request).unwrap();
    assert_eq!(routed.id, PING.id);
}

#[test]
fn a_request_that_cannot_be_read_is_refused() {
    let request = Request::new(Bytes::from_static(b"Id=%zz"));
    let decoded = EC2_QUERY.decode_request(
        &ORDER,
        &request,
        &mut OrderInput::blank(),
        &Limits::default(),
    );
    assert_eq!(decoded.unwrap_err().status, StatusCode::BAD_REQUEST);
}

#[test]
fn an_output_is_wrapped_once() {
    let output = OrderOutput {
        names: Some(vec!["a".to_owned()]),
        ..OrderOutput::blank()
    };
    let response = EC2_QUERY.encode_output(&ORDERS, &ORDER, &output).unwrap();
    assert_eq!(response.headers()["content-type"], "text/xml;charset=UTF-8");
    assert_eq!(
        body(&response),
        "<OrderResponse xmlns=\"https://orders.example.com/\"><Id></Id>\
        <names><member>a</member></names></OrderResponse>"
    );
    let mut read = OrderOutput::blank();
    EC2_QUERY
        .decode_output(&ORDER, &response, &mut read, &Limits::default())
        .unwrap();
    assert_eq!(read, output);
}

#[test]
fn responses_that_are_broken_are_errors() {
    for body in [
        "",
        "<OrderResponse>",
        "<Response/>",
        "<OrderResponse><At>x</At></OrderResponse>",
        "<OrderResponse/><OrderResponse/>",
        "Id=1",
    ] {
        let mut output = OrderOutput::blank();
        let response = response(200, body);
        let decoded = EC2_QUERY.decode_output(&ORDER, &response, &mut output, &Limits::default());
        assert!(decoded.is_err(), "{body}");
    }
}

#[test]
fn an_error_is_wrapped_thrice_and_named_like_its_shape() {
    let error = SoldOut {
        message: Some("No".to_owned()),
        until: None,
    };
    let response = EC2_QUERY.encode_error(&ORDERS, &ORDER, &error).unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(
        body(&response),
        "<Response><Errors><Error><Code>SoldOut</Code><message>No</message></Error></Errors>\
        </Response>"
    );
    let failure = EC2_QUERY.identify_error(&ORDER, &response);
    assert_eq!((failure.code.as_str(), failure.index), ("SoldOut", Some(0)));
    let mut read = SoldOut::blank();
    EC2_QUERY
        .decode_error(&ORDER, &response, &mut read, &Limits::default())
        .unwrap();
    assert_eq!(read, error);
}

#[test]
fn an_error_of_the_service_has_the_status_500() {
    let error = Broken { message: None };
    let response = EC2_QUERY.encode_error(&ORDERS, &ORDER, &error).unwrap();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
}

#[test]
fn an_unmodelled_error_has_its_code_and_message() {
    let error = Unmodelled::new("RequestLimitExceeded").with_message("Slow");
    let response = EC2_QUERY.encode_unmodelled(&error, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    let failure = EC2_QUERY.identify_error(&ORDER, &response);
    assert_eq!((failure.code, failure.message), (error.code, error.message));
}

#[test]
fn garbage_has_no_name() {
    for body in ["", "<html/>", "<Response><Errors>", "Code"] {
        let failure = EC2_QUERY.identify_error(&ORDER, &response(500, body));
        assert_eq!((failure.code.as_str(), failure.index), ("", None), "{body}");
    }
}

#[test]
fn the_request_id_is_in_the_body() {
    for body in [
        "<OrderResponse><requestId>r</requestId><Id>1</Id></OrderResponse>",
        "<Response><Errors><Error/></Errors><RequestID>r</RequestID></Response>",
    ] {
        let id = EC2_QUERY.request_id(&response(200, body));
        assert_eq!(id.as_deref(), Some("r"), "{body}");
    }
}
