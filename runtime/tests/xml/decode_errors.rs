//! Invalid data, and the texts of its errors.

use tinsmith::rt::codec::xml::Xml;
use tinsmith::rt::codec::{Codec, DecodeError, Limits, Part};
use tinsmith::rt::value::Field;

use crate::fixture::Library;

fn decode(bytes: &[u8], limits: &Limits) -> Result<(), DecodeError> {
    let mut value = Library::blank();
    let decoded = Xml::AWS.decode(bytes, &mut value, Part::Whole, limits);
    decoded.map(drop)
}

#[track_caller]
fn fails(text: &str, expected: &str) {
    let error = decode(text.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), expected, "{text}");
}

/// The content of the root element, and the text of the error before its offset.
const INSIDE: &[(&str, &str)] = &[
    (
        "<integer>1.5</integer>",
        "expected an integer (-2147483648 to 2147483647), found \"1.5\" at integer",
    ),
    (
        "<integer></integer>",
        "expected an integer (-2147483648 to 2147483647), found \"\" at integer",
    ),
    (
        "<byte>128</byte>",
        "expected a byte (-128 to 127), found \"128\" at byte",
    ),
    (
        "<long>9223372036854775808</long>",
        "expected a long (-2^63 to 2^63 - 1), found \"9223372036854775808\" at long",
    ),
    (
        "<float>1e39</float>",
        "expected a float, found \"1e39\" at float",
    ),
    (
        "<double>inf</double>",
        "expected a double, found \"inf\" at double",
    ),
    (
        "<boolean>1</boolean>",
        "expected `true` or `false`, found \"1\" at boolean",
    ),
    (
        "<blob>a</blob>",
        "invalid base64: Invalid input length: 1 at blob",
    ),
    (
        "<strings><member>a</member><member><b/></member></strings>",
        "expected a text, found the element `b` at strings[1]",
    ),
    (
        "<numbers><entry><key>k</key><value>x</value></entry></numbers>",
        "expected an integer (-2147483648 to 2147483647), found \"x\" at numbers[\"k\"]",
    ),
    (
        "<Book/><Book><sequels><member><pages>x</pages></member></sequels></Book>",
        "expected an integer (-2147483648 to 2147483647), found \"x\" at books[1].sequels[0].pages",
    ),
    (
        "<book printed='x'/>",
        "expected a date-time, like `2023-11-14T22:13:20Z`, found `x` at book.printed",
    ),
    (
        "<secret>x</secret>",
        "invalid value of a sensitive member, which is not shown at secret",
    ),
    (
        "<string>&nbsp;</string>",
        "a reference to an entity that is not predefined at string",
    ),
    (
        "<string>&lt</string>",
        "a reference to an entity that is not predefined at string",
    ),
    (
        "<string>a & b</string>",
        "a reference to an entity that is not predefined at string",
    ),
    (
        "<string>&#xD800;</string>",
        "a reference to an invalid character at string",
    ),
    (
        "<string>&#+65;</string>",
        "a reference to an invalid character at string",
    ),
    (
        "<string>&#x110000;</string>",
        "a reference to an invalid character at string",
    ),
    ("<string>a</strong>", "expected `</string>` at string"),
    ("<string>a</string2>", "expected `</string>` at string"),
    (
        "<string>a<!-- b</string>",
        "expected `-->`, found the end of the data at string",
    ),
    (
        "<string><![CDATA[a]]</string>",
        "expected `]]>`, found the end of the data at string",
    ),
    ("<string>a", "expected `</string>` at string"),
    ("<string a=1>a</string>", "malformed attribute of `string`"),
    ("<string a>a</string>", "malformed attribute of `string`"),
    (
        "<string a='1'b='2'>a</string>",
        "malformed attribute of `string`",
    ),
    (
        "<string a='<'>a</string>",
        "malformed attribute of `string`",
    ),
    ("<1/>< />", "expected the name of an element after `<`"),
    ("<new><a></b></new>", "expected `</a>`"),
    (
        "<!ELEMENT a>",
        "document types and entities are not supported",
    ),
    (
        "<book xsi:type='&a;'/>",
        "a reference to an entity that is not predefined at book.kind",
    ),
];

