//! Reading trait values: what is refused, and what the accessors give.

use tinsmith_codegen::model::traits::{
    AcceptorState, Comparator, ErrorKind, Http, Length, Matcher, PathMatcher, Standing,
    TimestampFormat, standing,
};
use tinsmith_codegen::model::{Node, ShapeId};

use crate::support::{check, service, shape, v2};

/// What is said of a string with that trait.
fn faults(id: &str, value: &str) -> String {
    let shape = format!("\"ns#S\": {{\"type\": \"string\", \"traits\": {{\"{id}\":\n{value}}}}}");
    check(&[&v2(&shape)])
}

#[test]
fn a_flag_that_is_no_object() {
    assert_eq!(
        faults("smithy.api#sensitive", "true"),
        "error: the trait takes no value\n  --> a.json:3:1 (ns#S)\n  \
         = help: omit the value; in JSON it is `{}`\n"
    );
}

#[test]
fn a_text_that_is_a_number() {
    assert_eq!(
        faults("smithy.api#pattern", "1"),
        "error: expected a string, found a number\n  --> a.json:3:1 (ns#S)\n"
    );
}

#[test]
fn a_negative_length() {
    assert_eq!(
        faults("smithy.api#length", "{\"min\": -1}"),
        "error: `-1` is not a whole number from 0 to 18446744073709551615\n  \
         --> a.json:3:9 (ns#S)\n"
    );
}

#[test]
fn a_choice_that_is_none() {
    assert_eq!(
        faults("smithy.api#timestampFormat", "\"unix\""),
        "error: `unix` is not one of `date-time`, `http-date`, `epoch-seconds`\n  \
         --> a.json:3:1 (ns#S)\n"
    );
}

#[test]
fn a_missing_property() {
    assert_eq!(
        faults("smithy.api#endpoint", "{}"),
        "error: property `hostPrefix` is missing\n  --> a.json:3:1 (ns#S)\n"
    );
}

#[test]
fn an_unknown_property() {
    assert_eq!(
        faults("smithy.api#length", "{\"mim\": 1}"),
        "warning: unknown property `mim` is ignored\n  --> a.json:3:2 (ns#S)\n"
    );
}

#[test]
fn an_authentication_scheme_that_is_no_id() {
    assert_eq!(
        faults("smithy.api#auth", "[\"sigv4\"]"),
        "error: `sigv4` is not an absolute shape id\n  --> a.json:3:2 (ns#S)\n"
    );
}

#[test]
fn a_matcher_of_two_kinds() {
    let waiter = "{\"W\": {\"acceptors\": [{\"state\": \"retry\", \"matcher\": {}}]}}";
    assert_eq!(
        faults("smithy.waiters#waitable", waiter),
        "error: expected exactly one property\n  --> a.json:3:52 (ns#S)\n"
    );
}

#[test]
fn an_unknown_matcher() {
    let waiter = "{\"W\": {\"acceptors\": [{\"state\": \"retry\", \"matcher\": {\"x\": 1}}]}}";
    assert_eq!(
        faults("smithy.waiters#waitable", waiter),
        "error: unknown waiter matcher `x`\n  --> a.json:3:53 (ns#S)\n"
    );
}

#[test]
fn a_trait_that_is_no_id() {
    assert_eq!(
        faults("sensitive", "{}"),
        "error: `sensitive` is not the id of a trait\n  --> a.json:3:1 (ns#S)\n"
    );
}

#[test]
fn an_unknown_trait_is_mentioned_once() {
    let shapes = r#""ns#S": {"type": "string", "traits": {"x#y": {}}},
"ns#T": {"type": "string", "traits": {"x#y": {}}}"#;
    assert_eq!(
        check(&[&v2(shapes)]),
        "warning: trait `x#y` is unknown and ignored, here and in 1 more places\n  \
         --> a.json:2:46 (ns#S)\n  \
         = help: if it changes what is sent, the generated client will not do it\n"
    );
}

#[test]
fn a_trait_that_the_model_defines_is_not_unknown() {
    let shapes = r#""ns#S": {"type": "string", "traits": {"x#y": {}}},
"x#y": {"type": "structure", "traits": {"smithy.api#trait": {}}}"#;
    assert_eq!(check(&[&v2(shapes)]), "");
}

