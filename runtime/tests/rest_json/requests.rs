//! Requests: encoded by a client and decoded by a service.

use bytes::Bytes;
use http::Request;
use tinsmith::rt::codec::{EncodeError, Limits};
use tinsmith::rt::protocol::{Protocol, REST_JSON_1, ServiceProtocol};
use tinsmith::rt::value::{Field, Structure};
use tinsmith::{Map, Timestamp};

use crate::fixture::{
    BOXES, Colour, Empty, LOOSEN, Loose, NOOP, Nothing, PING, PUT, PutInput, Shape, put_input,
};

fn encode(input: &PutInput) -> Request<Bytes> {
    try_encode(input).unwrap()
}

fn try_encode(input: &PutInput) -> Result<Request<Bytes>, EncodeError> {
    REST_JSON_1.encode_request(&BOXES, &PUT, input)
}

/// The input that a service decodes from the client's encoding of `input`.
fn round_trip(input: &PutInput) -> PutInput {
    let mut read = PutInput::blank();
    let request = encode(input);
    REST_JSON_1
        .decode_request(&PUT, &request, &mut read, &Limits::default())
        .unwrap();
    read
}

fn query(input: &PutInput) -> String {
    let request = encode(input);
    let query = request.uri().query().unwrap();
    query.strip_prefix("put&v=2").unwrap().to_owned()
}

fn header(input: &PutInput, name: &str) -> Option<String> {
    let request = encode(input);
    let value = request.headers().get(name);
    value.map(|it| String::from_utf8(it.as_bytes().to_vec()).unwrap())
}

fn moment() -> Timestamp {
    Timestamp::new(1_576_540_098, 0)
}

fn strings<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

#[test]
fn the_model_sets_method_path_and_constant_parameters() {
    let request = encode(&put_input());
    assert_eq!(request.method(), "PUT");
    assert_eq!(request.uri(), "/shelves/s/keys/k?put&v=2");
}

#[test]
fn labels_are_escaped_and_greedy_ones_keep_their_slashes() {
    let input = PutInput {
        shelf: "a/b ü%".to_owned(),
        key: "x/y z/+".to_owned(),
        ..put_input()
    };
    let request = encode(&input);
    assert_eq!(
        request.uri().path(),
        "/shelves/a%2Fb%20%C3%BC%25/keys/x/y%20z/%2B"
    );
    let read = round_trip(&input);
    assert_eq!((read.shelf, read.key), (input.shelf, input.key));
}

#[test]
fn an_empty_label_is_an_error_that_names_the_member() {
    let input = PutInput {
        shelf: String::new(),
        ..put_input()
    };
    let error = try_encode(&input).unwrap_err();
    assert_eq!(
        error.to_string(),
        "shelf: it is part of the path: it must not be empty"
    );
}

#[test]
fn a_label_of_dots_is_an_error() {
    for (shelf, is_refused) in [(".", true), ("..", true), ("...", false), ("../a", false)] {
        let input = PutInput {
            shelf: shelf.to_owned(),
            ..put_input()
        };
        assert_eq!(try_encode(&input).is_err(), is_refused, "{shelf}");
    }
}

#[test]
fn query_parameters_are_escaped_and_lists_repeat_them() {
    let input = PutInput {
        colour: Some("a b&c=d".into()),
        sizes: Some(vec![1, -2]),
        since: Some(moment()),
        ..put_input()
    };
    assert_eq!(
        query(&input),
        "&colour=a%20b%26c%3Dd&size=1&size=-2&since=2019-12-16T23%3A48%3A18Z"
    );
    let read = round_trip(&input);
    assert_eq!(
        (read.colour, read.sizes, read.since),
        (input.colour, input.sizes, input.since)
    );
}

#[test]
fn an_empty_text_is_sent_and_an_empty_list_is_not() {
    let input = PutInput {
        colour: Some("".into()),
        sizes: Some(Vec::new()),
        ..put_input()
    };
    assert_eq!(query(&input), "&colour=");
}

