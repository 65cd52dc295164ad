//! Strings, text blocks and tagged literals: what they say, and what is none.

use serde_json::{Value, json};
use tinsmith_codegen::diagnostic::Source;

use crate::support::{Loaded, load_all};

fn load(version: &str, literal: &str) -> Loaded {
    let text = format!("$version: \"{version}\"\nmetadata it = {literal}\n");
    load_all(&[Source::new("literal.smithy", text)])
}

/// What a literal says.
fn read(literal: &str) -> Value {
    let loaded = load("2.1", literal);
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
    loaded.ast["metadata"]["it"].clone()
}

/// Why a literal is none.
fn refused(literal: &str) -> String {
    let printed = load("2.1", literal).diagnostics.to_string();
    let message = printed.lines().next().unwrap_or_default();
    message
        .strip_prefix("error: ")
        .expect("an error")
        .to_owned()
}

#[test]
fn escapes_are_read() {
    assert_eq!(
        read(r#""a\"b\\c\/\b\f\n\r\t\u00e9""#),
        "a\"b\\c/\u{8}\u{c}\n\r\t\u{e9}"
    );
}

#[test]
fn a_pair_of_surrogates_is_one_character() {
    assert_eq!(read(r#""\ud83d\ude00""#), "\u{1f600}");
    assert_eq!(refused(r#""\ud83d""#), "`\\ud83d` is half of a character");
}

#[test]
fn an_escaped_line_end_is_nothing() {
    assert_eq!(read("\"a \\\nb\""), "a b");
}

#[test]
fn line_ends_are_one_character() {
    assert_eq!(read("\"a\r\nb\rc\""), "a\nb\nc");
}

#[test]
fn text_blocks_lose_the_indentation_that_lines_share() {
    let block = "\"\"\"\n    Foo\n        Baz\n\n  \n    Bar\n    \"\"\"";
    assert_eq!(read(block), "Foo\n    Baz\n\n\nBar\n");
    let outdented = "\"\"\"\n    Foo\n        Baz\n    Bar\n\"\"\"";
    assert_eq!(read(outdented), "    Foo\n        Baz\n    Bar\n");
    let escaped = "\"\"\"\n  <p>Hi\\n  bar</p>\n  \"\"\"";
    assert_eq!(read(escaped), "<p>Hi\n  bar</p>\n");
}

#[test]
fn numbers_keep_their_digits() {
    assert_eq!(
        read("[0, -1, 1.5, 1e+2, -2.5E-3]"),
        json!([0, -1, 1.5, 1e2, -2.5e-3])
    );
    assert_eq!(
        refused("01"),
        "expected a value, found a number that begins with a needless zero"
    );
}

#[test]
fn expressions_keep_their_backslashes() {
    assert_eq!(read(r#"#re "^\d{5}$""#), r"^\d{5}$");
    assert_eq!(read(r#"#re "a\"b\\c""#), r#"a"b\c"#);
    assert_eq!(
        read("#re \"\"\"\n    ^\\d\\\n    \\w$\n    \"\"\""),
        "^\\d\\w$\n"
    );
}

#[test]
fn bytes_are_written_in_base64() {
    assert_eq!(read(r#"#b "Hello world""#), "SGVsbG8gd29ybGQ=");
    assert_eq!(read(r#"#b "\x00\x01\x02""#), "AAEC");
    assert_eq!(read(r#"#b "\xff""#), "/w==");
    assert_eq!(read(r#"#b "\101\0\n\v""#), "QQAKCw==");
    assert_eq!(refused(r#"#b "\400""#), "`\\400` is more than a byte");
    assert_eq!(
        refused(r#"#b "\xg0""#),
        "`\\x` is followed by two hexadecimal digits"
    );
}

#[test]
fn dumps_are_written_in_base64() {
    assert_eq!(read(r#"#hex "48 65 6c 6c 6f""#), "SGVsbG8=");
    let dump = "#hex \"\"\"\n    81      # array(1)\n      c1  #   tag(1)\n    \"\"\"";
    assert_eq!(read(dump), "gcE=");
    assert_eq!(refused(r#"#hex "486""#), "hexadecimal digits come in pairs");
    assert_eq!(refused(r#"#hex "4x""#), "`x` is not a hexadecimal digit");
}

#[test]
fn timestamps_are_seconds() {
    assert_eq!(read(r#"#timestamp "2024-01-01T00:00:00Z""#), 1_704_067_200);
    assert_eq!(
        read(r#"#timestamp "2024-06-15T12:30:00.500Z""#),
        1_718_454_600.5
    );
    assert_eq!(
        read(r#"#timestamp "1969-12-31T23:59:59.9999Z""#),
        json!(-0.001)
    );
    assert_eq!(
        read(r#"#timestamp "2024-02-29T01:00:00+01:00""#),
        1_709_164_800
    );
    let fault = "`2023-02-29T00:00:00Z` is no date and time such as `2024-06-15T12:30:00Z`";
    assert_eq!(refused(r#"#timestamp "2023-02-29T00:00:00Z""#), fault);
}

#[test]
fn tags_need_version_2_1() {
    let printed = load("2.0", r#"#re "a""#).diagnostics.to_string();
    assert_eq!(
        printed,
        "error: tagged literals require version 2.1\n  --> literal.smithy:2:15\n  \
         = help: start the file with `$version: \"2.1\"`\n"
    );
}

#[test]
fn unknown_tags_are_refused() {
    assert_eq!(refused(r#"#hax "00""#), "unknown tag `#hax`");
}
