//! Unions.

use tinsmith::rt::codec::xml::Xml;
use tinsmith::rt::codec::{Codec, EncodeError, Limits, Part};
use tinsmith::rt::value::Field;
use tinsmith::{Document, Map};

use crate::decode::decode;
use crate::fixture::{Choice, Library};

fn read(inside: &str) -> Choice {
    decode(&format!("<choice>{inside}</choice>"))
        .0
        .choice
        .unwrap()
}

fn encode(choice: Choice) -> Result<String, EncodeError> {
    let mut value = Library::blank();
    value.choice = Some(choice);
    let mut out = Vec::new();
    Xml::AWS.encode(&value, Part::Whole, &mut out)?;
    let text = String::from_utf8(out).unwrap();
    let (_, rest) = text.split_once("<choice>").unwrap();
    Ok(rest
        .split_once("</choice><defaulted>")
        .unwrap()
        .0
        .to_owned())
}

#[track_caller]
fn goes_both_ways(choice: Choice, text: &str) {
    assert_eq!(read(text), choice);
    assert_eq!(encode(choice).as_deref(), Ok(text));
}

#[test]
fn a_variant_is_an_element() {
    goes_both_ways(Choice::Text("a".to_owned()), "<text>a</text>");
    goes_both_ways(Choice::List(Vec::new()), "<list></list>");
    let again = Choice::Again(Box::new(Choice::Text("a".to_owned())));
    goes_both_ways(again, "<again><text>a</text></again>");
}

#[test]
fn a_flattened_list_has_an_element_for_each_item() {
    let pieces = ["a", "b"].map(str::to_owned).to_vec();
    goes_both_ways(Choice::Flat(pieces), "<piece>a</piece><piece>b</piece>");
}

#[test]
fn a_flattened_map_has_an_element_for_each_entry() {
    let entries = [("a".to_owned(), 1), ("b".to_owned(), 2)];
    goes_both_ways(
        Choice::FlatMap(Map::from(entries)),
        "<flatMap><key>a</key><value>1</value></flatMap><flatMap><key>b</key><value>2</value></flatMap>",
    );
}

#[test]
fn an_unknown_variant_survives() {
    let text = |it: &str| Document::String(it.to_owned());
    let repeated = Document::List(vec![text("1"), text("2"), text("3")]);
    let value = [("a", repeated), ("b", text("<"))].into_iter().collect();
    goes_both_ways(
        Choice::Unknown {
            name: "new".to_owned(),
            value,
        },
        "<new><a>1</a><a>2</a><a>3</a><b>&lt;</b></new>",
    );
}

#[test]
fn an_unknown_variant_cannot_smuggle_markup_in() {
    let choice = Choice::Unknown {
        name: "new><b".to_owned(),
        value: Document::Null,
    };
    let error = encode(choice).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"choice: "new><b" is not a valid element name"#
    );
}

#[test]
fn an_absent_variant_is_reported() {
    let (_, decoded) = decode("<choice/>");
    assert_eq!(decoded.corrected, ["choice"]);
}

#[test]
fn a_second_variant_is_an_error() {
    for inside in [
        "<text>a</text><list/>",
        "<piece>a</piece><text>b</text>",
        "<x/><y/>",
    ] {
        let text = format!("<Library><choice>{inside}</choice></Library>");
        let mut value = Library::blank();
        let limits = Limits::default();
        let decoded = Xml::AWS.decode(text.as_bytes(), &mut value, Part::Whole, &limits);
        let error = decoded.unwrap_err();
        assert_eq!(error.reason, "more than one variant of a union", "{inside}");
        assert!(error.path.starts_with("choice"), "{}", error.path);
    }
}
