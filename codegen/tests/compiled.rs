//! The code of every fixture compiles. Apart from the comparison, so that code which does not
//! can still be blessed away. Fixtures about names alone are compiled by the macro's tests.

use std::fs;
use std::path::Path;

/// Where the fixture `options` expects the runtime.
use tinsmith as engine;

#[path = "fixtures/auth/expected/mod.rs"]
mod auth;
#[path = "fixtures/aws_query/expected/mod.rs"]
mod aws_query;
#[path = "fixtures/customized/expected/mod.rs"]
mod customized;
#[path = "fixtures/customized_errors/expected/mod.rs"]
mod customized_errors;
#[path = "fixtures/customized_members/expected/mod.rs"]
mod customized_members;
#[path = "fixtures/customized_messages/expected/mod.rs"]
mod customized_messages;
#[path = "fixtures/customized_pages/expected/mod.rs"]
mod customized_pages;
#[path = "fixtures/declared/expected/mod.rs"]
mod declared;
#[path = "fixtures/defaults/expected/mod.rs"]
mod defaults;
#[path = "fixtures/derive/expected/mod.rs"]
mod derive;
#[path = "fixtures/discovery/expected/mod.rs"]
mod discovery;
#[path = "fixtures/documentation/expected/mod.rs"]
mod documentation;
#[path = "fixtures/documentation_code/expected/mod.rs"]
mod documentation_code;
#[path = "fixtures/done_without/expected/mod.rs"]
mod done_without;
#[path = "fixtures/ec2_query/expected/mod.rs"]
mod ec2_query;
#[path = "fixtures/endpoint_rules/expected/mod.rs"]
mod endpoint_rules;
#[path = "fixtures/enums/expected/mod.rs"]
mod enums;
#[path = "fixtures/errors/expected/mod.rs"]
mod errors;
#[path = "fixtures/host_prefix/expected/mod.rs"]
mod host_prefix;
#[path = "fixtures/invalid_defaults/expected/mod.rs"]
mod invalid_defaults;
#[path = "fixtures/json_1_1/expected/mod.rs"]
mod json_1_1;
#[path = "fixtures/keep_going/expected/mod.rs"]
mod keep_going;
#[path = "fixtures/keep_going_extras/expected/mod.rs"]
mod keep_going_extras;
#[path = "fixtures/left_out/expected/mod.rs"]
mod left_out;
#[path = "fixtures/names/expected/mod.rs"]
mod names;
#[path = "fixtures/operation_context/expected/mod.rs"]
mod operation_context;
#[path = "fixtures/optionality/expected/mod.rs"]
mod optionality;
#[path = "fixtures/options/expected/mod.rs"]
mod options;
#[path = "fixtures/overlay/expected/mod.rs"]
mod overlay;
#[path = "fixtures/overlay_traits/expected/mod.rs"]
mod overlay_traits;
#[path = "fixtures/paginator/expected/mod.rs"]
mod paginator;
#[path = "fixtures/patterns/expected/mod.rs"]
mod patterns;
#[path = "fixtures/protocol_given/expected/mod.rs"]
mod protocol_given;
#[path = "fixtures/protocol_named/expected/mod.rs"]
mod protocol_named;
#[path = "fixtures/protocol_preferred/expected/mod.rs"]
mod protocol_preferred;
#[path = "fixtures/query_compatible/expected/mod.rs"]
mod query_compatible;
#[path = "fixtures/recursion/expected/mod.rs"]
mod recursion;
#[path = "fixtures/rest_json/expected/mod.rs"]
mod rest_json;
#[path = "fixtures/rest_xml/expected/mod.rs"]
mod rest_xml;
#[path = "fixtures/s3/expected/mod.rs"]
mod s3;
#[path = "fixtures/schema_traits/expected/mod.rs"]
mod schema_traits;
#[path = "fixtures/serde_derives/expected/mod.rs"]
mod serde_derives;
#[path = "fixtures/service_closure/expected/mod.rs"]
mod service_closure;
#[path = "fixtures/shared_input/expected/mod.rs"]
mod shared_input;
#[path = "fixtures/streams/expected/mod.rs"]
mod streams;
#[path = "fixtures/unicode/expected/mod.rs"]
mod unicode;
#[path = "fixtures/unions/expected/mod.rs"]
mod unions;
#[path = "fixtures/unit/expected/mod.rs"]
mod unit;
#[path = "fixtures/unnamed_values/expected/mod.rs"]
mod unnamed_values;
#[path = "fixtures/waiter/expected/mod.rs"]
mod waiter;

#[test]
fn every_fixture_with_code_is_compiled() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let this = include_str!("compiled.rs");
    for case in fs::read_dir(root).unwrap() {
        let case = case.unwrap();
        let name = case.file_name().into_string().unwrap();
        let module = format!("#[path = \"fixtures/{name}/expected/mod.rs\"]\nmod {name};\n");
        let has_code = case.path().join("expected/mod.rs").exists();
        assert_eq!(has_code, this.contains(&module), "{name}");
    }
}
