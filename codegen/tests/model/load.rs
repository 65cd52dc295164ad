//! Loading: syntax, versions, duplicates and the merging of files.

use crate::support::{check, v2};

#[test]
fn a_model_without_faults_is_silent() {
    assert_eq!(check(&[&v2(r#""ns#S": {"type": "string"}"#)]), "");
}

#[test]
fn an_empty_file() {
    assert_eq!(
        check(&[""]),
        "error: not a Smithy JSON model: EOF while parsing a value\n  --> a.json:1:1\n"
    );
}

#[test]
fn a_file_that_is_not_json() {
    assert_eq!(
        check(&["namespace ns\nstring S\n"]),
        "error: not a Smithy JSON model: expected ident\n  --> a.json:1:2\n"
    );
}

#[test]
fn a_truncated_file() {
    assert_eq!(
        check(&["{\"smithy\": \"2.0\",\n \"shapes\": {\"ns#S\": {\"type\": \"stri"]),
        "error: not a Smithy JSON model: EOF while parsing a string\n  --> a.json:2:34\n"
    );
}

#[test]
fn a_comma_too_many() {
    assert_eq!(
        check(&["{\"smithy\": \"2.0\",\n\"shapes\": {\"é\": 1,}}"]),
        "error: not a Smithy JSON model: trailing comma\n  --> a.json:2:19\n"
    );
}

#[test]
fn text_after_the_model() {
    assert_eq!(
        check(&["{\"smithy\": \"2.0\"} x"]),
        "error: not a Smithy JSON model: trailing characters\n  --> a.json:1:19\n"
    );
}

#[test]
fn a_model_that_is_an_array() {
    assert_eq!(
        check(&["[]"]),
        "error: not a Smithy JSON model: invalid type: sequence, \
         expected an object with `smithy` and `shapes`\n  --> a.json:1:1\n"
    );
}

#[test]
fn shapes_that_are_an_array() {
    assert_eq!(
        check(&["{\"smithy\": \"2.0\", \"shapes\": []}"]),
        "error: not a Smithy JSON model: invalid type: sequence, expected an object\n  \
         --> a.json:1:29\n"
    );
}

#[test]
fn shapes_given_twice() {
    assert_eq!(
        check(&["{\"smithy\": \"2.0\", \"shapes\": {}, \"shapes\": {}}"]),
        "error: duplicate key `shapes`\n  --> a.json:1:33\n  \
         = note: the key is first given at a.json:1:19\n  \
         = help: remove or rename one of the two\n"
    );
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let text = format!("\u{feff}{}", v2(r#""ns#S": {"type": "nothing"}"#));
    assert_eq!(
        check(&[&text]),
        "error: unknown shape type `nothing`\n  --> a.json:2:18 (ns#S)\n"
    );
}

#[test]
fn a_missing_version() {
    assert_eq!(
        check(&["{\"shapes\": {}}"]),
        "error: not a Smithy JSON model: property `smithy` is missing\n  --> a.json:1:1\n  \
         = help: a model begins with `{\"smithy\": \"2.0\", \"shapes\": {`; one in AWS's own JSON \
         has `metadata`, `operations` and `shapes`\n"
    );
}

#[test]
fn an_unsupported_version() {
    assert_eq!(
        check(&["{\"smithy\": \"3.0\"}"]),
        "error: unsupported Smithy version `3.0`\n  --> a.json:1:12\n  \
         = help: versions 1.0, 2.0 and 2.1 of the JSON AST are supported\n"
    );
}

#[test]
fn every_version_that_smithy_released() {
    for version in ["1", "1.0", "2", "2.0", "2.1"] {
        assert_eq!(check(&[&format!("{{\"smithy\": \"{version}\"}}")]), "");
    }
    for version in ["2.", "2.2", "2.10", "1.1", "0.5", ""] {
        let found = check(&[&format!("{{\"smithy\": \"{version}\"}}")]);
        let fault = format!("error: unsupported Smithy version `{version}`\n");
        assert!(found.starts_with(&fault), "{found}");
    }
}

#[test]
fn a_version_that_is_a_number() {
    assert_eq!(
        check(&["{\"smithy\": 2}"]),
        "error: expected a string, found a number\n  --> a.json:1:12\n"
    );
}

#[test]
fn an_unknown_top_level_property() {
    assert_eq!(
        check(&["{\"smithy\": \"2.0\", \"shape\": {}}"]),
        "warning: unknown top-level property `shape` is ignored\n  --> a.json:1:19\n  \
         = help: did you mean `shapes`?\n"
    );
}

#[test]
fn a_key_that_is_not_a_shape_id() {
    assert_eq!(
        check(&[&v2(r#""S": {"type": "string"}"#)]),
        "error: `S` is not a shape id\n  --> a.json:2:1\n  \
         = help: ids are written `name.space#Shape` or `name.space#Shape$member`\n"
    );
}

#[test]
fn a_duplicate_key() {
    let shapes = "\"ns#S\": {\"type\": \"string\"},\n  \"ns#S\": {\"type\": \"blob\"}";
    assert_eq!(
        check(&[&v2(shapes)]),
        "error: duplicate key `ns#S`\n  --> a.json:3:3\n  \
         = note: the key is first given at a.json:2:1\n  \
         = help: remove or rename one of the two\n"
    );
}

#[test]
fn a_duplicate_key_within_a_shape() {
    assert_eq!(
        check(&[&v2(r#""ns#S": {"type": "string", "type": "blob"}"#)]),
        "error: duplicate key `type`\n  --> a.json:2:28 (ns#S)\n  \
         = note: the key is first given at a.json:2:10\n  \
         = help: remove or rename one of the two\n"
    );
}

#[test]
fn a_string_with_half_a_surrogate_pair() {
    assert_eq!(
        check(&[&v2(r#""ns#S": {"type": "\ud800"}"#)]),
        "error: unexpected end of hex escape\n  --> a.json:2:18 (ns#S)\n"
    );
}

#[test]
fn the_same_shape_in_two_files_is_one() {
    let shape = v2(r#""ns#L": {"type": "list", "member": {"target": "smithy.api#String"}}"#);
    assert_eq!(check(&[&shape, &shape]), "");
}

#[test]
fn different_shapes_of_one_id() {
    let one = v2(r#""ns#L": {"type": "list", "member": {"target": "smithy.api#String"}}"#);
    let other = v2(r#""ns#L": {"type": "list", "member": {"target": "smithy.api#Blob"}}"#);
    assert_eq!(
        check(&[&one, &other]),
        "error: the shape is defined twice, and differently\n  --> b.json:2:1 (ns#L)\n  \
         = note: the other definition is at a.json:2:1\n  \
         = help: rename or remove one of the two; only traits may differ\n"
    );
}

#[test]
fn an_operation_that_names_unit_and_one_that_names_nothing_agree() {
    let operation = |properties: &str| {
        let shapes = format!(
            r#""ns#O": {{"type": "operation"{properties}}}, "ns#S": {{"type": "structure"}}"#
        );
        v2(&shapes)
    };
    let unit = r#"{"target": "smithy.api#Unit"}"#;
    let same = [
        String::new(),
        format!(r#", "input": {unit}"#),
        format!(r#", "output": {unit}"#),
        format!(r#", "input": {unit}, "output": {unit}"#),
        r#", "errors": []"#.to_owned(),
    ];
    let other = [
        r#", "input": {"target": "ns#S"}"#,
        r#", "output": {"target": "ns#S"}"#,
        r#", "errors": [{"target": "ns#S"}]"#,
    ];
    for one in &same {
        for two in &same {
            assert_eq!(check(&[&operation(one), &operation(two)]), "", "{one}{two}");
        }
        for two in other {
            for texts in [[one, two], [two, one]] {
                let found = check(&texts.map(operation).each_ref().map(String::as_str));
                let fault = "error: the shape is defined twice, and differently\n";
                assert!(found.contains(fault), "{found}");
            }
        }
    }
}

#[test]
fn different_traits_of_one_id() {
    let one = v2(r#""ns#S": {"type": "string", "traits": {"smithy.api#since": "1"}}"#);
    let other = v2(r#""ns#S": {"type": "string", "traits": {"smithy.api#since": "2"}}"#);
    assert_eq!(
        check(&[&one, &other]),
        "error: trait `smithy.api#since` is given twice, and differently\n  \
         --> b.json:2:59 (ns#S)\n  \
         = note: the other value is at a.json:2:59\n  = help: keep one of the two\n"
    );
}

#[test]
fn metadata_arrays_are_joined_and_equal_values_are_one() {
    let one = r#"{"smithy": "2", "metadata": {"list": [1], "same": {"a": 1, "b": 2}}}"#;
    let other = r#"{"smithy": "2", "metadata": {"list": [2], "same": {"b": 2, "a": 1}}}"#;
    assert_eq!(check(&[one, other]), "");
}

#[test]
fn metadata_that_clashes() {
    let one = r#"{"smithy": "2", "metadata": {"key": 1}}"#;
    let other = r#"{"smithy": "2", "metadata": {"key": 2}}"#;
    assert_eq!(
        check(&[one, other]),
        "error: metadata `key` is given twice, and differently\n  --> b.json:1:30\n  \
         = note: the other value is at a.json:1:30\n"
    );
}

#[test]
fn traits_applied_to_a_shape_that_is_not_there() {
    assert_eq!(
        check(&[&v2(
            r#""ns#S": {"type": "apply", "traits": {"smithy.api#since": "1"}}"#
        )]),
        "error: traits are applied to `ns#S`, which is not defined\n  --> a.json:2:1 (ns#S)\n"
    );
}

#[test]
fn traits_applied_to_a_member_of_a_shape_that_is_not_there() {
    let shapes = r#""ns#Shape": {"type": "string"}, "ns#Shap$m": {"type": "apply", "traits": {}}"#;
    assert_eq!(
        check(&[&v2(shapes)]),
        "error: traits are applied to `ns#Shap`, which is not defined\n  \
         --> a.json:2:33 (ns#Shap$m)\n  = help: did you mean `ns#Shape`?\n"
    );
}

#[test]
fn a_member_defined_outside_its_shape() {
    assert_eq!(
        check(&[&v2(r#""ns#S$m": {"type": "string"}"#)]),
        "error: only traits can be applied to a member from outside\n  --> a.json:2:1 (ns#S$m)\n  \
         = help: write `\"type\": \"apply\"`, or define the member within its shape\n"
    );
}
