//! Mistakes that users make: one fault each, where it is, and the way out.

use tinsmith_codegen::diagnostic::{Diagnostics, Source};
use tinsmith_codegen::syntax::idl::translate;

use crate::support::load_all;

/// All that is said of what follows the namespace, which begins in line 3. As for every
/// command, faults of syntax and of names end it.
fn said(text: &str) -> String {
    let source = Source::new(
        "a.smithy",
        format!("$version: \"2.0\"\nnamespace a\n{text}"),
    );
    let mut diagnostics = Diagnostics::new();
    translate(std::slice::from_ref(&source), &mut diagnostics);
    if !diagnostics.has_errors() {
        diagnostics = load_all(&[source]).diagnostics;
    }
    diagnostics.to_string()
}

/// One fault: what it is, where, and the line after that.
fn is(text: &str, fault: &str, at: &str, more: &str) {
    let more = if more.is_empty() {
        String::new()
    } else {
        format!("  = {more}\n")
    };
    let wanted = format!("{fault}\n  --> a.smithy:{at}\n{more}");
    assert_eq!(said(text), wanted);
}

#[test]
fn a_brace_that_is_missing() {
    let fault = "error: a statement begins before the braces or parentheses are closed";
    let note = |at| format!("note: the unclosed part begins at a.smithy:{at}");
    let structure = "structure A {\n    a: String\n\nstructure B {\n}\n";
    is(structure, fault, "6:1", &note("3:13"));
    let traits = "service A {\n    version: \"1\"\n\n@sensitive\nstring B\n";
    is(traits, "error: expected a key, found `@`", "6:1", "");
    let operation = "operation A {\n    errors: []\n\nresource B {}\n";
    is(operation, fault, "6:1", &note("3:13"));
    let value = "@title(\"T\"\nservice A {}\n";
    is(value, fault, "4:1", &note("3:7"));
    let inline = "operation A {\n    input := {\n        a: String\n    output := {}\n}\n";
    let help = "help: `:=` is allowed only in operations: a `}` may be missing above";
    is(inline, "error: expected `:`, found `:=`", "6:12", help);
    is(
        "structure A {",
        "error: expected a name, found the end of the file",
        "3:14",
        "",
    );
}

#[test]
fn a_quote_that_is_missing() {
    let text = "service A {\n    version: \"1\n}\n@title(\"B\")\nservice B {}\n";
    let note = "note: a string that ends on this line begins at a.smithy:4:14";
    is(
        text,
        "error: expected `:`, found a string that is never closed",
        "6:10",
        note,
    );
}

#[test]
fn words_of_other_languages() {
    let help = "help: write `enum`, `intEnum`, `list`, `map`, `structure`, `union`, `operation`, \
                `resource`, `service`, or a simple type such as `string`";
    is(
        "class A {}\n",
        "error: `class` is not a type of shape",
        "3:1",
        help,
    );
    is(
        "structur A {}\n",
        "error: `structur` is not a type of shape",
        "3:1",
        "help: did you mean `structure`?",
    );
    is(
        "structure A { int a }\n",
        "error: expected `:`, found `a`",
        "3:19",
        "",
    );
    is(
        "structure A { a: List<String> }\n",
        "error: expected a name, found `<`",
        "3:22",
        "",
    );
    is(
        "structure A { a: String; }\n",
        "error: expected a name, found `;`",
        "3:24",
        "help: statements and members end with their line",
    );
    is(
        "string A = 'x'\n",
        "error: expected the end of the line, found `=`",
        "3:10",
        "",
    );
    is(
        "# A\nstring A\n",
        "error: expected a shape, found `#`",
        "3:1",
        "help: comments begin with `//`",
    );
    is(
        "/* A */\nstring A\n",
        "error: expected a shape, found `/`",
        "3:1",
        "help: comments begin with `//`",
    );
    is(
        "metadata a = 'x'\n",
        "error: `metadata` is not a type of shape",
        "3:1",
        "help: metadata comes before the namespace",
    );
}

#[test]
fn targets_that_are_misspelt() {
    let member = |target: &str| format!("structure A {{\n    a: {target}\n}}\n");
    for target in ["Strng", "string"] {
        let fault = format!("error: shape `a#{target}` is not defined");
        let help = "help: did you mean `smithy.api#String`?";
        is(&member(target), &fault, "4:8 (a#A$a)", help);
    }
    is(
        &member("b.c#D"),
        "error: shape `b.c#D` is not defined",
        "4:8 (a#A$a)",
        "help: add the file that defines it, or correct the id",
    );
    is(
        "service A { operations: Do }\noperation Do {}\n",
        "error: `operations` takes a list",
        "3:25",
        "help: write `operations: [Do]`",
    );
    is(
        "resource A { create: [Do] }\noperation Do {}\n",
        "error: `create` takes one operation",
        "3:22",
        "help: write its name without brackets",
    );
}

