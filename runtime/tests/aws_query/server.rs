//! The service's half: requests that it decodes and responses that it encodes; the fake service.

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use tinsmith::fake::Fake;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::operation::Unmodelled;
use tinsmith::rt::protocol::{AWS_QUERY, Protocol, ServiceProtocol};
use tinsmith::rt::value::{Field, Unit};

use crate::fixture::{
    Broken, ORDER, ORDERS, Order, OrderError, OrderInput, OrderOutput, PING, Ping, SoldOut, order,
};

fn post(form: &str) -> Request<Bytes> {
    Request::post("/").body(form.to_owned().into()).unwrap()
}

fn routed(request: &Request<Bytes>) -> Option<&'static str> {
    AWS_QUERY.route(&ORDERS, request).map(|it| it.id.name)
}

fn body(response: &Response<Bytes>) -> &str {
    std::str::from_utf8(response.body()).unwrap()
}

fn sold_out() -> SoldOut {
    SoldOut {
        message: Some("No <more>".to_owned()),
        until: None,
    }
}

#[test]
fn a_request_is_routed_by_its_action() {
    assert_eq!(routed(&post("Id=1&Version=1&Action=Order")), Some("Order"));
    assert_eq!(routed(&post("Action=%50ing")), Some("Ping"));
    for form in [
        "",
        "Action=Other",
        "Action=",
        "action=Ping",
        "%=&Action=Ping",
        "{\"Action\":1}",
    ] {
        assert_eq!(routed(&post(form)), None, "{form}");
    }
}

#[test]
fn a_form_may_be_in_the_query_string() {
    let request = Request::get("/?Action=Order&Id=a%20b")
        .body(Bytes::new())
        .unwrap();
    assert_eq!(routed(&request), Some("Order"));
    let mut input = OrderInput::blank();
    AWS_QUERY
        .decode_request(&ORDER, &request, &mut input, &Limits::default())
        .unwrap();
    assert_eq!(input, order("a b"));
}

#[test]
fn a_request_that_cannot_be_read_is_refused() {
    for form in ["Action=Order", "Id=1&paid=maybe"] {
        let mut input = OrderInput::blank();
        let decoded = AWS_QUERY.decode_request(&ORDER, &post(form), &mut input, &Limits::default());
        let refusal = decoded.unwrap_err();
        assert_eq!(
            (refusal.code, refusal.status),
            ("SerializationException", StatusCode::BAD_REQUEST)
        );
    }
}

#[test]
fn an_output_is_wrapped_twice() {
    let output = OrderOutput {
        id: "1".to_owned(),
        names: Some(vec!["a".to_owned()]),
        ..OrderOutput::blank()
    };
    let response = AWS_QUERY.encode_output(&ORDERS, &ORDER, &output).unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/xml");
    assert_eq!(
        body(&response),
        "<OrderResponse xmlns=\"https://orders.example.com/\"><OrderResult><Id>1</Id>\
        <names><member>a</member></names></OrderResult></OrderResponse>"
    );
}

#[test]
fn no_output_has_no_result() {
    let response = AWS_QUERY.encode_output(&ORDERS, &PING, &Unit).unwrap();
    let expected = "<PingResponse xmlns=\"https://orders.example.com/\"></PingResponse>";
    assert_eq!(body(&response), expected);
}

#[test]
fn an_error_has_the_code_and_status_of_its_trait() {
    let response = AWS_QUERY
        .encode_error(&ORDERS, &ORDER, &sold_out())
        .unwrap();
    assert_eq!(response.status().as_u16(), 402);
    assert_eq!(
        body(&response),
        "<ErrorResponse><Error><Type>Sender</Type><Code>Orders.SoldOut</Code>\
        <message>No &lt;more&gt;</message></Error></ErrorResponse>"
    );
}

#[test]
fn an_error_without_the_trait_has_its_own_name_and_the_status_of_its_fault() {
    let error = Broken { message: None };
    let response = AWS_QUERY.encode_error(&ORDERS, &ORDER, &error).unwrap();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(
        body(&response),
        "<ErrorResponse><Error><Type>Receiver</Type><Code>Broken</Code></Error></ErrorResponse>"
    );
}

#[test]
fn an_unmodelled_error_has_its_code_and_message() {
    let error = Unmodelled::new("Throttling").with_message("Slow & steady");
    let response = AWS_QUERY.encode_unmodelled(&error, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    let failure = AWS_QUERY.identify_error(&ORDER, &response);
    assert_eq!((failure.code, failure.message), (error.code, error.message));
    assert!(body(&response).contains("<Type>Receiver</Type>"));
}

#[test]
fn the_fake_service_answers_by_action() {
    let fake = Fake::new()
        .on::<Order>(|input| match input.id.as_str() {
            "none" => Err(OrderError::SoldOut(sold_out())),
            id => Ok(OrderOutput {
                id: format!("for {id}"),
                ..OrderOutput::blank()
            }),
        })
        .on::<Ping>(|Unit| Ok(Unit));
    let send = |id: &str| {
        let request = AWS_QUERY.encode_request(&ORDERS, &ORDER, &order(id));
        fake.handle(&request.unwrap())
    };
    let mut output = OrderOutput::blank();
    AWS_QUERY
        .decode_output(&ORDER, &send("a&b"), &mut output, &Limits::default())
        .unwrap();
    assert_eq!(output.id, "for a&b");
    let response = send("none");
    let failure = AWS_QUERY.identify_error(&ORDER, &response);
    let mut error = SoldOut::blank();
    AWS_QUERY
        .decode_error(&ORDER, &response, &mut error, &Limits::default())
        .unwrap();
    assert_eq!((failure.index, error), (Some(0), sold_out()));
    let unknown = fake.handle(&post("Action=Other"));
    let failure = AWS_QUERY.identify_error(&ORDER, &unknown);
    assert_eq!(failure.code, "UnknownOperationException");
}
