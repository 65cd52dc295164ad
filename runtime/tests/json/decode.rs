//! Decoding of values.

use tinsmith::rt::codec::json::Json;
use tinsmith::rt::codec::{DecodeError, Decoded, Limits};
use tinsmith::rt::value::Field;
use tinsmith::{Document, Map, Timestamp};

use crate::fixture::{Choice, Colour, Everything, Level};

const SERVICE: Limits = Limits::new().strict();

fn decode_with(text: &str, limits: &Limits) -> Result<(Everything, Decoded), DecodeError> {
    let mut value = Everything::blank();
    let decoded = Json::AWS_JSON.decode(text.as_bytes(), &mut value, limits)?;
    Ok((value, decoded))
}

#[track_caller]
fn decode(text: &str) -> Everything {
    decode_with(text, &Limits::default()).unwrap().0
}

#[track_caller]
fn fails(text: &str, expected: &str) {
    let error = decode_with(text, &Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn white_space_is_skipped() {
    assert_eq!(decode(" {\r\n\t\"byte\" : 1 } ").byte, Some(1));
}

#[test]
fn members_may_come_in_any_order() {
    let value = decode(r#"{"string":"s","boolean":true,"long":1}"#);
    assert_eq!((value.boolean, value.long), (Some(true), Some(1)));
    assert_eq!(value.string.as_deref(), Some("s"));
}

#[test]
fn unknown_members_are_skipped() {
    let value = decode(r#"{"new":{"a":[1,"\u0041",null,{}]},"byte":1,"other":-1.5e3}"#);
    assert_eq!(value.byte, Some(1));
}

#[test]
fn a_null_member_is_absent() {
    assert_eq!(
        decode(r#"{"string":null,"defaulted":null}"#),
        Everything::blank()
    );
}

#[test]
fn null_is_a_value_of_a_document() {
    assert_eq!(
        decode(r#"{"document":null}"#).document,
        Some(Document::Null)
    );
}

#[test]
fn a_value_replaces_the_default() {
    assert_eq!(decode("{}").defaulted, 7);
    assert_eq!(decode(r#"{"defaulted":8}"#).defaulted, 8);
}

#[test]
fn longs_are_exact() {
    assert_eq!(
        decode(r#"{"long":-9223372036854775808}"#).long,
        Some(i64::MIN)
    );
}

#[test]
fn whole_floats_are_integers() {
    assert_eq!(decode(r#"{"integer":1.0}"#).integer, Some(1));
    assert_eq!(decode(r#"{"integer":1e3}"#).integer, Some(1000));
}

#[test]
fn floats_that_are_not_finite_are_strings() {
    let value = decode(r#"{"float":"-Infinity","double":"NaN"}"#);
    assert_eq!(value.float, Some(f32::NEG_INFINITY));
    assert!(value.double.is_some_and(f64::is_nan));
}

#[test]
fn big_numbers_keep_their_digits() {
    let value = decode(r#"{"bigInteger":12345678901234567890123,"bigDecimal":0.10}"#);
    assert_eq!(
        value.big_integer.unwrap().as_str(),
        "12345678901234567890123"
    );
    assert_eq!(value.big_decimal.unwrap().as_str(), "0.10");
}

#[test]
fn escapes_are_resolved() {
    let value = decode(r#"{"string":"\"\\\/\b\f\n\r\t\u00e9\uD834\uDD1Eé"}"#);
    assert_eq!(value.string.as_deref(), Some("\"\\/\u{8}\u{c}\n\r\té𝄞é"));
}

#[test]
fn escapes_in_keys_are_resolved() {
    let value = decode(r#"{"st\u0072ing":"a","numbers":{"\n":1}}"#);
    assert_eq!(value.string.as_deref(), Some("a"));
    assert_eq!(value.numbers, Some(Map::from([("\n".to_owned(), 1)])));
}

#[test]
fn every_byte_of_long_strings_is_checked() {
    for length in 0..40 {
        for special in ["\\n", "é", ""] {
            let text = format!("{}{special}{}", "x".repeat(length), "y".repeat(length % 11));
            let value = decode(&format!(r#"{{"string":"{text}"}}"#));
            assert_eq!(value.string.unwrap(), text.replace("\\n", "\n"));
        }
        let broken = format!("{{\"string\":\"{}\u{1f}\"}}", "x".repeat(length));
        assert!(decode_with(&broken, &Limits::default()).is_err());
    }
}

#[test]
fn enums_are_open() {
    let value = decode(r#"{"colour":"PINK","level":9}"#);
    assert_eq!(value.colour, Some(Colour::Unknown("PINK".to_owned())));
    assert_eq!(value.level, Some(Level::Unknown(9)));
}

#[test]
fn blobs_are_base64() {
    assert_eq!(&decode(r#"{"blob":"Zm9v"}"#).blob.unwrap()[..], b"foo");
    let error = decode_with(r#"{"blob":"Zm9"}"#, &Limits::default()).unwrap_err();
    assert!(error.reason.starts_with("invalid base64: "), "{error}");
}

#[test]
fn timestamps_follow_the_traits_of_their_edges() {
    let moment = Timestamp::new(1_700_000_000, 0);
    let value = decode(
        r#"{"timestamp":1.7E9,"dateTime":"2023-11-14T23:13:20+01:00",
            "dates":["Tue, 14 Nov 2023 22:13:20 GMT"],
            "moments":{"RED":"2023-11-14T22:13:20Z"}}"#,
    );
    assert_eq!(value.timestamp, Some(moment));
    assert_eq!(value.date_time, Some(moment));
    assert_eq!(value.dates, Some(vec![moment]));
    assert_eq!(value.moments, Some(Map::from([(Colour::Red, moment)])));
}

#[test]
fn sparse_collections_keep_nulls() {
    let value = decode(r#"{"maybes":[null,"a"],"holes":{"b":null}}"#);
    assert_eq!(value.maybes, Some(vec![None, Some("a".to_owned())]));
    assert_eq!(value.holes, Some(Map::from([("b".to_owned(), None)])));
}

#[test]
fn a_client_drops_nulls_from_dense_collections() {
    let value = decode(r#"{"strings":[null,"a",null],"numbers":{"a":null,"b":1}}"#);
    assert_eq!(value.strings, Some(vec!["a".to_owned()]));
    assert_eq!(value.numbers, Some(Map::from([("b".to_owned(), 1)])));
}

#[test]
fn a_service_refuses_nulls_in_dense_collections() {
    let error = decode_with(r#"{"strings":["a",null]}"#, &SERVICE).unwrap_err();
    assert_eq!(error.path, "strings[1]");
    let error = decode_with(r#"{"numbers":{"a":null}}"#, &SERVICE).unwrap_err();
    assert_eq!(error.path, r#"numbers["a"]"#);
}

#[test]
fn the_last_of_equal_keys_wins() {
    let value = decode(
        r#"{"byte":1,"strings":["a"],"numbers":{"a":1,"b":2,"a":3},"byte":2,"strings":["b"]}"#,
    );
    assert_eq!(value.byte, Some(2));
    assert_eq!(value.strings, Some(vec!["b".to_owned()]));
    let numbers = Map::from([("a".to_owned(), 3), ("b".to_owned(), 2)]);
    assert_eq!(value.numbers, Some(numbers));
}

#[test]
fn a_union_takes_its_one_member_and_ignores_nulls_and_its_type() {
    let value = decode(r#"{"choice":{"__type":"test#Choice","list":null,"text":"a","new":null}}"#);
    assert_eq!(value.choice, Some(Choice::Text("a".to_owned())));
}

#[test]
fn an_unknown_variant_is_kept() {
    let expected = Choice::Unknown {
        name: "new".to_owned(),
        value: Document::from_iter([("a", 1)]),
    };
    assert_eq!(
        decode(r#"{"choice":{"new":{"a":1}}}"#).choice,
        Some(expected)
    );
}

#[test]
fn two_variants_are_an_error() {
    let expected = "more than one variant of a union at choice (byte 30)";
    fails(r#"{"choice":{"text":"a","child":{}}}"#, expected);
    fails(r#"{"choice":{"text":"a","other":{}}}"#, expected);
}

#[test]
fn a_union_without_variant_is_corrected_by_a_client_and_refused_by_a_service() {
    // A variant without a name is ignored.
    for text in [r#"{"choice":{}}"#, r#"{"choice":{"":1}}"#] {
        let (_, decoded) = decode_with(text, &Limits::default()).unwrap();
        assert_eq!(decoded.corrected, ["choice"], "{text}");
        let error = decode_with(text, &SERVICE).unwrap_err();
        assert_eq!(
            (error.path.as_str(), error.reason.as_str()),
            ("choice", "the variant of a union is missing"),
            "{text}"
        );
    }
}

#[test]
fn a_client_reports_required_members_that_are_absent() {
    let text = r#"{"child":{"name":"A","children":[{"age":null}]}}"#;
    let (value, decoded) = decode_with(text, &Limits::default()).unwrap();
    assert_eq!(
        decoded.corrected,
        [
            "child.children[0].name",
            "child.children[0].age",
            "child.age"
        ]
    );
    let child = value.child.unwrap();
    assert_eq!((child.name.as_str(), child.age), ("A", 0));
}

#[test]
fn only_the_first_corrections_are_reported() {
    let text = format!(r#"{{"child":{{"children":[{}{{}}]}}}}"#, "{},".repeat(999));
    let (_, decoded) = decode_with(&text, &Limits::default()).unwrap();
    assert_eq!(decoded.corrected.len(), 100);
}

#[test]
fn a_service_refuses_required_members_that_are_absent() {
    let error = decode_with(r#"{"child":{"name":"A"}}"#, &SERVICE).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a required member is missing at child.age (byte 21)"
    );
}

#[test]
fn json_names_apply_only_if_the_protocol_uses_them() {
    let text = br#"{"child":{"name":"A","age":1,"nickName":"B","nick":"C"}}"#;
    let nick = |json: Json| {
        let mut value = Everything::blank();
        json.decode(text, &mut value, &Limits::default()).unwrap();
        value.child.unwrap().nick
    };
    assert_eq!(nick(Json::AWS_JSON).as_deref(), Some("C"));
    let named = Json {
        json_names: true,
        ..Json::AWS_JSON
    };
    assert_eq!(nick(named).as_deref(), Some("B"));
}