#[test]
fn traits_that_are_misspelt_or_not_used() {
    let unknown = |name| format!("warning: trait `a#{name}` is unknown and ignored");
    is(
        "@tittle(\"T\")\nservice A {}\n",
        &unknown("tittle"),
        "3:9 (a#A)",
        "help: did you mean `smithy.api#title`?",
    );
    is(
        "@restJson1\nservice A {}\n",
        &unknown("restJson1"),
        "3:1 (a#A)",
        "help: did you mean `aws.protocols#restJson1`?",
    );
    is(
        "use smithy.api#Blob\nuse smithy.api#Blob\n",
        "error: `smithy.api#Blob` is used twice",
        "4:5",
        "note: the other use is at a.smithy:3:5\n  = help: remove one of the two",
    );
}

#[test]
fn values_of_traits_in_another_form() {
    is(
        "@sensitive(true)\nstring A\n",
        "error: the trait takes no value",
        "3:12 (a#A)",
        "help: omit the value; in JSON it is `{}`",
    );
    is(
        "@since\nstring A\n",
        "error: the trait `smithy.api#since` needs a value",
        "3:1",
        "help: write `@since(\u{2026})`",
    );
    is(
        "@http(\"GET\", \"/\")\noperation A {}\n",
        "error: expected `)`, found a string",
        "3:14",
        "help: a trait takes one value, or keys with values: `@trait(key: 1)`",
    );
    is(
        "@http(method = \"GET\")\noperation A {}\n",
        "error: expected `:`, found `=`",
        "3:14",
        "",
    );
    is(
        "@ sensitive\nstring A\n",
        "error: expected a name, found a space",
        "3:2",
        "",
    );
}

#[test]
fn members_on_one_line_after_a_value() {
    let help = "help: a value ends its line: continue on the next one";
    is(
        "structure A { a: String = \"x\", b: String }\n",
        "error: expected the end of the line, found `b`",
        "3:32",
        help,
    );
    is(
        "enum A { B = \"b\" C = \"c\" }\n",
        "error: expected the end of the line, found `C`",
        "3:18",
        help,
    );
    is(
        "enum A { B: \"b\" }\n",
        "error: expected a member, found `:`",
        "3:11",
        "help: the value of an enum's member follows a `=`",
    );
}

#[test]
fn inputs_written_otherwise() {
    is(
        "operation A {\n    input = {}\n}\n",
        "error: expected `:` or `:=`, found `=`",
        "4:11",
        "help: write `input: ` and a name, or `input := {`",
    );
    is(
        "operation A {\n    input: {}\n}\n",
        "error: expected the name of a structure, found `{`",
        "4:12",
        "help: write `input := {` for a structure without a name",
    );
    is(
        "operation A {\n    inputs: B\n}\n",
        "error: an operation has no property `inputs`",
        "4:5",
        "help: it has `input`, `output` and `errors`",
    );
    is(
        "structure A\nwith [B] {}\n",
        "error: expected `{`, found `with`",
        "4:1",
        "help: `with` belongs on the line of the shape's name",
    );
}

#[test]
fn an_error_of_nobody_is_an_error_all_the_same() {
    is(
        "@error(\"clinet\")\nstructure A {}\noperation B { errors: [A] }\n",
        "error: \"clinet\" is neither \"client\" nor \"server\"",
        "3:8 (a#A)",
        "",
    );
}

#[test]
fn mixins_in_a_file_of_version_1_in_either_form() {
    let said = |text: &str| {
        let source = Source::new(
            "a.smithy",
            format!("$version: \"1.0\"\nnamespace a\n{text}"),
        );
        load_all(&[source]).diagnostics.to_string()
    };
    let fault = |what: &str| format!("error: {what} version 2.0\n  --> a.smithy:");
    for text in [
        "@mixin\nstructure A {}",
        "@mixin(localTraits: [sensitive])\nstructure A {}",
        "@smithy.api#mixin\nunion A { a: String }",
        "@mixin\nlist A { member: String }",
        "@mixin\noperation A {}",
        "@mixin\nservice A { version: \"1\" }",
        "structure A {}\napply A @mixin",
    ] {
        let found = said(text);
        assert!(
            found.starts_with(&fault("the trait `smithy.api#mixin` requires")),
            "{text}: {found}"
        );
    }
    for text in [
        "structure B with [A] {}",
        "structure B with [] {}",
        "union B with [A] { a: String }",
        "list B with [A] { member: String }",
        "operation B with [A] {}",
    ] {
        let found = said(&format!("{text}\nstructure A {{}}"));
        assert!(
            found.contains("require version 2.0") || found.contains("requires version 2.0"),
            "{text}: {found}"
        );
    }
    for text in [
        "@mixin\nstructure A {}",
        "structure B with [A] {}\n@mixin\nstructure A {}",
    ] {
        let source = Source::new(
            "a.smithy",
            format!("$version: \"2.0\"\nnamespace a\n{text}"),
        );
        assert_eq!(load_all(&[source]).diagnostics.to_string(), "");
    }
}