#[test]
fn an_enum_value_that_is_no_string() {
    let shape = r#""ns#E": {"type": "enum", "members": {
"A": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 1}}}}"#;
    assert_eq!(
        check(&[&v2(shape)]),
        "error: the value of an enum's member must be a string\n  --> a.json:3:1 (ns#E$A)\n"
    );
}

#[test]
fn an_int_enum_without_a_value() {
    let shape = r#""ns#E": {"type": "intEnum", "members": {
"A": {"target": "smithy.api#Unit"}}}"#;
    assert_eq!(
        check(&[&v2(shape)]),
        "error: the value of an intEnum's member must be an integer of 32 bits\n  --> a.json:3:1 (ns#E$A)\n  \
         = help: write `A = 1`, or another number\n"
    );
}

#[test]
fn an_enum_member_without_a_value_is_its_own() {
    let model = service(
        r#""ns#In": {"type": "structure", "members": {"e": {"target": "ns#E"}}},
"ns#E": {"type": "enum", "members": {"A": {"target": "smithy.api#Unit"}}}"#,
    );
    let found = shape(&model, "ns#E");
    let value = found.members()[0]
        .traits
        .enum_value()
        .and_then(Node::as_str);
    assert_eq!(value, Some("A"));
}

#[test]
fn values_are_typed() {
    let model = service(
        r#""ns#In": {"type": "structure", "members": {"m": {"target": "smithy.api#Timestamp",
"traits": {"smithy.api#timestampFormat": "http-date", "smithy.api#default": [1.50, null],
"smithy.api#length": {"min": 3}, "smithy.api#range": {"max": 1e2}}}},
"traits": {"smithy.api#error": "server", "smithy.api#http": {"method": "GET", "uri": "/"},
"smithy.api#deprecated": {}, "smithy.api#externalDocumentation": {"Home": "https://x.org"},
"aws.protocols#restXml": {"noErrorWrapping": true},
"smithy.waiters#waitable": {"W": {"acceptors": [{"state": "success", "matcher":
    {"output": {"path": "a", "expected": "b", "comparator": "anyStringEquals"}}}]}}}}"#,
    );
    let found = shape(&model, "ns#In");
    let member = &found.members()[0].traits;
    assert_eq!(member.timestamp_format(), Some(&TimestampFormat::HttpDate));
    let default = Node::Array(vec![Node::Number("1.50".to_owned()), Node::Null]);
    assert_eq!(member.default_value(), Some(&default));
    let length = Length {
        min: Some(3),
        max: None,
    };
    assert_eq!(member.length(), Some(&length));
    assert_eq!(member.range().unwrap().max.as_deref(), Some("1e2"));
    let traits = &found.traits;
    assert_eq!(traits.error(), Some(&ErrorKind::Server));
    let http = Http {
        method: "GET".to_owned(),
        uri: "/".to_owned(),
        code: 200,
    };
    assert_eq!(traits.http(), Some(&http));
    assert!(traits.deprecated().unwrap().message.is_none());
    assert_eq!(
        traits.external_documentation().unwrap()["Home"],
        "https://x.org"
    );
    assert!(traits.rest_xml().unwrap().no_error_wrapping);
    let waiter = &traits.waitable().unwrap()["W"];
    assert_eq!((waiter.min_delay, waiter.max_delay), (2, 120));
    assert_eq!(waiter.acceptors[0].state, AcceptorState::Success);
    let matcher = PathMatcher {
        path: "a".to_owned(),
        expected: "b".to_owned(),
        comparator: Comparator::AnyStringEquals,
    };
    assert_eq!(waiter.acceptors[0].matcher, Matcher::Output(matcher));
}

#[test]
fn the_standing_of_traits() {
    let standing = |id| standing(&ShapeId::parse(id).unwrap());
    assert_eq!(standing("smithy.api#required"), Standing::Honoured);
    assert_eq!(
        standing("smithy.api#examples"),
        Standing::Ignored("for documentation and tools")
    );
    assert_eq!(
        standing("aws.iam#anything"),
        Standing::Ignored("for documentation and tools")
    );
    assert_eq!(standing("x#y"), Standing::Unknown);
}
