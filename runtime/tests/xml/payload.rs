//! Root elements of structures and of payloads.

use tinsmith::rt::codec::xml::Xml;
use tinsmith::rt::codec::{Codec, Limits, Part};
use tinsmith::rt::schema::{Member, Trait, XmlNamespace};
use tinsmith::rt::value::{Field, Slot, Structure, Value};

use crate::fixture::{Book, Library};

/// The member of a fixture's schema.
fn member(name: &str) -> &'static Member {
    let schema = Library::blank().schema();
    let mut members = schema.members.iter();
    members.find(|member| member.name == name).unwrap()
}

fn book() -> Book {
    Book {
        title: "a".to_owned(),
        ..Book::blank()
    }
}

fn encode_member(member: &'static Member, value: Value<'_>) -> String {
    let mut out = Vec::new();
    let service = XmlNamespace {
        uri: "urn:service",
        prefix: None,
    };
    let xml = Xml::AWS.with_namespace(Some(service));
    xml.encode_member(member, value, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_structure_is_named_by_its_shape() {
    let mut out = Vec::new();
    Xml::AWS.encode(&book(), Part::Whole, &mut out).unwrap();
    let expected =
        "<IgnoredInside xmlns=\"urn:ignored\"><title>a</title><pages>0</pages></IgnoredInside>";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn a_payload_is_named_by_its_shape() {
    let expected =
        "<IgnoredInside xmlns=\"urn:ignored\"><title>a</title><pages>0</pages></IgnoredInside>";
    assert_eq!(encode_member(member("book"), book().value()), expected);
}

#[test]
fn the_name_of_a_payloads_member_takes_precedence() {
    static TRAITS: &[Trait] = &[
        Trait::XmlName("Mine"),
        Trait::XmlNamespace(XmlNamespace {
            uri: "urn:mine",
            prefix: Some("m"),
        }),
    ];
    let target = member("book").target;
    let member = Box::leak(Box::new(Member::new("book", target).with(TRAITS)));
    let expected = "<Mine xmlns:m=\"urn:mine\"><title>a</title><pages>0</pages></Mine>";
    assert_eq!(encode_member(member, book().value()), expected);
}

#[test]
fn a_payload_without_a_namespace_has_the_services() {
    let expected = "<Choice xmlns=\"urn:service\"><text>a</text></Choice>";
    let choice = crate::fixture::Choice::Text("a".to_owned());
    assert_eq!(encode_member(member("choice"), choice.value()), expected);
}

#[test]
fn a_scalar_payload_is_named_by_its_member() {
    let expected = "<lib:other xmlns=\"urn:service\">a</lib:other>";
    assert_eq!(
        encode_member(member("renamed"), Value::String("a")),
        expected
    );
    let mut text = String::new();
    let limits = Limits::default();
    Xml::AWS
        .decode_member(
            expected.as_bytes(),
            member("renamed"),
            Slot::String(&mut text),
            &limits,
        )
        .unwrap();
    assert_eq!(text, "a");
}

#[test]
fn a_payload_is_read_back() {
    let mut read = Book::blank();
    let bytes = b"<IgnoredInside><title>a</title><pages>0</pages></IgnoredInside>";
    let decoded = Xml::AWS.decode_member(
        bytes,
        member("book"),
        Field::slot(&mut read),
        &Limits::default(),
    );
    assert!(decoded.unwrap().corrected.is_empty());
    assert_eq!(read, book());
}

#[test]
fn the_root_of_another_shape_is_refused() {
    let mut read = Book::blank();
    let decoded = Xml::AWS.decode(b"<Error/>", &mut read, Part::Whole, &Limits::default());
    assert_eq!(
        decoded.unwrap_err().to_string(),
        "expected the root element `IgnoredInside`, found `Error` (byte 8)",
    );
}
