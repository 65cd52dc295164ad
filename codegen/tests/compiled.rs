//! The code of every fixture compiles. Apart from the comparison, so that code which does not
//! can still be blessed away.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Where the fixture `options` expects the runtime.
use tinsmith as engine;

macro_rules! compiled {
    ($($case:ident)*) => {
        $(include!(concat!("fixtures/", stringify!($case), "/expected.rs"));)*

        const COMPILED: &[&str] = &[$(stringify!($case)),*];
    };
}

compiled! {
    auth aws_query colliding_methods customized customized_errors customized_members
    customized_messages customized_pages declared defaults derive discovery documentation
    documentation_code done_without ec2_query endpoint_rules enums errors host_prefix json_1_1
    keep_going keep_going_extras left_out names odd_names operation_context optionality options
    overlay paginator patterns protocol_named protocol_preferred query_compatible recursion
    rest_json rest_xml s3 schema_traits serde_derives service_closure shared_input streams unions
    unit unnamed_values waiter
}

#[test]
fn every_fixture_with_code_is_compiled() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let cases = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let generated = cases.filter(|case| case.join("expected.rs").exists());
    let generated: BTreeSet<String> = generated
        .map(|case| case.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    let compiled: BTreeSet<String> = COMPILED.iter().map(|&it| it.to_owned()).collect();
    assert_eq!(generated, compiled);
}
