//! Encoding of values.

use tinsmith::rt::codec::xml::Xml;
use tinsmith::rt::codec::{Codec, EncodeError, Part};
use tinsmith::rt::schema::XmlNamespace;
use tinsmith::rt::value::Field;
use tinsmith::{Blob, Map, Timestamp};

use crate::fixture::{Book, Colour, Level, Library};

fn encode(value: &Library) -> Result<String, EncodeError> {
    let mut out = Vec::new();
    Xml::AWS.encode(value, Part::Whole, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

/// Asserts the content of the root element, without the member that is always present.
#[track_caller]
fn encodes(fill: impl FnOnce(&mut Library), expected: &str) {
    let mut value = Library::blank();
    fill(&mut value);
    let expected = format!("<Library>{expected}<defaulted>7</defaulted></Library>");
    assert_eq!(encode(&value), Ok(expected));
}

fn book(title: &str) -> Book {
    Book {
        title: title.to_owned(),
        pages: 10,
        ..Book::blank()
    }
}

#[test]
fn scalars_become_texts() {
    encodes(
        |it| {
            it.boolean = Some(true);
            it.byte = Some(-128);
            it.short = Some(3);
            it.integer = Some(0);
            it.long = Some(i64::MIN);
            it.float = Some(1.5);
            it.double = Some(1e300);
            it.big_integer = Some("123456789012345678901".parse().unwrap());
            it.big_decimal = Some("1.50".parse().unwrap());
            it.string = Some(String::new());
            it.colour = Some(Colour::Red);
            it.level = Some(Level::High);
            it.blob = Some(Blob::from(b"\x00\xFF"));
        },
        "<boolean>true</boolean><byte>-128</byte><short>3</short><integer>0</integer>\
         <long>-9223372036854775808</long><float>1.5</float><double>1e300</double>\
         <bigInteger>123456789012345678901</bigInteger><bigDecimal>1.50</bigDecimal>\
         <string></string><colour>RED</colour><level>2</level><blob>AP8=</blob>",
    );
}

#[test]
fn floats_that_are_not_finite_have_names() {
    encodes(
        |it| {
            it.float = Some(f32::NAN);
            it.double = Some(f64::NEG_INFINITY);
        },
        "<float>NaN</float><double>-Infinity</double>",
    );
}

#[test]
fn timestamps_have_the_format_of_the_member_or_of_the_protocol() {
    encodes(
        |it| {
            it.timestamp = Some(Timestamp::new(1_700_000_000, 500_000_000));
            it.epoch = Some(Timestamp::new(1_700_000_000, 0));
            it.dates = Some(vec![Timestamp::EPOCH]);
        },
        "<timestamp>2023-11-14T22:13:20.5Z</timestamp><epoch>1700000000</epoch>\
         <dates><member>Thu, 01 Jan 1970 00:00:00 GMT</member></dates>",
    );
}

#[test]
fn a_timestamp_that_its_format_cannot_represent_is_an_error() {
    let mut value = Library::blank();
    value.timestamp = Some(Timestamp::new(i64::MAX, 0));
    assert_eq!(encode(&value).unwrap_err().path, "timestamp");
}

#[test]
fn markup_and_normalised_characters_are_escaped() {
    encodes(
        |it| it.string = Some("<a> & \"b\" 'c'\t\r\n\u{85}\u{2028}\u{1}é".to_owned()),
        "<string>&lt;a&gt; &amp; &quot;b&quot; 'c'&#x9;&#xD;&#xA;&#x85;&#x2028;&#x1;é</string>",
    );
}

#[test]
fn lists_have_an_element_around_their_elements() {
    encodes(
        |it| {
            it.strings = Some(vec!["a".to_owned(), "b".to_owned()]);
            it.items = Some(vec!["c".to_owned()]);
            it.lists = Some(vec![vec!["d".to_owned()], Vec::new()]);
        },
        "<strings xmlns:s=\"urn:strings\"><member>a</member><member>b</member></strings>\
         <items><item xmlns=\"urn:item\">c</item></items>\
         <lists><member><member>d</member></member><member></member></lists>",
    );
}

#[test]
fn flattened_lists_have_no_outer_element_and_the_members_name() {
    encodes(
        |it| {
            it.flat = Some(vec!["a".to_owned(), "b".to_owned()]);
            it.books = Some(vec![book("c")]);
        },
        "<flat xmlns=\"urn:item\">a</flat><flat xmlns=\"urn:item\">b</flat>\
         <Book><title>c</title><pages>10</pages></Book>",
    );
}

#[test]
fn empty_lists_and_maps_are_written_unless_they_are_flattened() {
    encodes(
        |it| {
            it.items = Some(Vec::new());
            it.flat = Some(Vec::new());
            it.numbers = Some(Map::new());
            it.flat_map = Some(Map::new());
        },
        "<items></items><numbers></numbers>",
    );
}

#[test]
fn nulls_are_self_closing_tags() {
    encodes(
        |it| {
            it.holes = Some(vec![None, Some(String::new())]);
            it.gaps = Some(Map::from([("a".to_owned(), None)]));
        },
        "<holes><member/><member></member></holes>\
         <gaps><entry><key>a</key><value/></entry></gaps>",
    );
}

#[test]
fn maps_have_entries_of_keys_and_values() {
    let numbers = Map::from([("b".to_owned(), 2), ("a&".to_owned(), 1)]);
    encodes(
        |it| {
            it.numbers = Some(numbers.clone());
            it.named = Some(Map::from([(Colour::Blue, Map::new())]));
            it.flat_map = Some(Map::from([(Colour::Red, numbers)]));
        },
        "<numbers><entry><key>a&amp;</key><value>1</value></entry>\
         <entry><key>b</key><value>2</value></entry></numbers>\
         <named><entry><Name xmlns=\"urn:key\">BLUE</Name><Value></Value></entry></named>\
         <pair><Name xmlns=\"urn:key\">RED</Name><Value>\
         <entry><key>a&amp;</key><value>1</value></entry>\
         <entry><key>b</key><value>2</value></entry></Value></pair>",
    );
}

#[test]
fn attributes_come_first_and_are_escaped() {
    encodes(
        |it| {
            it.book = Some(Book {
                kind: Some("a \"b\" <c>".to_owned()),
                printed: Some(Timestamp::EPOCH),
                ..book("d")
            });
        },
        "<book xsi:type=\"a &quot;b&quot; &lt;c&gt;\" printed=\"1970-01-01T00:00:00Z\">\
         <title>d</title><pages>10</pages></book>",
    );
}

#[test]
fn the_namespace_of_the_service_is_on_the_root_alone() {
    let namespace = XmlNamespace {
        uri: "urn:a&b",
        prefix: None,
    };
    let xml = Xml::AWS.with_namespace(Some(namespace));
    let mut value = Library::blank();
    value.renamed = Some("a".to_owned());
    let mut out = Vec::new();
    xml.encode(&value, Part::Whole, &mut out).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "<Library xmlns=\"urn:a&amp;b\"><lib:other>a</lib:other><defaulted>7</defaulted></Library>",
    );
}
