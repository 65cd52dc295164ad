//! Decoding of values.

use tinsmith::rt::codec::xml::Xml;
use tinsmith::rt::codec::{Codec, Decoded, Limits, Part};
use tinsmith::rt::value::Field;
use tinsmith::{Blob, Map, Timestamp};

use crate::fixture::{Book, Colour, Level, Library};

/// The value decoded from a root element with the content `inside`.
pub(crate) fn decode(inside: &str) -> (Library, Decoded) {
    let mut value = Library::blank();
    let text = format!("<Library>{inside}</Library>");
    let limits = Limits::default();
    let decoded = Xml::AWS.decode(text.as_bytes(), &mut value, Part::Whole, &limits);
    (value, decoded.unwrap())
}

fn value(inside: &str) -> Library {
    decode(inside).0
}

fn strings<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

#[test]
fn scalars_are_read_with_white_space_around_them() {
    let value = value(
        "<boolean> true\n</boolean><byte>-128</byte><short>\t3 </short><integer>0</integer>\
         <long>-9223372036854775808</long><float>1.5</float><double> 1e300 </double>\
         <bigInteger> 123456789012345678901 </bigInteger><bigDecimal>1.50</bigDecimal>\
         <colour>RED</colour><level>2</level><blob> AP8=\n</blob>",
    );
    assert_eq!(value.boolean, Some(true));
    assert_eq!(value.byte, Some(-128));
    assert_eq!(value.short, Some(3));
    assert_eq!(value.integer, Some(0));
    assert_eq!(value.long, Some(i64::MIN));
    assert_eq!(value.float, Some(1.5));
    assert_eq!(value.double, Some(1e300));
    assert_eq!(value.big_integer, "123456789012345678901".parse().ok());
    assert_eq!(value.big_decimal, "1.50".parse().ok());
    assert_eq!(value.colour, Some(Colour::Red));
    assert_eq!(value.level, Some(Level::High));
    assert_eq!(value.blob, Some(Blob::from(b"\x00\xFF")));
    assert_eq!(value.defaulted, 7);
}

#[test]
fn blobs_may_be_broken_into_lines() {
    let value = value("<blob>\n  AP8B\n  AP8B\n</blob>");
    assert_eq!(value.blob, Some(Blob::from(b"\x00\xFF\x01\x00\xFF\x01")));
}

#[test]
fn strings_keep_their_white_space() {
    assert_eq!(value("<string>  a  b </string>").string.unwrap(), "  a  b ");
    assert_eq!(value("<string>  </string>").string.unwrap(), "  ");
}

#[test]
fn empty_elements_are_empty_values() {
    let value = value("<string/><blob></blob><strings/><numbers></numbers>");
    assert_eq!(value.string.as_deref(), Some(""));
    assert_eq!(value.blob, Some(Blob::default()));
    assert_eq!(value.strings, Some(Vec::new()));
    assert_eq!(value.numbers, Some(Map::new()));
}

#[test]
fn floats_that_are_not_finite_have_names() {
    let value = value("<float>-Infinity</float><double>NaN</double>");
    assert_eq!(value.float, Some(f32::NEG_INFINITY));
    assert!(value.double.unwrap().is_nan());
}

#[test]
fn unknown_values_of_enums_are_kept() {
    let value = value("<colour>MAUVE</colour><level>9</level>");
    assert_eq!(value.colour.unwrap().as_str(), "MAUVE");
    assert_eq!(value.level.unwrap().code(), 9);
}

#[test]
fn timestamps_have_the_format_of_the_member_or_of_the_protocol() {
    let value = value(
        "<timestamp>2023-11-14T23:13:20.5+01:00</timestamp><epoch> 1700000000 </epoch>\
         <dates><member>Thu, 01 Jan 1970 00:00:00 GMT</member></dates>",
    );
    assert_eq!(
        value.timestamp,
        Some(Timestamp::new(1_700_000_000, 500_000_000))
    );
    assert_eq!(value.epoch, Some(Timestamp::new(1_700_000_000, 0)));
    assert_eq!(value.dates, Some(vec![Timestamp::EPOCH]));
}

#[test]
fn lists_are_read_by_the_name_of_their_elements() {
    let value = value(
        "<strings><member>a</member><other>x</other><member>b</member></strings>\
         <items><item>c</item><member>x</member></items>\
         <lists><member><member>d</member></member><member/></lists>",
    );
    assert_eq!(value.strings, Some(strings(["a", "b"])));
    assert_eq!(value.items, Some(strings(["c"])));
    assert_eq!(value.lists, Some(vec![vec!["d".to_owned()], Vec::new()]));
}

#[test]
fn elements_of_flattened_lists_need_not_be_adjacent() {
    let value = value(
        "<flat>a</flat><Book><title>b</title><pages>1</pages></Book><flat>c</flat>\
         <Book><pages>2</pages><title>d</title></Book>",
    );
    assert_eq!(value.flat, Some(strings(["a", "c"])));
    let titles: Vec<String> = value
        .books
        .unwrap()
        .into_iter()
        .map(|it| it.title)
        .collect();
    assert_eq!(titles, ["b", "d"]);
}

