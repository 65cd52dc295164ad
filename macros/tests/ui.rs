//! What users of generated code see: what compiles, and the compiler's words where it must
//! not. `TRYBUILD=overwrite` writes the words anew.

use std::fs;
use std::path::Path;

#[test]
fn ui() {
    provide_models();
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/compiles.rs");
    cases.pass("tests/ui/idl.rs");
    cases.pass("tests/ui/names.rs");
    cases.compile_fail("tests/ui/fails/*.rs");
}

/// The macro finds models relative to the crate that it is used in, which is one that
/// trybuild makes: they have to be there.
fn provide_models() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("the target directory");
    let there = target
        .join("tests/trybuild")
        .join(env!("CARGO_PKG_NAME"))
        .join("models");
    copy(&own.join("tests/ui/models"), &there);
    let dynamodb = own.join("../models/dynamodb.json");
    fs::copy(dynamodb, there.join("dynamodb.json")).expect("a copy");
    for names in ["colliding_methods", "odd_names"] {
        let model = format!("../codegen/tests/fixtures/{names}/model.json");
        let copied = there.join(names).with_extension("json");
        fs::copy(own.join(model), copied).expect("a copy");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory for the models");
    for entry in fs::read_dir(from).expect("the models") {
        let path = entry.expect("a model").path();
        let copied = to.join(path.file_name().expect("its name"));
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(&path, copied).expect("a copy");
        }
    }
}
