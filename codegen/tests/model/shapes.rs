//! Reading shapes: types, members, references and `apply`.

use tinsmith_codegen::model::ShapeId;

use crate::support::{check, service, shape, v2};

#[test]
fn a_shape_without_a_type() {
    assert_eq!(
        check(&[&v2(r#""ns#S": {}"#)]),
        "error: property `type` is missing\n  --> a.json:2:9 (ns#S)\n"
    );
}

#[test]
fn an_unknown_type() {
    assert_eq!(
        check(&[&v2(r#""ns#S": {"type": "strukture"}"#)]),
        "error: unknown shape type `strukture`\n  --> a.json:2:18 (ns#S)\n  \
         = help: did you mean `structure`?\n"
    );
}

#[test]
fn a_shape_that_is_no_object() {
    assert_eq!(
        check(&[&v2(r#""ns#S": "string""#)]),
        "error: expected an object, found a string\n  --> a.json:2:9 (ns#S)\n"
    );
}

#[test]
fn a_property_the_type_does_not_have() {
    assert_eq!(
        check(&[&v2(r#""ns#S": {"type": "structure", "member": {}}"#)]),
        "warning: a structure has no property `member`, it is ignored\n  --> a.json:2:31 (ns#S)\n  \
         = help: did you mean `members`?\n"
    );
}

#[test]
fn a_list_without_its_member() {
    assert_eq!(
        check(&[&v2(r#""ns#L": {"type": "list"}"#)]),
        "error: a list needs the property `member`\n  --> a.json:2:1 (ns#L)\n"
    );
}

#[test]
fn an_empty_union() {
    assert_eq!(
        check(&[&v2(r#""ns#U": {"type": "union", "members": {}}"#)]),
        "error: a shape of type `union` needs a member\n  --> a.json:2:1 (ns#U)\n"
    );
}

#[test]
fn a_dangling_target() {
    let shapes = r#""ns#Shape": {"type": "string"},
"ns#S": {"type": "structure", "members": {"m": {"target": "ns#Shpe"}, "n": {"target": "x#Y"}}}"#;
    assert_eq!(
        check(&[&v2(shapes)]),
        "error: shape `ns#Shpe` is not defined\n  --> a.json:3:59 (ns#S$m)\n  \
         = help: did you mean `ns#Shape`?\n\n\
         error: shape `x#Y` is not defined\n  --> a.json:3:87 (ns#S$n)\n  \
         = help: add the file that defines it, or correct the id\n"
    );
}

#[test]
fn a_dangling_target_in_the_prelude() {
    assert_eq!(
        check(&[&v2(
            r#""ns#L": {"type": "list", "member": {"target": "smithy.api#Strin"}}"#
        )]),
        "error: shape `smithy.api#Strin` is not defined\n  --> a.json:2:47 (ns#L$member)\n  \
         = help: did you mean `smithy.api#String`?\n"
    );
}

#[test]
fn a_target_that_is_no_id() {
    assert_eq!(
        check(&[&v2(
            r#""ns#S": {"type": "structure", "members": {"m": {"target": "String"}}}"#
        )]),
        "error: `String` is not the id of a shape\n  --> a.json:2:59 (ns#S$m)\n"
    );
}

#[test]
fn a_member_without_a_target() {
    assert_eq!(
        check(&[&v2(
            r#""ns#S": {"type": "structure", "members": {"m": {}}}"#
        )]),
        "error: property `target` is missing\n  --> a.json:2:48 (ns#S$m)\n"
    );
}

#[test]
fn a_name_that_is_no_member_name() {
    assert_eq!(
        check(&[&v2(
            r#""ns#S": {"type": "structure", "members": {"a-b": {}}}"#
        )]),
        "error: `a-b` is not a member name\n  --> a.json:2:43 (ns#S)\n  \
         = help: letters, digits and underscores, beginning with a letter\n"
    );
}

#[test]
fn member_names_that_differ_in_case_only() {
    let shape = r#""ns#S": {"type": "structure", "members": {
"ab": {"target": "smithy.api#String"},
"aB": {"target": "smithy.api#String"}}}"#;
    assert_eq!(
        check(&[&v2(shape)]),
        "error: members `ab` and `aB` differ only in case\n  --> a.json:4:1 (ns#S)\n  \
         = note: the first is at a.json:3:1\n"
    );
}

#[test]
fn references_to_shapes_of_the_wrong_kind() {
    let shapes = r#""ns#O": {"type": "operation",
"input": {"target": "smithy.api#String"},
"errors": [{"target": "ns#S"}]},
"ns#S": {"type": "structure", "members": {"m": {"target": "ns#O"}}},
"ns#M": {"type": "map", "key": {"target": "smithy.api#Blob"}, "value": {"target": "ns#S"}}"#;
    assert_eq!(
        check(&[&v2(shapes)]),
        "error: `smithy.api#String` is a shape of type `string`, not a structure\n  \
         --> a.json:3:21 (ns#O)\n\n\
         error: `ns#S` is a shape of type `structure`, not a structure with the trait \
         `smithy.api#error`\n  --> a.json:4:23 (ns#O)\n\n\
         error: `ns#O` is a shape of type `operation`, not a shape that holds data\n  \
         --> a.json:5:59 (ns#S$m)\n\n\
         error: `smithy.api#Blob` is a shape of type `blob`, not a string or an enum\n  \
         --> a.json:6:43 (ns#M$key)\n"
    );
}

#[test]
fn structures_that_require_themselves() {
    let shapes = r#""ns#A": {"type": "structure", "members": {
"b": {"target": "ns#B", "traits": {"smithy.api#required": {}}}}},
"ns#B": {"type": "structure", "members": {
"a": {"target": "ns#A", "traits": {"smithy.api#required": {}}}}},
"ns#Fine": {"type": "structure", "members": {"again": {"target": "ns#Fine"}}},
"ns#U": {"type": "union", "members": {"u": {"target": "ns#U"}}}"#;
    assert_eq!(
        check(&[&v2(shapes)]),
        "error: values would never end: A → B → A\n  --> a.json:2:1 (ns#A)\n  \
         = help: let one of these members be optional, or add to a union a member that can end\n\n\
         error: values would never end: U → U\n  --> a.json:7:1 (ns#U)\n  \
         = help: let one of these members be optional, or add to a union a member that can end\n"
    );
}

#[test]
fn applied_traits_reach_members() {
    let model = service(
        r#""ns#In": {"type": "structure", "members": {"m": {"target": "smithy.api#String"}}},
"ns#In$m": {"type": "apply", "traits": {"smithy.api#required": {}}}"#,
    );
    assert!(
        shape(&model, "ns#In")
            .member("m")
            .unwrap()
            .traits
            .required()
    );
}

#[test]
fn applied_traits_for_a_member_that_is_not_there() {
    let shapes = r#""ns#S": {"type": "structure", "members": {"name": {"target": "smithy.api#String"}}},
"ns#S$nam": {"type": "apply", "traits": {"smithy.api#required": {}}}"#;
    assert_eq!(
        check(&[&v2(shapes)]),
        "error: traits are applied to a member that does not exist\n  --> a.json:3:1 (ns#S$nam)\n  \
         = help: did you mean `name`?\n"
    );
}

#[test]
fn the_parts_of_a_shape_id() {
    let id = ShapeId::parse("name.space#Shape$member").unwrap();
    assert_eq!(id.namespace(), "name.space");
    assert_eq!(id.name(), "Shape");
    assert_eq!(id.member(), Some("member"));
    assert_eq!(id.shape().as_str(), "name.space#Shape");
    assert_eq!(id.shape().with_member("member"), id);
}

#[test]
fn what_is_no_shape_id() {
    for text in [
        "", "#", "ns#", "#S", "S", "ns#S$", "n..s#S", "ns#1", "ns#_", "ns#a-b", "a#b#c", "ns#S$a$b",
    ] {
        assert_eq!(ShapeId::parse(text), None, "{text}");
    }
}

#[test]
fn lists_and_maps_that_hold_themselves() {
    let shapes = r#""ns#A": {"type": "list", "member": {"target": "ns#A"}},
"ns#B": {"type": "list", "member": {"target": "ns#C"}, "traits": {"smithy.api#sparse": {}}},
"ns#C": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "ns#B"}},
"ns#D": {"type": "list", "member": {"target": "ns#B"}},
"ns#Fine": {"type": "list", "member": {"target": "ns#S"}},
"ns#S": {"type": "structure", "members": {"again": {"target": "ns#Fine"}}}"#;
    assert_eq!(
        check(&[&v2(shapes)]),
        "error: lists and maps hold themselves: A → A\n  --> a.json:2:1 (ns#A)\n  \
         = help: put a structure or union into the cycle\n\n\
         error: lists and maps hold themselves: B → C → B\n  --> a.json:3:1 (ns#B)\n  \
         = help: put a structure or union into the cycle\n"
    );
}

/// Shapes `L0` to `L{depth}`, each a list of the next one.
fn nested_lists(depth: usize) -> String {
    let list = |at: usize| {
        let target = match at + 1 {
            next if next == depth => "smithy.api#String".to_owned(),
            next => format!("ns#L{next}"),
        };
        format!(r#""ns#L{at}": {{"type": "list", "member": {{"target": "{target}"}}}}"#)
    };
    (0..depth).map(list).collect::<Vec<_>>().join(",\n")
}

#[test]
fn lists_may_be_nested_to_a_limit() {
    assert_eq!(check(&[&v2(&nested_lists(32))]), "");
    for depth in [33, 20_000] {
        let report = check(&[&v2(&nested_lists(depth))]);
        let fault =
            format!("error: {depth} lists and maps are nested in one another; 32 is the limit");
        assert!(report.starts_with(&fault), "{report}");
        assert_eq!(report.matches("error").count(), 1, "{report}");
    }
}