#[test]
fn bad_members_are_errors_with_their_path() {
    for (inside, expected) in INSIDE {
        let text = format!("<Library>{inside}</Library>");
        let error = decode(text.as_bytes(), &Limits::default()).unwrap_err();
        assert!(error.offset.is_some(), "{inside}");
        let (said, _offset) = error
            .to_string()
            .rsplit_once(" (byte ")
            .map(|it| (it.0.to_owned(), ()))
            .unwrap();
        assert_eq!(said, *expected, "{inside}");
    }
}

#[test]
fn an_invalid_document_is_an_error() {
    fails(
        "",
        "expected an element, found the end of the data (byte 0)",
    );
    fails(
        " {\"a\":1}",
        "expected an element, found \"{\\\"a\\\":1}\" (byte 1)",
    );
    fails("<Library/>x", "expected the end of the data (byte 10)");
    fails(
        "<Library/><Library/>",
        "expected the end of the data (byte 10)",
    );
    fails(
        "</Library>",
        "expected the name of an element after `<` (byte 0)",
    );
    fails("<?xml", "expected `?>`, found the end of the data (byte 5)");
}

#[test]
fn document_types_are_refused_before_their_entities_grow() {
    fails(
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><Library/>",
        "document types and entities are not supported (byte 21)",
    );
}

#[test]
fn an_error_is_refused_by_name() {
    fails(
        "<Error><Code>a</Code></Error>",
        "expected the root element `Library`, found `Error` (byte 7)",
    );
    fails(
        "<a:ErrorResponse/>",
        "expected the root element `Library`, found `a:ErrorResponse` (byte 18)",
    );
}

#[test]
fn services_refuse_any_other_root_and_clients_only_errors() {
    let text = "<Books><required>a</required></Books>";
    assert!(decode(text.as_bytes(), &Limits::default()).is_ok());
    let error = decode(text.as_bytes(), &Limits::default().strict()).unwrap_err();
    let expected = "expected the root element `Library`, found `Books` (byte 7)";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn invalid_utf_8_is_refused_where_it_is() {
    let error = decode(
        b"<Library><string>a\xFF</string></Library>",
        &Limits::default(),
    );
    assert_eq!(error.unwrap_err().to_string(), "invalid UTF-8 (byte 18)");
}

#[test]
fn every_beginning_of_a_document_is_an_error() {
    let text = "<?xml version='1.0'?><Library a='b'><string>a&amp;b</string><new/><!-- c -->\
                <pair><Name>RED</Name><Value/></pair><![CDATA[d]]></Library>";
    assert_eq!(decode(text.as_bytes(), &Limits::default()), Ok(()));
    for end in 0..text.len() {
        let start = text.get(..end).unwrap();
        assert!(
            decode(start.as_bytes(), &Limits::default()).is_err(),
            "{start}"
        );
    }
}

#[test]
fn elements_nested_too_deep_are_an_error() {
    let limits = Limits::new().with_depth(5);
    let unknown = |depth: usize| {
        format!(
            "<Library>{}{}</Library>",
            "<a>".repeat(depth),
            "</a>".repeat(depth)
        )
    };
    assert_eq!(decode(unknown(4).as_bytes(), &limits), Ok(()));
    let error = decode(unknown(5).as_bytes(), &limits).unwrap_err();
    assert_eq!(
        error.reason,
        "elements are nested deeper than the limit allows"
    );
    let choices = format!("<Library><choice>{}", "<again>".repeat(100_000));
    let error = decode(choices.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(
        error.reason,
        "elements are nested deeper than the limit allows"
    );
}