#[test]
fn a_map_sets_the_parameters_that_no_member_sets() {
    let others = [
        ("colour", strings(["x"])),
        ("put", strings(["x"])),
        ("since", strings(["x"])),
        ("two", strings(["a", "b"])),
    ];
    let others: Map<_, _> = others
        .map(|(key, values)| (key.to_owned(), values))
        .into_iter()
        .collect();
    let input = PutInput {
        colour: Some(Colour::Red),
        others: Some(others),
        ..put_input()
    };
    assert_eq!(query(&input), "&colour=RED&since=x&two=a&two=b");
}

#[test]
fn a_service_finds_all_parameters_in_the_map() {
    let read = round_trip(&PutInput {
        sizes: Some(vec![2, 1]),
        ..put_input()
    });
    let others = read.others.unwrap();
    let found: Vec<_> = others
        .iter()
        .map(|(key, values)| (key.as_str(), values.join("|")))
        .collect();
    assert_eq!(
        found,
        [
            ("put", String::new()),
            ("size", "2|1".to_owned()),
            ("v", "2".to_owned())
        ]
    );
}

#[test]
fn headers_have_scalars_as_text() {
    for (weight, text) in [
        (1.5, "1.5"),
        (f64::NAN, "NaN"),
        (f64::INFINITY, "Infinity"),
        (f64::NEG_INFINITY, "-Infinity"),
    ] {
        let input = PutInput {
            weight: Some(weight),
            ..put_input()
        };
        assert_eq!(header(&input, "x-weight").as_deref(), Some(text));
        let read = round_trip(&input).weight.unwrap();
        assert_eq!(read.to_bits(), weight.to_bits());
    }
    assert_eq!(header(&put_input(), "x-weight"), None);
}

#[test]
fn elements_of_a_header_are_quoted_if_necessary() {
    for (names, text) in [
        (strings(["a", "b c"]), "a, b c"),
        (
            strings(["a,b", "c\"d", "e\\f"]),
            "\"a,b\", \"c\\\"d\", e\\f",
        ),
        (strings(["", " x ", "\\,"]), "\"\", \" x \", \"\\\\,\""),
        (Vec::new(), ""),
    ] {
        let input = PutInput {
            names: Some(names.clone()),
            ..put_input()
        };
        assert_eq!(header(&input, "x-names").as_deref(), Some(text));
        assert_eq!(round_trip(&input).names, Some(names));
    }
}

#[test]
fn dates_in_a_header_contain_commas() {
    let input = PutInput {
        dates: Some(vec![moment(), Timestamp::EPOCH]),
        stamps: Some(vec![moment(), Timestamp::EPOCH]),
        ..put_input()
    };
    assert_eq!(
        header(&input, "x-dates").as_deref(),
        Some("Mon, 16 Dec 2019 23:48:18 GMT, Thu, 01 Jan 1970 00:00:00 GMT")
    );
    assert_eq!(
        header(&input, "x-stamps").as_deref(),
        Some("2019-12-16T23:48:18Z, 1970-01-01T00:00:00Z")
    );
    let read = round_trip(&input);
    assert_eq!((read.dates, read.stamps), (input.dates, input.stamps));
}

#[test]
fn text_with_a_media_type_is_in_base64() {
    let input = PutInput {
        json: Some("{\"ü\":1}".to_owned()),
        ..put_input()
    };
    assert_eq!(header(&input, "x-json").as_deref(), Some("eyLDvCI6MX0="));
    assert_eq!(round_trip(&input).json, input.json);
}

#[test]
fn prefixed_headers_are_a_map() {
    let meta: Map<_, _> = [("a", "1"), ("b-c", "")]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into_iter()
        .collect();
    let input = PutInput {
        meta: Some(meta),
        ..put_input()
    };
    assert_eq!(header(&input, "x-meta-a").as_deref(), Some("1"));
    assert_eq!(header(&input, "x-meta-b-c").as_deref(), Some(""));
    assert_eq!(round_trip(&input).meta, input.meta);
}

#[test]
fn a_member_overrides_a_map_of_all_headers() {
    let entry = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    let all = [entry("one", "map"), entry("two", "map")];
    let input = Loose {
        one: Some("member".to_owned()),
        all: Some(all.into_iter().collect()),
    };
    let request = REST_JSON_1.encode_request(&BOXES, &LOOSEN, &input).unwrap();
    assert_eq!(request.headers()["one"], "member");
    assert_eq!(request.headers()["two"], "map");
    let mut read = Loose::blank();
    REST_JSON_1
        .decode_request(&LOOSEN, &request, &mut read, &Limits::default())
        .unwrap();
    let all = [entry("one", "member"), entry("two", "map")];
    assert_eq!(
        (read.one, read.all),
        (input.one, Some(all.into_iter().collect()))
    );
}

