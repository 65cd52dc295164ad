//! The grammar's tokens, whitespace, control statements, metadata and node values.
//!
//! Source: Smithy 2.0, "Smithy IDL ABNF", "Control section" to "Metadata section" and
//! "Node values".

use serde_json::{Value, json};
use tinsmith_codegen::diagnostic::Source;

use crate::support::{Loaded, load_all};

fn load(text: &str) -> Loaded {
    load_all(&[Source::new("a.smithy", text)])
}

/// The AST of a text in which nothing is wrong.
fn read(text: &str) -> Value {
    let loaded = load(text);
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
    loaded.ast
}

/// What a metadata statement says.
fn value(literal: &str) -> Value {
    read(&format!("$version: \"2.0\"\nmetadata it = {literal}\n"))["metadata"]["it"].clone()
}

/// All that is said of a text.
fn said(text: &str) -> String {
    load(text).diagnostics.to_string()
}

/// What is said first of a metadata statement, with its place.
fn refused(literal: &str) -> String {
    let said = said(&format!("$version: \"2.0\"\nmetadata it = {literal}\n"));
    let lines: Vec<_> = said.lines().take(2).map(str::trim).collect();
    lines.join(" ").replacen("error: ", "", 1)
}

#[test]
fn an_empty_file_says_nothing() {
    for text in ["", "\n", "// c", " \t,\r\n", "\u{feff}"] {
        assert_eq!(read(text)["shapes"], json!({}));
    }
}

#[test]
fn commas_are_whitespace() {
    let tight = read("namespace a\nstructure S {a:String b:Integer}");
    let loose = read("namespace a\n,,\nstructure S ,{,, a: String,,, b: Integer,}\n,");
    assert_eq!(tight, loose);
    assert_eq!(value("[1,,2 3,]"), json!([1, 2, 3]));
    assert_eq!(value("{a:1 b:2,,c:[],}"), json!({"a": 1, "b": 2, "c": []}));
}

#[test]
fn comments_stand_wherever_whitespace_does() {
    let text = "// a\n$version: \"2.0\" // b\nnamespace a // c\n// d\nlist L // e\n{ // f\n\
                member: String // g\n} // h";
    assert_eq!(read(text)["shapes"]["a#L"]["type"], "list");
    assert_eq!(value("[ // one\n1 // two\n]"), json!([1]));
}

#[test]
fn lines_may_end_in_cr_lf() {
    let unix = "$version: \"2.0\"\nnamespace a\n/// One\n/// two\nstring S\n";
    assert_eq!(read(unix), read(&unix.replace('\n', "\r\n")));
}

#[test]
fn names_are_letters_digits_and_underscores() {
    for name in ["_1", "__a", "a_1", "_A_", "string", "apply", "with"] {
        let ast = read(&format!("namespace {name}\nstring {name}\n"));
        assert_eq!(ast["shapes"][format!("{name}#{name}")]["type"], "string");
    }
    assert_eq!(
        said("namespace a\nstring _\n"),
        "error: expected a name, found underscores and nothing else\n  --> a.smithy:2:8\n"
    );
    assert_eq!(
        said("namespace a\nstring 1a\n"),
        "error: expected a name, found `1`\n  --> a.smithy:2:8\n"
    );
    assert_eq!(
        said("namespace a\nstring \u{e4}\n"),
        "error: expected a name, found `\u{e4}`\n  --> a.smithy:2:8\n"
    );
}

#[test]
fn keywords_are_names_too() {
    let ast = read(
        "$version: \"2.0\"\nnamespace a\nstructure structure for for with [with] {\n    use: apply\n\
         metadata: String\n    true: String, null: namespace\n}\n@mixin\nstructure with {}\n\
         resource for {}\nstring apply\nstring namespace\napply apply @since(\"1\")\n",
    );
    let members = &ast["shapes"]["a#structure"]["members"];
    assert_eq!(members["use"]["target"], "a#apply");
    assert_eq!(members["null"]["target"], "a#namespace");
    assert_eq!(ast["shapes"]["a#apply"]["traits"]["smithy.api#since"], "1");
}

#[test]
fn numbers_of_any_size_are_kept() {
    assert_eq!(value("-0").to_string(), "-0.0");
    assert_eq!(
        value("123456789012345678").to_string(),
        "123456789012345678"
    );
    assert_eq!(value("[0.10, 1E+2, -1e-2]"), json!([0.1, 100.0, -0.01]));
    let loaded = load("metadata it = [1e-400, 123456789012345678901234567890]\n");
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
}

#[test]
fn what_is_nearly_a_number_is_none() {
    assert_eq!(
        refused("+1"),
        "expected a value, found `+` --> a.smithy:2:15"
    );
    assert_eq!(
        refused(".5"),
        "expected a value, found `.` --> a.smithy:2:15"
    );
    assert_eq!(
        refused("1."),
        "expected a value, found a number that no digit follows after the `.` --> a.smithy:2:15"
    );
    assert_eq!(
        refused("1e"),
        "expected a value, found a number whose exponent has no digit --> a.smithy:2:15"
    );
    assert_eq!(
        refused("-"),
        "expected a value, found a `-` that no digit follows --> a.smithy:2:15"
    );
    assert_eq!(
        refused("1a"),
        "expected the end of the line, found `a` --> a.smithy:2:16"
    );
}

