//! Syntax besides elements and texts.

use tinsmith::rt::codec::xml::Xml;
use tinsmith::rt::codec::{Codec, Limits, Part};
use tinsmith::rt::value::Field;

use crate::decode::decode;
use crate::fixture::Library;

#[track_caller]
fn string(text: &str) -> String {
    decode(&format!("<string>{text}</string>"))
        .0
        .string
        .unwrap()
}

#[test]
fn declarations_comments_and_instructions_are_skipped() {
    let text = "\u{FEFF}<?xml version = '1.0' encoding = \"UTF-8\"?>\n<!-- <a> -->\n<?go > on?>\
                <Library a='1' >\n <!----> text <![CDATA[<integer>1</integer>]]>\
                <string  b = \"2\"\n>a<!-- b -->c<?d?></string ></Library\n>\n<!-- end --> ";
    let mut value = Library::blank();
    let limits = Limits::default();
    let decoded = Xml::AWS.decode(text.as_bytes(), &mut value, Part::Whole, &limits);
    assert!(decoded.is_ok(), "{decoded:?}");
    assert_eq!(value.string.as_deref(), Some("ac"));
    assert_eq!(value.integer, None);
}

#[test]
fn predefined_and_numeric_references_are_resolved() {
    assert_eq!(string("&lt;&gt;&amp;&quot;&apos;"), "<>&\"'");
    assert_eq!(string("a&#65;&#x1F600;&#x10FFFF;b"), "aA😀\u{10FFFF}b");
    assert_eq!(string("&amp;lt;&#xD;&#10;"), "&lt;\r\n");
}

#[test]
fn control_characters_survive_although_xml_forbids_them() {
    assert_eq!(string("a&#0;&#x1;\u{2}"), "a\0\u{1}\u{2}");
}

#[test]
fn cdata_is_text() {
    assert_eq!(
        string("a<![CDATA[<b>&amp;]]]]><![CDATA[>]]>c"),
        "a<b>&amp;]]>c"
    );
}

#[test]
fn line_ends_are_normalised() {
    assert_eq!(string("a\r\nb\rc\n<![CDATA[\r\nd\r]]>"), "a\nb\nc\n\nd\n");
}
