//! Mixins flattened, and shapes of version 1.0 upgraded.

use tinsmith_codegen::load::select::Choice;
use tinsmith_codegen::model::{Member, Model, Node, ShapeKind};

use crate::support::{SERVICE, check, choose, service, shape, v2};

fn input(model: &Model) -> &[Member] {
    shape(model, "ns#In").members()
}

fn names(members: &[Member]) -> Vec<&str> {
    members.iter().map(|member| member.name.as_str()).collect()
}

const MIXINS: &str = r#"
"ns#Page": {"type": "structure", "members": {
    "token": {"target": "smithy.api#String", "traits": {"smithy.api#since": "1"}},
    "size": {"target": "smithy.api#Integer"}}, "traits": {"smithy.api#mixin": {}}},
"ns#Filter": {"type": "structure", "members": {
    "token": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}},
    "filter": {"target": "smithy.api#String"}},
    "mixins": [{"target": "ns#Base"}],
    "traits": {"smithy.api#mixin": {"localTraits": ["smithy.api#internal"]},
        "smithy.api#internal": {}, "smithy.api#title": "Filter"}},
"ns#Base": {"type": "structure", "members": {"base": {"target": "smithy.api#String"}},
    "traits": {"smithy.api#mixin": {}, "smithy.api#since": "1", "smithy.api#title": "Base"}},
"#;

fn with_mixins(input: &str) -> String {
    format!(
        r#"{MIXINS}"ns#In": {{"type": "structure",
"mixins": [{{"target": "ns#Page"}}, {{"target": "ns#Filter"}}], {input}}}"#
    )
}

#[test]
fn inherited_members_come_first_in_the_order_of_the_mixins() {
    let own = r#""members": {"own": {"target": "smithy.api#String"}}"#;
    let model = service(&with_mixins(own));
    assert_eq!(
        names(input(&model)),
        ["token", "size", "base", "filter", "own"]
    );
}

#[test]
fn a_redefined_member_keeps_its_place_and_collects_traits() {
    let own = r#""members": {"token": {"target": "smithy.api#String",
        "traits": {"smithy.api#since": "2"}}}"#;
    let model = service(&with_mixins(own));
    let token = &input(&model)[0];
    assert_eq!(token.name, "token");
    assert_eq!(token.traits.since(), Some("2"));
    assert!(token.traits.required());
}

#[test]
fn inherited_traits_yield_to_later_mixins_and_local_traits_stay_behind() {
    let model = service(&with_mixins(r#""members": {}"#));
    let shape = shape(&model, "ns#In");
    assert_eq!(shape.traits.title(), Some("Filter"));
    assert_eq!(shape.traits.since(), Some("1"));
    assert!(!shape.traits.internal());
    assert!(shape.traits.mixin().is_none());
}

#[test]
fn traits_applied_to_an_inherited_member_win() {
    let shapes = with_mixins(r#""members": {}"#);
    let apply = r#","ns#In$token": {"type": "apply", "traits": {"smithy.api#since": "3"}}"#;
    let model = service(&(shapes + apply));
    assert_eq!(input(&model)[0].traits.since(), Some("3"));
}

#[test]
fn a_mixin_that_is_not_defined() {
    assert_eq!(
        check(&[&v2(
            r#""ns#S": {"type": "string", "mixins": [{"target": "ns#Gone"}]}"#
        )]),
        "error: mixin `ns#Gone` is not defined\n  --> a.json:2:50 (ns#S)\n"
    );
}

#[test]
fn a_mixin_that_is_none() {
    let shapes = r#""ns#S": {"type": "string", "mixins": [{"target": "ns#T"}]},
"ns#T": {"type": "string"}"#;
    assert_eq!(
        check(&[&v2(shapes)]),
        "error: `ns#T` is not a mixin\n  --> a.json:2:50 (ns#S)\n  \
         = help: apply the trait `smithy.api#mixin` to it\n"
    );
}

#[test]
fn a_mixin_of_another_type() {
    let shapes = r#""ns#S": {"type": "string", "mixins": [{"target": "ns#T"}]},
"ns#T": {"type": "blob", "traits": {"smithy.api#mixin": {}}}"#;
    assert_eq!(
        check(&[&v2(shapes)]),
        "error: a mixin of type `blob` in a shape of type `string`\n  --> a.json:2:50 (ns#S)\n"
    );
}

#[test]
fn a_mixin_of_itself() {
    let shapes = r#""ns#S": {"type": "string", "mixins": [{"target": "ns#S"}],
"traits": {"smithy.api#mixin": {}}}"#;
    assert_eq!(
        check(&[&v2(shapes)]),
        "error: mixins form a cycle: ns#S → ns#S\n  --> a.json:2:50 (ns#S)\n"
    );
}

#[test]
fn mixins_nested_without_end_in_sight() {
    let shape = |i| {
        format!(
            r#""ns#S{i}": {{"type": "string", "mixins": [{{"target": "ns#S{}"}}],
"traits": {{"smithy.api#mixin": {{}}}}}},"#,
            i + 1
        )
    };
    let chain: String = (0..5000).map(shape).collect();
    let last = r#""ns#S5000": {"type": "string", "traits": {"smithy.api#mixin": {}}}"#;
    let faults = check(&[&v2(&(chain + last))]);
    assert!(
        faults.contains("error: mixins nested more than 64 deep"),
        "{faults}"
    );
}

#[test]
fn an_inherited_member_with_another_target() {
    let own = r#""members": {"size": {"target": "smithy.api#Long"}}"#;
    let faults = choose(&[SERVICE, &v2(&with_mixins(own))], &Choice::default()).unwrap_err();
    assert_eq!(
        faults,
        "error: the inherited member targets `smithy.api#Integer`, this one `smithy.api#Long`\n  \
         --> b.json:15:73 (ns#In$size)\n  = note: the inherited member is at b.json:5:5\n"
    );
}

