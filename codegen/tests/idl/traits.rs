//! Traits: forms of values, `apply`, documentation comments, conflicts, and values held to
//! the trait's own definition.
//!
//! Source: Smithy 2.0, "Applying traits", "Documentation comment" and "Trait node values".

use serde_json::{Value, json};
use tinsmith_codegen::diagnostic::Source;

use crate::support::{Loaded, load_all};

/// Traits of every type; 12 lines.
const TRAITS: &str = "$version: \"2.0\"\nnamespace a\n@trait structure st { s: String, l: ls }\n\
    @trait list ls { member: String }\n@trait map mp { key: String value: Integer }\n\
    @trait union un { s: String n: Byte }\n@trait string str\n@trait boolean bo\n\
    @trait document doc\n@trait double db\n@trait short sh\n@trait timestamp ts\n";

fn load(text: &str) -> Loaded {
    load_all(&[Source::new("a.smithy", format!("{TRAITS}{text}"))])
}

/// The shapes of what follows the definitions.
fn shapes(text: &str) -> Value {
    let loaded = load(text);
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
    loaded.ast["shapes"].clone()
}

/// All that is said of what follows the definitions, which begins in line 13.
fn said(text: &str) -> String {
    load(text).diagnostics.to_string()
}

/// What a trait is on a shape, by its name.
fn given(text: &str, name: &str) -> Value {
    shapes(&format!("{text}\nstring S\n"))["a#S"]["traits"][name].clone()
}

#[test]
fn a_value_left_out_is_empty() {
    for text in [
        "@st @ls @mp",
        "@st() @ls() @mp()",
        "@st(\n) @ls( ) @mp(// c\n)",
    ] {
        let traits = shapes(&format!("{text}\nstring S\n"))["a#S"]["traits"].clone();
        assert_eq!(traits, json!({"a#st": {}, "a#ls": [], "a#mp": {}}));
    }
    assert_eq!(given("@doc", "a#doc"), Value::Null);
}

#[test]
fn a_value_that_cannot_be_empty_is_wanted() {
    for name in ["str", "bo", "un", "db"] {
        let said = said(&format!("@{name}\nstring S\n"));
        let wanted = format!(
            "error: the trait `a#{name}` needs a value\n  --> a.smithy:13:1\n  \
             = help: write `@{name}(\u{2026})`\n"
        );
        assert!(said.starts_with(&wanted), "{said}");
    }
}

#[test]
fn values_have_every_form() {
    assert_eq!(
        given("@st(s: \"x\" l: [\"y\",])", "a#st"),
        json!({"s": "x", "l": ["y"]})
    );
    assert_eq!(given("@st({s: \"x\"})", "a#st"), json!({"s": "x"}));
    assert_eq!(
        given("@mp(\"k 1\": 1, k2: 2)", "a#mp"),
        json!({"k 1": 1, "k2": 2})
    );
    assert_eq!(given("@un(n: 1)", "a#un"), json!({"n": 1}));
    assert_eq!(
        given("@doc({a: [1, null, str]})", "a#doc"),
        json!({"a": [1, null, "a#str"]})
    );
    assert_eq!(given("@a#str( \"x\" )", "a#str"), "x");
    assert_eq!(given("@str(\"\"\"\n    x\"\"\")", "a#str"), "x");
    assert_eq!(given("@db(\"-Infinity\")", "a#db"), "-Infinity");
}

#[test]
fn values_are_held_to_the_definition() {
    let cases = [
        (
            "@sh(32768)",
            "error: `32768` is out of range\n  --> a.smithy:13:5 (a#S)\n",
        ),
        (
            "@un(n: -129)",
            "error: `-129` is out of range\n  --> a.smithy:13:8 (a#S)\n",
        ),
        (
            "@sh(1.5)",
            "error: `1.5` is not a whole number\n  --> a.smithy:13:5 (a#S)\n",
        ),
        (
            "@db(\"x\")",
            "error: `x` is not a number\n  --> a.smithy:13:5 (a#S)\n  \
             = help: only `NaN`, `Infinity` and `-Infinity` are written in quotes\n",
        ),
        (
            "@un(m: 1)",
            "error: the union has no member `m`\n  --> a.smithy:13:5 (a#S)\n  \
             = help: did you mean `n`?\n",
        ),
        (
            "@un(n: 1, s: \"x\")",
            "error: a value of a union has exactly one member\n  \
             --> a.smithy:13:4 (a#S)\n",
        ),
        (
            "@st(sl: 1)",
            "warning: the trait has no member `sl`\n  --> a.smithy:13:5 (a#S)\n  \
             = help: did you mean `l`?\n",
        ),
        (
            "@str(1)",
            "error: expected a string, found a number\n  --> a.smithy:13:6 (a#S)\n",
        ),
        (
            "@ls(\"x\")",
            "error: expected an array, found a string\n  --> a.smithy:13:5 (a#S)\n",
        ),
        (
            "@mp([])",
            "error: expected an object, found an array\n  --> a.smithy:13:5 (a#S)\n",
        ),
    ];
    for (text, wanted) in cases {
        assert_eq!(said(&format!("{text}\nstring S\n")), wanted);
    }
}

