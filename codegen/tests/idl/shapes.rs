//! The grammar's shapes: names and what they mean, bodies, operations, resources, mixins,
//! elided targets, and what version 1.0 writes otherwise.
//!
//! Source: Smithy 2.0, "Shape section" and "Mixins"; the migration guide for 1.0.

use serde_json::{Value, json};
use tinsmith_codegen::diagnostic::Source;

use crate::support::load_all;

const V2: &str = "$version: \"2.0\"\nnamespace a\n";

/// The shapes of a text in which nothing is wrong.
fn read(text: &str) -> Value {
    let loaded = load_all(&[Source::new("a.smithy", text)]);
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
    loaded.ast["shapes"].clone()
}

/// The shapes of what follows version and namespace.
fn shapes(text: &str) -> Value {
    read(&format!("{V2}{text}"))
}

/// All that is said of what follows version and namespace, which begins in line 3.
fn said(text: &str) -> String {
    let loaded = load_all(&[Source::new("a.smithy", format!("{V2}{text}"))]);
    loaded.diagnostics.to_string()
}

fn target(id: &str) -> Value {
    json!({ "target": id })
}

#[test]
fn simple_shapes_have_a_name_only() {
    let types = [
        "blob",
        "boolean",
        "document",
        "string",
        "byte",
        "short",
        "integer",
        "long",
        "float",
        "double",
        "bigInteger",
        "bigDecimal",
        "timestamp",
    ];
    for kind in types {
        assert_eq!(
            shapes(&format!("{kind} A\n"))["a#A"],
            json!({ "type": kind })
        );
    }
}

#[test]
fn members_of_maps_come_in_any_order() {
    let map = shapes("map M {\n    value: Integer,\n    key: String\n}\n");
    assert_eq!(map["a#M"]["key"], target("smithy.api#String"));
    assert_eq!(map["a#M"]["value"], target("smithy.api#Integer"));
}

#[test]
fn members_of_enums_have_values() {
    let shapes = shapes(
        "enum E { A, B = \"b\"\n    @enumValue(\"c\") C }\nintEnum I { A = 1\n    @enumValue(-2)\n    B }\n",
    );
    let value = |id: &str, name: &str| {
        shapes[id]["members"][name]["traits"]["smithy.api#enumValue"].clone()
    };
    assert_eq!(
        [value("a#E", "A"), value("a#E", "B"), value("a#E", "C")],
        ["A", "b", "c"]
    );
    assert_eq!([value("a#I", "A"), value("a#I", "B")], [1, -2]);
}

#[test]
fn values_of_enums_are_of_its_type() {
    assert_eq!(
        said("enum E { A = 1\n}\nintEnum I {\n    B\n}\n"),
        "error: the value of an enum's member must be a string\n  --> a.smithy:3:10 (a#E$A)\n\n\
         error: the value of an intEnum's member must be an integer of 32 bits\n  --> a.smithy:6:5 (a#I$B)\n  \
         = help: write `B = 1`, or another number\n"
    );
}

#[test]
fn defaults_of_every_type_are_kept() {
    let given = [
        ("String", "\"\""),
        ("Boolean", "false"),
        ("Byte", "-128"),
        ("Long", "9223372036854775807"),
        ("Double", "1.5"),
        ("Timestamp", "0"),
        ("Blob", "\"AA==\""),
        ("Document", "{}"),
        ("L", "[]"),
        ("M", "{}"),
        ("E", "\"A\""),
        ("I", "1"),
        ("String", "null"),
    ];
    let members = given.iter().enumerate();
    let members =
        members.map(|(index, (target, value))| format!("    m{index}: {target} = {value}"));
    let members = members.collect::<Vec<_>>().join("\n");
    let shapes = shapes(&format!(
        "structure S {{\n{members}\n}}\nlist L {{ member: String }}\nmap M {{ key: String value: String }}\n\
         enum E {{ A }}\nintEnum I {{ A = 1\n}}\n"
    ));
    for (index, (_, value)) in given.iter().enumerate() {
        let traits = &shapes["a#S"]["members"][format!("m{index}")]["traits"];
        let value: Value = serde_json::from_str(value).expect("JSON");
        assert_eq!(traits["smithy.api#default"], value);
    }
}

