//! What the load refuses although JSON could say it: names, values and versions.

use crate::support::{check, v2};

/// A 1.0 file of these shapes.
fn v1(shapes: &str) -> String {
    format!("{{\"smithy\": \"1.0\", \"shapes\": {{\n{shapes}\n}}}}")
}

#[test]
fn a_service_renames_a_shape_to_no_identifier() {
    for name in ["_", "", "__", "a-b", "1a", "ä", "a b", "a\u{1f600}"] {
        let shapes = format!(
            r#""ns#S": {{"type": "service", "version": "1", "rename": {{"ns#A": "{name}"}}}}"#
        );
        let found = check(&[&v2(&shapes)]);
        let fault =
            format!("error: `{name}` cannot be the name of a shape\n  --> a.json:2:64 (ns#S)");
        assert!(found.starts_with(&fault), "{found}");
    }
}

#[test]
fn a_service_renames_a_shape_to_an_identifier() {
    for name in ["type", "Self", "_a", "__1", "A_b"] {
        let shapes = format!(
            r#""ns#S": {{"type": "service", "version": "1", "rename": {{"ns#A": "{name}"}}}}"#
        );
        assert_eq!(check(&[&v2(&shapes)]), "");
    }
}

#[test]
fn an_int_enum_holds_integers_of_32_bits() {
    let of = |value: &str| {
        let shapes = r#""ns#E": {"type": "intEnum", "members": {"A": {"target": "smithy.api#Unit",
"traits": {"smithy.api#enumValue": VALUE}}}}"#;
        check(&[&v2(&shapes.replace("VALUE", value))])
    };
    for value in ["2147483647", "-2147483648", "0"] {
        assert_eq!(of(value), "");
    }
    for value in [
        "2147483648",
        "-2147483649",
        "1.5",
        "1e3",
        "\"1\"",
        "9223372036854775808",
    ] {
        let fault = "error: the value of an intEnum's member must be an integer of 32 bits\n";
        assert!(of(value).starts_with(fault), "{}", of(value));
    }
}

#[test]
fn what_came_with_version_2() {
    let cases = [
        (
            r#""ns#M": {"type": "structure", "traits": {"smithy.api#mixin": {}}}"#,
            "the trait `smithy.api#mixin` requires version 2.0",
        ),
        (
            r#""ns#S": {"type": "structure", "mixins": []}"#,
            "the property `mixins` requires version 2.0",
        ),
        (
            r#""ns#E": {"type": "enum", "members": {"A": {"target": "smithy.api#Unit"}}}"#,
            "the shape type `enum` requires version 2.0",
        ),
        (
            r#""ns#E": {"type": "intEnum", "members": {"A": {"target": "smithy.api#Unit",
"traits": {"smithy.api#enumValue": 1}}}}"#,
            "the shape type `intEnum` requires version 2.0",
        ),
        (
            r#""ns#N": {"type": "structure", "members": {"a": {"target": "smithy.api#String",
"traits": {"smithy.api#default": ""}}}}"#,
            "the trait `smithy.api#default` requires version 2.0",
        ),
    ];
    for (shapes, fault) in cases {
        let found = check(&[&v1(shapes)]);
        assert!(found.contains(&format!("error: {fault}\n")), "{found}");
        let found = check(&[&v2(shapes)]);
        assert!(!found.contains("came with"), "{found}");
    }
}

#[test]
fn a_mixin_that_another_file_of_version_1_applies() {
    let shape = v1(r#""ns#M": {"type": "structure"}"#);
    let apply = v1(r#""ns#M": {"type": "apply", "traits": {"smithy.api#mixin": {}}}"#);
    let found = check(&[&shape, &apply]);
    let fault = "error: the trait `smithy.api#mixin` requires version 2.0\n  --> b.json:2:";
    assert!(found.starts_with(fault), "{found}");
}
