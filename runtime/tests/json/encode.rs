//! Encoding of values.

use tinsmith::rt::codec::json::Json;
use tinsmith::rt::schema::TimestampFormat;
use tinsmith::rt::value::Field;
use tinsmith::{Blob, Document, Map, Timestamp};

use crate::fixture::{Child, Choice, Colour, Everything, Level};

const MOMENT: Timestamp = Timestamp::new(1_700_000_000, 500_000_000);

fn encode_as(json: Json, change: impl FnOnce(&mut Everything)) -> String {
    let mut value = Everything::blank();
    change(&mut value);
    let mut out = Vec::new();
    json.encode(&value, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    text.replace(r#","defaulted":7}"#, "}")
        .replace(r#"{"defaulted":7}"#, "{}")
}

#[track_caller]
fn check(change: impl FnOnce(&mut Everything), expected: &str) {
    assert_eq!(encode_as(Json::AWS_JSON, change), expected);
}

fn child() -> Child {
    Child {
        name: "A".to_owned(),
        age: 1,
        nick: Some("B".to_owned()),
        children: None,
    }
}

#[test]
fn absent_members_are_left_out() {
    check(|_| {}, "{}");
}

#[test]
fn integers_are_exact() {
    check(|it| it.byte = Some(-128), r#"{"byte":-128}"#);
    check(
        |it| it.long = Some(i64::MIN),
        r#"{"long":-9223372036854775808}"#,
    );
    check(|it| it.long = Some(0), r#"{"long":0}"#);
}

#[test]
fn floats_are_as_short_as_can_be() {
    check(|it| it.float = Some(0.1), r#"{"float":0.1}"#);
    check(|it| it.double = Some(1e300), r#"{"double":1e300}"#);
}

#[test]
fn floats_that_are_not_finite_are_strings() {
    check(|it| it.double = Some(f64::NAN), r#"{"double":"NaN"}"#);
    check(
        |it| it.float = Some(f32::INFINITY),
        r#"{"float":"Infinity"}"#,
    );
    check(
        |it| it.double = Some(f64::NEG_INFINITY),
        r#"{"double":"-Infinity"}"#,
    );
}

#[test]
fn big_numbers_are_numbers_with_all_their_digits() {
    let digits = "123456789012345678901234567890";
    check(
        |it| it.big_integer = Some(digits.parse().unwrap()),
        r#"{"bigInteger":123456789012345678901234567890}"#,
    );
    check(
        |it| it.big_decimal = Some("1.50".parse().unwrap()),
        r#"{"bigDecimal":1.50}"#,
    );
}

#[test]
fn strings_are_escaped_where_they_must_be() {
    let text = "a\"b\\c\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}é/";
    check(
        |it| it.string = Some(text.to_owned()),
        "{\"string\":\"a\\\"b\\\\c\\b\\f\\n\\r\\t\\u0001\\u001f\u{7f}é/\"}",
    );
}

#[test]
fn enums_are_their_values_known_or_not() {
    check(|it| it.colour = Some(Colour::Red), r#"{"colour":"RED"}"#);
    check(|it| it.colour = Some("PINK".into()), r#"{"colour":"PINK"}"#);
    check(|it| it.level = Some(Level::High), r#"{"level":2}"#);
    check(|it| it.level = Some(9.into()), r#"{"level":9}"#);
}

#[test]
fn blobs_are_base64() {
    check(
        |it| it.blob = Some(Blob::from("foo!")),
        r#"{"blob":"Zm9vIQ=="}"#,
    );
    check(|it| it.blob = Some(Blob::default()), r#"{"blob":""}"#);
}

#[test]
fn timestamps_follow_the_trait_of_their_member() {
    check(
        |it| it.timestamp = Some(MOMENT),
        r#"{"timestamp":1700000000.5}"#,
    );
    check(
        |it| it.date_time = Some(MOMENT),
        r#"{"dateTime":"2023-11-14T22:13:20.5Z"}"#,
    );
    check(
        |it| it.http_date = Some(MOMENT),
        r#"{"httpDate":"Tue, 14 Nov 2023 22:13:20 GMT"}"#,
    );
}

#[test]
fn timestamps_follow_the_traits_of_list_members_and_map_values() {
    check(
        |it| it.dates = Some(vec![MOMENT]),
        r#"{"dates":["Tue, 14 Nov 2023 22:13:20 GMT"]}"#,
    );
    check(
        |it| it.moments = Some(Map::from([(Colour::Blue, MOMENT)])),
        r#"{"moments":{"BLUE":"2023-11-14T22:13:20.5Z"}}"#,
    );
}

#[test]
fn timestamps_without_a_trait_follow_the_protocol() {
    let json = Json {
        timestamps: TimestampFormat::DateTime,
        ..Json::AWS_JSON
    };
    let text = encode_as(json, |it| it.timestamp = Some(MOMENT));
    assert_eq!(text, r#"{"timestamp":"2023-11-14T22:13:20.5Z"}"#);
}

#[test]
fn a_timestamp_that_its_format_cannot_hold_is_an_error() {
    let mut value = Everything::blank();
    value.dates = Some(vec![MOMENT, Timestamp::new(i64::MAX, 0)]);
    let error = Json::AWS_JSON.encode(&value, &mut Vec::new()).unwrap_err();
    assert_eq!(error.path, "dates[1]");
    assert!(error.reason.contains("http-date"), "{error}");
}

#[test]
fn documents_are_written_unchanged() {
    let document = Document::from_iter([
        (
            "a",
            Document::from(vec![
                Document::Null,
                u64::MAX.into(),
                (-1).into(),
                2.5.into(),
            ]),
        ),
        ("b", Document::from_iter([("c", false)])),
    ]);
    check(
        |it| it.document = Some(document),
        r#"{"document":{"a":[null,18446744073709551615,-1,2.5],"b":{"c":false}}}"#,
    );
}

#[test]
fn sparse_collections_keep_nulls() {
    check(
        |it| it.maybes = Some(vec![None, Some("a".to_owned())]),
        r#"{"maybes":[null,"a"]}"#,
    );
    check(
        |it| {
            it.holes = Some(Map::from([
                ("a".to_owned(), None),
                ("b".to_owned(), Some(1)),
            ]));
        },
        r#"{"holes":{"a":null,"b":1}}"#,
    );
}

#[test]
fn empty_collections_are_written() {
    check(|it| it.strings = Some(Vec::new()), r#"{"strings":[]}"#);
    check(|it| it.numbers = Some(Map::new()), r#"{"numbers":{}}"#);
}

#[test]
fn a_union_has_one_member() {
    check(
        |it| it.choice = Some(Choice::List(vec!["a".to_owned(), "b".to_owned()])),
        r#"{"choice":{"list":["a","b"]}}"#,
    );
}

#[test]
fn an_unknown_variant_is_written_back() {
    let unknown = Choice::Unknown {
        name: "new\n".to_owned(),
        value: vec![1].into(),
    };
    check(
        |it| it.choice = Some(unknown),
        r#"{"choice":{"new\n":[1]}}"#,
    );
}

#[test]
fn json_names_apply_only_if_the_protocol_uses_them() {
    check(
        |it| it.child = Some(child()),
        r#"{"child":{"name":"A","age":1,"nick":"B"}}"#,
    );
    let json = Json {
        json_names: true,
        ..Json::AWS_JSON
    };
    let text = encode_as(json, |it| it.child = Some(child()));
    assert_eq!(text, r#"{"child":{"name":"A","age":1,"nickName":"B"}}"#);
}