#[test]
fn node_keywords_are_values_and_keys_are_texts() {
    assert_eq!(
        value("{true: true, null: null, \"x y\": false}"),
        json!({"true": true, "null": null, "x y": false})
    );
    assert_eq!(
        value("{String: String}"),
        json!({"String": "smithy.api#String"})
    );
    assert_eq!(
        refused("{a: 1, a: 2}"),
        "`a` is given twice --> a.smithy:2:22"
    );
}

#[test]
fn text_blocks_begin_on_a_line_of_their_own() {
    let fault = "a text block begins on the line below its quotes --> a.smithy:2:15";
    assert_eq!(refused("\"\"\"foo\"\"\""), fault);
    assert_eq!(refused("\"\"\" \"\"\""), fault);
    assert_eq!(
        refused("\"\"\"\n\""),
        "expected a value, found a text block that is never closed --> a.smithy:2:15"
    );
}

#[test]
fn text_blocks_know_escapes_and_quotes() {
    assert_eq!(value("\"\"\"\n    \"a\"\n    \"\"\""), "\"a\"\n");
    assert_eq!(
        value("\"\"\"\n    foo \\\"\"\"\n    baz\"\"\""),
        "foo \"\"\"\nbaz"
    );
    assert_eq!(
        value("\"\"\"\n  Foo \\\n  Baz \\\r\n  Bam\"\"\""),
        "Foo Baz Bam"
    );
    assert_eq!(
        value("\"\"\"\r\n    Foo\r\n      Bar\r\n    \"\"\""),
        "Foo\n  Bar\n"
    );
    assert_eq!(value("\"\"\" \t\n  Foo   \n        \"\"\""), "Foo\n");
    assert_eq!(value("\"\"\"\n\"\"\""), "");
    assert_eq!(value("\"\"\"\n\tFoo\n\t\"\"\""), "\tFoo\n\t");
}

#[test]
fn escapes_that_do_not_exist_are_refused() {
    assert_eq!(
        refused(r#""\q""#),
        "`\\q` is not an escape --> a.smithy:2:15"
    );
    assert_eq!(
        refused(r#""\u12""#),
        "`\\u` is followed by four hexadecimal digits --> a.smithy:2:15"
    );
}

#[test]
fn control_statements_come_first_and_unknown_ones_are_ignored() {
    assert_eq!(
        said("$foo: [1]\n$\"version\": \"2\"\nnamespace a\n"),
        "warning: unknown control statement `$foo` is ignored\n  --> a.smithy:1:7\n"
    );
    assert_eq!(
        said("namespace a\n\n$version: \"2.0\"\n"),
        "error: expected a shape, found `$`\n  --> a.smithy:3:1\n  \
         = help: control statements such as `$version` come first in a file\n"
    );
    assert_eq!(
        said("$version: \"2\"\n$version: \"2\"\n"),
        "error: `$version` is given twice\n  --> a.smithy:2:11\n"
    );
    assert_eq!(
        said("$version: 2\n"),
        "error: `$version` takes a string\n  --> a.smithy:1:11\n"
    );
}

#[test]
fn an_unknown_version_is_one_fault() {
    assert_eq!(
        said("$version: \"3.0\"\nnamespace a\nenum E { A }\n"),
        "error: unsupported Smithy version `3.0`\n  --> a.smithy:1:11\n  \
         = help: versions 1.0, 2.0 and 2.1 are supported\n"
    );
}

#[test]
fn statements_end_with_their_line() {
    assert_eq!(
        said("$version: \"2.0\" metadata a = 1\n"),
        "error: expected the end of the line, found `metadata`\n  --> a.smithy:1:17\n"
    );
    assert_eq!(
        said("namespace a;\n"),
        "error: expected the end of the line, found `;`\n  --> a.smithy:1:12\n  \
         = help: statements and members end with their line\n"
    );
}

#[test]
fn metadata_is_merged() {
    let one = Source::new("a.smithy", "metadata l = [1]\nmetadata \"k k\" = {a: 1}\n");
    let two = Source::new("b.smithy", "metadata l = [2]\nmetadata \"k k\" = {a: 1}\n");
    let json = Source::new("c.json", r#"{"smithy": "2.0", "metadata": {"l": [3]}}"#);
    let loaded = load_all(&[one, two, json]);
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
    let mut list = loaded.ast["metadata"]["l"]
        .as_array()
        .expect("a list")
        .clone();
    list.sort_by_key(Value::as_i64);
    assert_eq!(list, [1, 2, 3]);
    assert_eq!(
        said("metadata k = 1\nmetadata k = 2\n"),
        "error: metadata `k` is given twice, and differently\n  --> a.smithy:2:10\n  \
         = note: the other value is at a.smithy:1:10\n"
    );
}
