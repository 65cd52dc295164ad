//! Invalid data, and the texts of its errors.

use tinsmith::rt::codec::json::Json;
use tinsmith::rt::codec::{DecodeError, Limits};
use tinsmith::rt::value::Field;

use crate::fixture::Everything;

fn decode(text: &str, limits: &Limits) -> Result<(), DecodeError> {
    let mut value = Everything::blank();
    let decoded = Json::AWS_JSON.decode(text.as_bytes(), &mut value, limits);
    decoded.map(drop)
}

#[track_caller]
fn fails(text: &str, expected: &str) {
    let error = decode(text, &Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn unknown_members_are_checked_for_syntax() {
    fails(
        r#"{"new":[1,],"byte":1}"#,
        "expected a value, found ']' (byte 10)",
    );
}

#[test]
fn a_fraction_is_not_an_integer() {
    fails(
        r#"{"integer":1.5}"#,
        "expected an integer, found 1.5 at integer (byte 14)",
    );
}

#[test]
fn an_integer_out_of_range_names_the_range() {
    fails(
        r#"{"byte":128}"#,
        "128 is out of the range of a byte (-128 to 127) at byte (byte 11)",
    );
    fails(
        r#"{"long":9223372036854775808}"#,
        "9223372036854775808 is out of the range of a long (-2^63 to 2^63 - 1) at long (byte 27)",
    );
}

#[test]
fn a_float_out_of_range_is_an_error() {
    fails(
        r#"{"float":1e39}"#,
        "1e39 is out of the range of a float at float (byte 13)",
    );
    fails(
        r#"{"double":-1e309}"#,
        "-1e309 is out of the range of a double at double (byte 16)",
    );
}

#[test]
fn an_unpaired_surrogate_is_an_error() {
    fails(
        r#"{"string":"\uD834"}"#,
        "an unpaired surrogate in a string at string (byte 11)",
    );
    fails(
        r#"{"string":"\uDD1E\uD834"}"#,
        "an unpaired surrogate in a string at string (byte 11)",
    );
}

#[test]
fn a_control_character_in_a_string_is_an_error() {
    fails(
        "{\"string\":\"a\nb\"}",
        "a control character in a string at string (byte 12)",
    );
}

#[test]
fn an_invalid_timestamp_is_an_error_that_names_the_format() {
    fails(
        r#"{"dateTime":"now"}"#,
        "expected a date-time, like `2023-11-14T22:13:20Z`, found `now` at dateTime (byte 17)",
    );
}

#[test]
fn a_wrong_type_is_an_error_that_names_the_right_one() {
    let cases = [
        (
            r#"{"string":1}"#,
            "expected a string, found a number at string (byte 10)",
        ),
        (
            r#"{"boolean":"true"}"#,
            "expected a boolean, found a string at boolean (byte 11)",
        ),
        (
            r#"{"long":true}"#,
            "expected a number, found a boolean at long (byte 8)",
        ),
        (
            r#"{"double":"1"}"#,
            "expected a number, found a string at double (byte 13)",
        ),
        (
            r#"{"strings":{}}"#,
            "expected a list, found an object at strings (byte 11)",
        ),
        (
            r#"{"numbers":[]}"#,
            "expected an object, found a list at numbers (byte 11)",
        ),
        (
            r#"{"child":[]}"#,
            "expected an object, found a list at child (byte 9)",
        ),
        (
            r#"{"choice":0}"#,
            "expected an object, found a number at choice (byte 10)",
        ),
        (
            r#"{"strings":["a",1]}"#,
            "expected a string, found a number at strings[1] (byte 16)",
        ),
        (
            r#"{"numbers":{"a\"":""}}"#,
            r#"expected a number, found a string at numbers["a\""] (byte 18)"#,
        ),
        (
            r#"{"child":{"age":"1"}}"#,
            "expected a number, found a string at child.age (byte 16)",
        ),
        ("[]", "expected an object, found a list (byte 0)"),
        ("null", "expected an object, found null (byte 0)"),
    ];
    for (text, expected) in cases {
        fails(text, expected);
    }
}

#[test]
fn broken_syntax_is_an_error_where_it_is() {
    let cases = [
        ("", "expected an object, found the end of the data (byte 0)"),
        (
            "{",
            "expected a key in quotes, found the end of the data (byte 1)",
        ),
        (
            r#"{"byte":1"#,
            "expected `,` or `}`, found the end of the data (byte 9)",
        ),
        (
            r#"{"byte":1,}"#,
            "expected a key in quotes, found '}' (byte 10)",
        ),
        (r#"{"byte" 1}"#, "expected `:`, found a number (byte 8)"),
        (r#"{"byte":01}"#, "malformed number at byte (byte 8)"),
        (
            r#"{"strings":["a" "b"]}"#,
            "expected `,` or `]`, found a string at strings (byte 16)",
        ),
        (
            r#"{"string":"abc"#,
            "expected `\"`, found the end of the data at string (byte 14)",
        ),
        (
            r#"{"boolean":trux}"#,
            "expected a value, found an unknown word at boolean (byte 11)",
        ),
        (
            "{} {}",
            "expected the end of the data, found an object (byte 3)",
        ),
        ("<html>", "expected an object, found '<' (byte 0)"),
    ];
    for (text, expected) in cases {
        fails(text, expected);
    }
}

#[test]
fn invalid_utf_8_is_an_error_where_it_is() {
    let mut value = Everything::blank();
    let result = Json::AWS_JSON.decode(b"{\"a\":\"\xff\"}", &mut value, &Limits::default());
    assert_eq!(result.unwrap_err().to_string(), "invalid UTF-8 (byte 6)");
}

#[test]
fn nesting_is_limited_in_structures_documents_and_skipped_data() {
    let limits = Limits::new().with_depth(4);
    for member in ["document", "unknown"] {
        let nested = |depth| {
            format!(
                "{{\"{member}\":{}{}}}",
                "[".repeat(depth),
                "]".repeat(depth)
            )
        };
        assert!(decode(&nested(3), &limits).is_ok());
        let error = decode(&nested(4), &limits).unwrap_err();
        assert_eq!(
            error.reason,
            "values are nested deeper than the limit allows"
        );
    }
    let unions = r#"{"choice":{"again":{"again":{"text":"a"}}}}"#;
    assert!(decode(unions, &limits).is_ok());
    let deeper = r#"{"choice":{"again":{"again":{"again":{"text":"a"}}}}}"#;
    assert_eq!(
        decode(deeper, &limits).unwrap_err().path,
        "choice.again.again.again"
    );
}

#[test]
fn depth_is_given_back() {
    let limits = Limits::new().with_depth(3);
    let text = r#"{"document":[[],[]],"unknown":[{},[]],"strings":[],"numbers":{}}"#;
    assert!(decode(text, &limits).is_ok());
}