#[test]
fn a_member_that_targets_a_mixin() {
    let shapes = r#""ns#S": {"type": "string", "traits": {"smithy.api#mixin": {}}},
"ns#L": {"type": "list", "member": {"target": "ns#S"}}"#;
    assert_eq!(
        check(&[&v2(shapes)]),
        "error: `ns#S` is a mixin, which only `mixins` may name\n  \
         --> a.json:3:47 (ns#L$member)\n"
    );
}

/// The input of a service whose shapes are of a 1.0 file.
fn upgraded(shapes: &str) -> Model {
    let v1 = format!(r#"{{"smithy": "1.0", "shapes": {{{shapes}}}}}"#);
    choose(&[SERVICE, &v1], &Choice::default()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn defaults(model: &Model) -> Vec<(&str, Option<&Node>)> {
    let members = input(model).iter();
    members
        .map(|member| (member.name.as_str(), member.traits.default_value()))
        .collect()
}

#[test]
fn unboxed_members_of_1_0_default_to_zero() {
    let model = upgraded(
        r#""ns#In": {"type": "structure", "members": {
"boxed": {"target": "smithy.api#Integer"},
"unboxed": {"target": "smithy.api#PrimitiveInteger"},
"flag": {"target": "ns#Flag"},
"boxedTarget": {"target": "ns#Boxed"},
"boxedMember": {"target": "smithy.api#PrimitiveLong", "traits": {"smithy.api#box": {}}},
"ranged": {"target": "ns#Flag", "traits": {"smithy.api#range": {"min": 1}}},
"stream": {"target": "ns#Stream"}}},
"ns#Flag": {"type": "boolean"},
"ns#Boxed": {"type": "integer", "traits": {"smithy.api#box": {}}},
"ns#Stream": {"type": "blob", "traits": {"smithy.api#streaming": {}}}"#,
    );
    let zero = Node::Number("0".to_owned());
    assert_eq!(
        defaults(&model),
        [
            ("boxed", None),
            ("unboxed", Some(&zero)),
            ("flag", Some(&Node::Bool(false))),
            ("boxedTarget", None),
            ("boxedMember", Some(&Node::Null)),
            ("ranged", None),
            ("stream", Some(&Node::String(String::new()))),
        ]
    );
}

#[test]
fn numbers_of_2_0_have_no_implicit_default() {
    let model = service(
        r#""ns#In": {"type": "structure", "members": {"n": {"target": "ns#N"}}},
"ns#N": {"type": "integer"}"#,
    );
    assert_eq!(defaults(&model), [("n", None)]);
}

#[test]
fn the_enum_trait_becomes_an_enum() {
    let model = upgraded(
        r#""ns#In": {"type": "structure", "members": {"suit": {"target": "ns#Suit"}}},
"ns#Suit": {"type": "string", "traits": {"smithy.api#enum": [
    {"value": "diamond", "name": "DIAMOND", "documentation": "Red.", "deprecated": true},
    {"value": "t2.nano"}, {"value": "2x"}]}}"#,
    );
    let suit = shape(&model, "ns#Suit");
    let ShapeKind::Enum { members } = &suit.kind else {
        panic!("{suit:?}");
    };
    assert_eq!(names(members), ["DIAMOND", "t2_nano", "VALUE_2x"]);
    let value = members[0].traits.enum_value().and_then(Node::as_str);
    assert_eq!(value, Some("diamond"));
    assert_eq!(members[0].traits.documentation(), Some("Red."));
    assert!(members[0].traits.deprecated().is_some());
    assert!(members[1].traits.deprecated().is_none());
}

#[test]
fn a_set_becomes_a_list_of_unique_items() {
    let model = upgraded(
        r#""ns#In": {"type": "structure", "members": {"set": {"target": "ns#Set"}}},
"ns#Set": {"type": "set", "member": {"target": "smithy.api#String"}}"#,
    );
    let set = shape(&model, "ns#Set");
    assert!(matches!(set.kind, ShapeKind::List { .. }));
    assert!(set.traits.unique_items());
}

#[test]
fn a_resource_that_is_a_mixin_has_no_properties() {
    let model = |properties: &str| {
        let shapes = format!(
            r#""ns#M": {{"type": "resource", "traits": {{"smithy.api#mixin": {{}}}}{properties}}},
"ns#R": {{"type": "resource", "mixins": [{{"target": "ns#M"}}]}},
"ns#O": {{"type": "operation"}}, "ns#N": {{"type": "resource"}}"#
        );
        check(&[&v2(&shapes)])
    };
    for none in ["", r#", "operations": []"#, r#", "properties": {}"#] {
        assert_eq!(model(none), "");
    }
    let text = r#"{"target": "smithy.api#String"}"#;
    let operation = r#"{"target": "ns#O"}"#;
    for properties in [
        format!(r#", "identifiers": {{"a": {text}}}"#),
        format!(r#", "properties": {{"a": {text}}}"#),
        format!(r#", "create": {operation}"#),
        format!(r#", "put": {operation}"#),
        format!(r#", "read": {operation}"#),
        format!(r#", "list": {operation}"#),
        format!(r#", "operations": [{operation}]"#),
        format!(r#", "collectionOperations": [{operation}]"#),
        r#", "resources": [{"target": "ns#N"}]"#.to_owned(),
    ] {
        let fault = "error: a resource that is a mixin has no properties\n  --> a.json:2:1 (ns#M)\n  \
                     = note: the first property is at a.json:2:";
        let found = model(&properties);
        assert!(found.starts_with(fault), "{properties}: {found}");
        assert_eq!(found.matches("error").count(), 1, "{found}");
    }
}