#[test]
fn nulls_of_sparse_collections_are_self_closing_tags() {
    let value = value(
        "<holes><member/><member></member></holes>\
         <gaps><entry><key>a</key><value/></entry><entry><key>b</key><value>1</value></entry></gaps>",
    );
    assert_eq!(value.holes, Some(vec![None, Some(String::new())]));
    let gaps = [("a".to_owned(), None), ("b".to_owned(), Some(1))];
    assert_eq!(value.gaps, Some(Map::from(gaps)));
}

#[test]
fn maps_are_sorted_and_the_last_of_equal_keys_wins() {
    let value = value(
        "<numbers><entry><key>b</key><value>1</value></entry><entry><key>a</key><value>2</value></entry>\
         <other/><entry><key>b</key><value>3</value></entry></numbers>",
    );
    let expected = [("a".to_owned(), 2), ("b".to_owned(), 3)];
    assert_eq!(value.numbers, Some(Map::from(expected)));
}

#[test]
fn a_value_may_come_before_its_key() {
    let value = value(
        "<named><entry><Value><entry><value>1</value><key>a</key></entry></Value><new>x</new>\
         <Name>RED</Name></entry></named><integer>5</integer>",
    );
    let inner = Map::from([("a".to_owned(), 1)]);
    assert_eq!(value.named, Some(Map::from([(Colour::Red, inner)])));
    assert_eq!(value.integer, Some(5));
}

#[test]
fn flattened_maps_are_sorted_at_the_end() {
    let value = value(
        "<pair><Name>RED</Name><Value/></pair><string>a</string><pair><Name>BLUE</Name><Value/></pair>",
    );
    let expected = [(Colour::Red, Map::new()), (Colour::Blue, Map::new())];
    assert_eq!(value.flat_map, Some(Map::from(expected)));
}

#[test]
fn an_entry_without_a_value_is_dropped() {
    let (value, decoded) = decode("<numbers><entry><key>b</key></entry></numbers>");
    assert_eq!(value.numbers, Some(Map::new()));
    assert_eq!(decoded.corrected, [""; 0]);
}

#[test]
fn an_entry_without_a_key_is_dropped_and_reported() {
    let (value, decoded) = decode("<numbers><entry><value>1</value></entry></numbers>");
    assert_eq!(value.numbers, Some(Map::new()));
    assert_eq!(decoded.corrected, ["numbers[0]"]);
}

#[test]
fn attributes_are_read_by_their_whole_name() {
    let value = value(
        "<book xmlns:xsi='urn:x' type='no' xsi:type = \"a&amp;&#x62;\nc\" printed='1970-01-01T00:00:00Z'>\
         <title>t</title><pages>1</pages><kind>no</kind></book>",
    );
    let book = value.book.unwrap();
    assert_eq!(book.kind.as_deref(), Some("a&b c"));
    assert_eq!(book.printed, Some(Timestamp::EPOCH));
}

#[test]
fn prefixes_are_not_compared() {
    let value = value("<a:string xmlns:a='urn:a'>b</a:string><other>c</other>");
    assert_eq!(value.string.as_deref(), Some("b"));
    assert_eq!(value.renamed.as_deref(), Some("c"));
}

#[test]
fn members_come_in_any_order_and_unknown_ones_are_skipped() {
    let value = value("<new><string>x</string></new><integer>1</integer><string>a</string>");
    assert_eq!(value.string.as_deref(), Some("a"));
    assert_eq!(value.integer, Some(1));
}

#[test]
fn the_last_of_equal_members_wins() {
    let value = value(
        "<integer>1</integer><strings><member>a</member></strings><integer>2</integer>\
         <strings><member>b</member></strings>",
    );
    assert_eq!(value.integer, Some(2));
    assert_eq!(value.strings, Some(strings(["b"])));
}

#[test]
fn absent_required_members_are_reported() {
    let (value, decoded) = decode("<book/><Book><title>a</title></Book>");
    assert_eq!(value.book, Some(Book::blank()));
    assert_eq!(
        decoded.corrected,
        ["book.title", "book.pages", "books[0].pages"]
    );
}

#[test]
fn services_refuse_absent_required_members() {
    let limits = Limits::new().strict();
    let mut value = Library::blank();
    let bytes = b"<Library><book><title>a</title></book></Library>";
    let decoded = Xml::AWS.decode(bytes, &mut value, Part::Whole, &limits);
    let error = decoded.unwrap_err();
    assert_eq!(error.path, "book.pages");
    assert_eq!(error.reason, "a required member is missing");
}

#[test]
fn all_members_survive_a_round_trip() {
    let first = value(
        "<boolean>false</boolean><float>0.1</float><string>&#xD;&lt;&#x85;</string><blob>AA==</blob>\
         <timestamp>2023-11-14T22:13:20Z</timestamp><other>é</other><strings/><holes><member/></holes>\
         <flat>a</flat><Book><title/><pages>1</pages><sequels><member><title>x</title><pages>2</pages>\
         </member></sequels></Book><pair><Name>RED</Name><Value/></pair>\
         <choice><piece>a</piece></choice>",
    );
    let mut bytes = Vec::new();
    Xml::AWS.encode(&first, Part::Whole, &mut bytes).unwrap();
    let mut second = Library::blank();
    let decoded = Xml::AWS.decode(&bytes, &mut second, Part::Whole, &Limits::default());
    assert!(decoded.unwrap().corrected.is_empty());
    assert_eq!(second, first);
}