#[test]
fn only_structures_have_defaults() {
    assert_eq!(
        said("union U {\n    a: String = \"x\"\n}\n"),
        "error: only members of structures have defaults\n  --> a.smithy:4:15\n"
    );
}

#[test]
fn inline_structures_are_named_after_their_operation() {
    let shapes = read(
        "$version: \"2\"\n$operationInputSuffix: \"Request\"\n$operationOutputSuffix: \"Reply\"\n\
         namespace a\noperation Do {\n    output := {}\n    input :=\n        /// Docs.\n        \
         @tags([\"t\"])\n        for R with [M] {\n            $id\n            @required\n            \
         $m\n            n: Integer = 1\n        }\n    errors: [E,]\n}\n\
         resource R { identifiers: { id: String } }\n@mixin\nstructure M { m: Long }\n\
         @error(\"client\")\nstructure E {}\n",
    );
    assert_eq!(shapes["a#Do"]["input"], target("a#DoRequest"));
    assert_eq!(shapes["a#Do"]["output"], target("a#DoReply"));
    assert_eq!(shapes["a#Do"]["errors"], json!([target("a#E")]));
    let input = &shapes["a#DoRequest"];
    assert_eq!(
        input["traits"],
        json!({"smithy.api#documentation": "Docs.", "smithy.api#input": {}, "smithy.api#tags": ["t"]})
    );
    assert_eq!(input["members"]["id"], target("smithy.api#String"));
    assert_eq!(input["members"]["n"]["traits"]["smithy.api#default"], 1);
    let introduced = &shapes["a#DoRequest$m"];
    assert_eq!(introduced["traits"], json!({"smithy.api#required": {}}));
    assert_eq!(
        shapes["a#DoReply"]["traits"],
        json!({"smithy.api#output": {}})
    );
}

#[test]
fn operations_without_input_have_the_unit() {
    let shapes = shapes("operation Do {}\noperation Also { errors: [] }\n");
    for id in ["a#Do", "a#Also"] {
        assert_eq!(shapes[id]["input"], target("smithy.api#Unit"));
        assert_eq!(shapes[id]["output"], target("smithy.api#Unit"));
    }
}

#[test]
fn resources_bind_whatever_they_may() {
    let lifecycle = ["create", "put", "read", "update", "delete", "list"];
    let bound = lifecycle
        .map(|property| format!("    {property}: Do,\n"))
        .concat();
    let shapes = shapes(&format!(
        "resource R {{\n    identifiers: {{ id: Id, \"b\": a#Id }}\n    properties: {{ p: Integer }}\n{bound}    \
         operations: [Do]\n    collectionOperations: [Do,]\n    resources: [Q]\n}}\nstring Id\n\
         operation Do {{}}\nresource Q {{ identifiers: {{ id: Id, b: Id }} }}\n\
         structure S for R {{\n    $p\n    @required\n    $id\n}}\n"
    ));
    let resource = &shapes["a#R"];
    assert_eq!(
        resource["identifiers"],
        json!({"id": target("a#Id"), "b": target("a#Id")})
    );
    for property in lifecycle {
        assert_eq!(resource[property], target("a#Do"));
    }
    assert_eq!(resource["collectionOperations"], json!([target("a#Do")]));
    assert_eq!(resource["resources"], json!([target("a#Q")]));
    let members = &shapes["a#S"]["members"];
    assert_eq!(members["p"], target("smithy.api#Integer"));
    assert_eq!(members["id"]["traits"], json!({"smithy.api#required": {}}));
}

#[test]
fn services_rename_by_quoted_ids() {
    let shapes = shapes(
        "service S {\n    version: \"1\"\n    rename: { \"a#X\": \"Y\", }\n    errors: [E]\n}\n\
         structure X {}\n@error(\"server\")\nstructure E {}\n",
    );
    assert_eq!(shapes["a#S"]["rename"], json!({"a#X": "Y"}));
    assert_eq!(shapes["a#S"]["errors"], json!([target("a#E")]));
}