#[test]
fn an_invalid_header_is_an_error_that_names_the_member() {
    let newline = PutInput {
        names: Some(strings(["a\nb"])),
        ..put_input()
    };
    let space: Map<_, _> = [("a b".to_owned(), String::new())].into_iter().collect();
    let space = PutInput {
        meta: Some(space),
        ..put_input()
    };
    let many = (0..40_000).map(|it| (it.to_string(), String::new()));
    let many = PutInput {
        meta: Some(many.collect()),
        ..put_input()
    };
    for (input, expected) in [
        (
            newline,
            "names: it has characters that are not allowed in a header",
        ),
        (
            space,
            "meta: it has characters that are not allowed in a header's name",
        ),
        (many, "meta: the message would have more than 4096 headers"),
    ] {
        assert_eq!(try_encode(&input).unwrap_err().to_string(), expected);
    }
}

#[test]
fn a_control_character_in_a_header_is_an_error_that_names_the_member() {
    for control in ["\0", "\r", "\n", "\r\nx-b: c", "\u{1b}", "\u{7f}"] {
        let text = format!("a{control}");
        let meta: Map<_, _> = [("a".to_owned(), text.clone())].into_iter().collect();
        let in_map = PutInput {
            meta: Some(meta),
            ..put_input()
        };
        let alone = PutInput {
            secret: Some(text.clone()),
            ..put_input()
        };
        let in_list = PutInput {
            names: Some(vec![text]),
            ..put_input()
        };
        for (input, member) in [(in_map, "meta"), (alone, "secret"), (in_list, "names")] {
            let expected = format!("{member}: it has characters that are not allowed in a header");
            assert_eq!(
                try_encode(&input).unwrap_err().to_string(),
                expected,
                "{control:?}"
            );
        }
    }
}

#[test]
fn a_text_in_a_header_is_sent_as_utf_8() {
    let meta: Map<_, _> = [("a".to_owned(), "caf\u{e9}".to_owned())]
        .into_iter()
        .collect();
    let input = PutInput {
        meta: Some(meta),
        ..put_input()
    };
    let request = encode(&input);
    assert_eq!(
        request.headers()["x-meta-a"].as_bytes(),
        "caf\u{e9}".as_bytes()
    );
}

#[test]
fn a_sensitive_header_is_not_printed() {
    let input = PutInput {
        secret: Some("hush".to_owned()),
        ..put_input()
    };
    let request = encode(&input);
    assert_eq!(request.headers()["x-secret"], "hush");
    assert!(!format!("{request:?}").contains("hush"));
}

#[test]
fn other_members_are_a_document() {
    let input = PutInput {
        note: Some("n".to_owned()),
        when: Some(moment()),
        shape: Some(Shape::Side(3)),
        colour: Some(Colour::Blue),
        ..put_input()
    };
    let request = encode(&input);
    assert_eq!(
        request.body(),
        r#"{"Note":"n","when":1576540098,"shape":{"side":3}}"#
    );
    assert_eq!(request.headers()["content-type"], "application/json");
    let read = round_trip(&input);
    assert_eq!(
        (read.note, read.when, read.shape),
        (input.note, input.when, input.shape)
    );
}

#[test]
fn a_document_is_sent_even_if_no_member_is_set() {
    let request = encode(&put_input());
    assert_eq!(request.body(), "{}");
    assert_eq!(request.headers()["content-type"], "application/json");
}

#[test]
fn an_input_without_members_has_no_body() {
    let inputs: [(_, &dyn Structure); 2] = [(&PING, &Nothing {}), (&NOOP, &Empty {})];
    for (operation, input) in inputs {
        let request = REST_JSON_1
            .encode_request(&BOXES, operation, input)
            .unwrap();
        assert!(request.body().is_empty());
        assert_eq!(request.headers().get("content-type"), None);
        assert_eq!(request.uri().query(), None);
    }
}