#[test]
fn apply_reaches_shapes_and_members_in_any_order() {
    let shapes = shapes(
        "apply L$member @since(\"1\")\napply K$key @since(\"2\")\napply K$value @since(\"3\")\n\
         apply E$A @since(\"4\")\napply a#S {\n    @since(\"5\"),\n    @str(\"x\")\n}\n\
         apply S$m {}\napply T$m @since(\"6\")\nlist L { member: String }\n\
         map K { key: String value: String }\nenum E { A }\nstructure S { m: String }\n\
         @mixin\nstructure M { m: String }\nstructure T with [M] {}\n",
    );
    let since = |shape: &str| shapes["a#".to_owned() + shape]["traits"]["smithy.api#since"].clone();
    assert_eq!(shapes["a#L"]["member"]["traits"]["smithy.api#since"], "1");
    assert_eq!(shapes["a#K"]["key"]["traits"]["smithy.api#since"], "2");
    assert_eq!(shapes["a#K"]["value"]["traits"]["smithy.api#since"], "3");
    assert_eq!(
        shapes["a#E"]["members"]["A"]["traits"]["smithy.api#since"],
        "4"
    );
    assert_eq!([since("S"), since("T$m")], ["5", "6"]);
    assert_eq!(shapes["a#S"]["traits"]["a#str"], "x");
}

#[test]
fn what_cannot_be_applied_to_is_said() {
    assert_eq!(
        said("apply smithy.api#String @since(\"1\")\n"),
        "error: `smithy.api#String` belongs to the prelude, which cannot be changed\n  \
         --> a.smithy:13:25\n"
    );
    assert_eq!(
        said("apply Nope @since(\"1\")\n"),
        "error: traits are applied to `a#Nope`, which is not defined\n  --> a.smithy:13:12\n"
    );
    assert_eq!(
        said("apply st @since(\"1\") @sensitive\n"),
        "error: expected the end of the line, found `@`\n  --> a.smithy:13:22\n  \
         = help: several traits go into a block: `apply st { \u{2026} }`\n"
    );
}

#[test]
fn lists_given_twice_are_joined_and_equal_values_are_one() {
    let text = "@ls([\"x\"])\n@ls([\"y\"])\n@length(min: 1)\n@length(min: 1)";
    assert_eq!(given(text, "a#ls"), json!(["x", "y"]));
    assert_eq!(given(text, "smithy.api#length"), json!({"min": 1}));
}

#[test]
fn documentation_comments_lose_one_space() {
    let docs = given(
        "/// A\n///B\n///   C\n///\n//// D\n",
        "smithy.api#documentation",
    );
    assert_eq!(docs, "A\nB\n  C\n\n/ D");
    let apart = given(
        "/// A\n\n// not this\n/// \\n \"B\"",
        "smithy.api#documentation",
    );
    assert_eq!(apart, "A\n\\n \"B\"");
}

#[test]
fn documentation_is_of_what_comes_right_after_it() {
    let shapes = shapes(
        "/// S\nstructure S {\n    /// a\n    a: String, /// of nothing\n    /// b\n    @required\n    \
         b: String\n}\nenum E {\n    /// A\n    A = \"a\"\n    B\n}\n",
    );
    let docs = |value: &Value| value["traits"].get("smithy.api#documentation").cloned();
    let members = &shapes["a#S"]["members"];
    assert_eq!(docs(&shapes["a#S"]), Some(json!("S")));
    assert_eq!(docs(&members["a"]), Some(json!("a")));
    assert_eq!(docs(&members["b"]), Some(json!("b")));
    assert_eq!(docs(&shapes["a#E"]["members"]["A"]), Some(json!("A")));
    assert_eq!(docs(&shapes["a#E"]["members"]["B"]), None);
}

#[test]
fn unquoted_texts_are_ids_of_shapes() {
    assert_eq!(given("@doc(String)", "a#doc"), "smithy.api#String");
    assert_eq!(given("@doc(st$s)", "a#doc"), "a#st$s");
    assert_eq!(
        said("@error(client)\nstructure S {}\nstring client\n"),
        "error: \"a#client\" is neither \"client\" nor \"server\"\n  --> a.smithy:13:8 (a#S)\n"
    );
}
