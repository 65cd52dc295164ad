//! What users are told about a file, word for word.

use tinsmith_codegen::diagnostic::Source;

use crate::support::load_all;

/// What is said of shapes in a file of version 2.0, which begin in line 4.
fn said(shapes: &str) -> String {
    let text = format!("$version: \"2.0\"\nnamespace example\n\n{shapes}");
    load_all(&[Source::new("a.smithy", text)])
        .diagnostics
        .to_string()
}

#[test]
fn a_wrong_type_of_shape_is_near_a_right_one() {
    assert_eq!(
        said("struture A {}\n"),
        "error: `struture` is not a type of shape\n  --> a.smithy:4:1\n  \
         = help: did you mean `structure`?\n"
    );
}

#[test]
fn statements_out_of_order_say_where_they_belong() {
    assert_eq!(
        said("string A\n\nuse a.b#C\n"),
        "error: `use` is not a type of shape\n  --> a.smithy:6:1\n  \
         = help: `use` comes right after the namespace\n"
    );
}

#[test]
fn one_syntax_error_hides_no_other() {
    assert_eq!(
        said("structure A {\n    a String\n}\n\nstructure B {\n    b: }\n"),
        "error: expected `:`, found `String`\n  --> a.smithy:5:7\n\n\
         error: expected a name, found `}`\n  --> a.smithy:9:8\n"
    );
}

#[test]
fn an_unquoted_text_is_said_to_want_quotes() {
    assert_eq!(
        said("@documentation(Hello)\nstring A\n"),
        "error: `Hello` is not quoted, but no shape is called so\n  --> a.smithy:4:16\n  \
         = help: write `\"Hello\"` if it is a string, or give the file that defines `example#Hello`\n"
    );
}

#[test]
fn a_member_given_twice_is_shown_twice() {
    assert_eq!(
        said("structure A {\n    a: String\n    a: String\n}\n"),
        "error: two members are called `a`\n  --> a.smithy:6:5\n  \
         = note: the first is at a.smithy:5:5\n"
    );
}

#[test]
fn a_trait_given_twice_clashes_with_itself() {
    assert_eq!(
        said("@since(\"1\")\n@since(\"2\")\nstring A\n"),
        "error: trait `smithy.api#since` is given twice, and differently\n  \
         --> a.smithy:5:8 (example#A)\n  = note: the other value is at a.smithy:4:8\n  \
         = help: keep one of the two\n"
    );
}

#[test]
fn a_missing_target_is_shown_in_the_file_that_the_user_wrote() {
    assert_eq!(
        said("list A {\n    member: Strng\n}\n\nstring String\n"),
        "error: shape `example#Strng` is not defined\n  \
         --> a.smithy:5:13 (example#A$member)\n  = help: did you mean `example#String`?\n"
    );
}

#[test]
fn values_of_traits_are_held_to_the_definition() {
    let definition = "@trait\nstructure tide {\n    @required\n    height: Integer\n    \
                      kind: Kind\n}\n\nenum Kind {\n    SPRING\n    NEAP\n}\n\n";
    assert_eq!(
        said(&format!("{definition}@tide(kind: \"NEP\")\nstring A\n")),
        "error: `height` is required and missing\n  --> a.smithy:16:6 (example#A)\n\n\
         error: `NEP` is not a value of the enum\n  --> a.smithy:16:13 (example#A)\n  \
         = help: did you mean `NEAP`?\n"
    );
    assert_eq!(
        said(&format!(
            "{definition}@tide(height: 1, kind: \"NEAP\")\nstring A\n"
        )),
        ""
    );
}

#[test]
fn lost_documentation_is_worth_a_warning() {
    assert_eq!(
        said("@sensitive\n/// Too late.\nstring A\n"),
        "warning: the documentation comment documents nothing\n  --> a.smithy:5:1\n  \
         = help: write it right before a shape or member, above its traits\n"
    );
}

#[test]
fn a_name_means_what_is_used_then_what_is_near_then_the_prelude() {
    let near = "$version: \"2.0\"\nnamespace a\nuse b#Long\nstring String\n\
                structure S { a: String, b: Long, c: Integer }\n";
    let far = "$version: \"2.0\"\nnamespace b\nlong Long\n";
    let sources = [Source::new("a.smithy", near), Source::new("b.smithy", far)];
    let loaded = load_all(&sources);
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
    let members = &loaded.ast["shapes"]["a#S"]["members"];
    assert_eq!(members["a"]["target"], "a#String");
    assert_eq!(members["b"]["target"], "b#Long");
    assert_eq!(members["c"]["target"], "smithy.api#Integer");
}