#[test]
fn shapes_of_every_type_have_mixins() {
    let shapes = shapes(
        "@mixin\nstring MS\nstring S with [MS]\n@mixin\nlist ML { member: String }\n\
         list L with [ML,] {}\n@mixin\nmap MM { key: String value: String }\nmap M with [MM] {}\n\
         @mixin\nunion MU { a: String }\nunion U with [MU] {}\n@mixin\nenum ME { A }\n\
         enum E with [ME] { B }\n@mixin\nresource MR {}\nresource R with [MR] {}\n@mixin\n\
         operation MO {}\noperation O with [MO] {}\n@mixin\nservice MV { version: \"1\" }\n\
         service V with [MV] {}\n",
    );
    for (id, mixin) in [
        ("S", "MS"),
        ("L", "ML"),
        ("M", "MM"),
        ("U", "MU"),
        ("E", "ME"),
        ("V", "MV"),
    ] {
        assert_eq!(
            shapes[format!("a#{id}")]["mixins"],
            json!([target(&format!("a#{mixin}"))])
        );
    }
}

#[test]
fn a_cycle_of_mixins_is_one_fault() {
    assert_eq!(
        said("@mixin\nstructure A with [B] {}\n@mixin\nstructure B with [A] {}\n"),
        "error: mixins form a cycle: a#A \u{2192} a#B \u{2192} a#A\n  --> a.smithy:6:19 (a#B)\n"
    );
}

#[test]
fn an_elided_target_is_the_resources_before_the_mixins() {
    assert_eq!(
        said(
            "resource R { identifiers: { id: String } }\n@mixin\nstructure M { id: Blob }\n\
             structure S for R with [M] { $id }\n"
        ),
        "error: the inherited member targets `smithy.api#Blob`, this one `smithy.api#String`\n  \
         --> a.smithy:6:31 (a#S$id)\n  = note: the inherited member is at a.smithy:5:15\n"
    );
    assert_eq!(
        said("structure S {\n    $id\n}\n"),
        "error: neither the resource nor a mixin of the shape has this member\n  \
         --> a.smithy:4:6 (a#S$id)\n  = help: write `id: ` and what it holds\n"
    );
}

#[test]
fn version_1_has_sets_and_implicit_zeros() {
    let shapes = read(
        "$version: \"1.0\"\nnamespace a\nset S { member: String }\ninteger Own\n@box\ninteger Boxed\n\
         structure T {\n    own: Own,\n    boxed: Boxed,\n    @box member: Own,\n    \
         primitive: PrimitiveBoolean,\n    object: Boolean\n}\n",
    );
    assert_eq!(shapes["a#S"]["type"], "list");
    assert_eq!(
        shapes["a#S"]["traits"],
        json!({"smithy.api#uniqueItems": {}})
    );
    let default = |member: &str| {
        let traits = &shapes["a#T"]["members"][member]["traits"];
        traits.get("smithy.api#default").cloned()
    };
    assert_eq!(default("own"), Some(json!(0)));
    assert_eq!(default("boxed"), None);
    assert_eq!(default("member"), Some(Value::Null));
    assert_eq!(default("primitive"), Some(json!(false)));
    assert_eq!(default("object"), None);
}

#[test]
fn what_came_with_version_2_is_refused_in_version_1() {
    let news = [
        ("enum E { A }", "the shape type `enum`"),
        ("structure S with [M] {}", "mixins"),
        ("structure S { a: String = \"\"\n}", "a default"),
        ("operation O { input := {} }", "an inline input or output"),
        ("apply S { @sensitive }", "a block of applied traits"),
        ("structure S for R {}", "`for` and a resource"),
    ];
    for (text, what) in news {
        let loaded = load_all(&[Source::new("a.smithy", format!("namespace a\n{text}\n"))]);
        let said = loaded.diagnostics.to_string();
        let wanted = format!("error: {what} requires version 2.0, but this file has version 1.0\n");
        assert!(said.contains(&wanted), "{said}");
        assert!(
            said.contains("= help: start the file with `$version: \"2.0\"`\n"),
            "{said}"
        );
    }
}
