//! Models in Smithy's IDL, for the command: printed as JSON, generated from, complained of.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tests::command::{Outcome, tinsmith};

const SERVICE: &str = "$version: \"2.0\"
namespace example.weather

use aws.protocols#awsJson1_0

@awsJson1_0
service Weather {
    version: \"1\"
    operations: [GetForecast]
}

/// What the weather will be.
operation GetForecast {
    input := {
        @required
        city: CityName
    }
}
";

const SHAPES: &str = r#"{"smithy": "2.0", "shapes": {
"example.weather#CityName": {"type": "string", "traits": {"smithy.api#length": {"min": 1}}}}}"#;

/// An empty directory of the test's own, with the folder `weather`: one file in the IDL and
/// one in JSON, of one model.
fn workshop(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("idl")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("an old directory removed");
    }
    fs::create_dir_all(folder.join("weather")).expect("a directory");
    fs::write(folder.join("weather/service.smithy"), SERVICE).expect("a model");
    fs::write(folder.join("weather/shapes.json"), SHAPES).expect("a model");
    folder
}

fn run(folder: &Path, arguments: &str) -> Outcome {
    tinsmith(folder, arguments.split(' '))
}

#[test]
fn ast_prints_files_of_both_kinds_as_one_model() {
    let outcome = run(
        &workshop("ast"),
        "ast weather/service.smithy weather/shapes.json",
    );
    assert_eq!(outcome.code, 0, "{outcome}");
    let printed: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let expected = json!({"smithy": "2.0", "shapes": {
        "example.weather#CityName":
            {"type": "string", "traits": {"smithy.api#length": {"min": 1}}},
        "example.weather#GetForecast": {
            "type": "operation",
            "input": {"target": "example.weather#GetForecastInput"},
            "output": {"target": "smithy.api#Unit"},
            "traits": {"smithy.api#documentation": "What the weather will be."}},
        "example.weather#GetForecastInput": {
            "type": "structure",
            "members": {"city": {
                "target": "example.weather#CityName",
                "traits": {"smithy.api#required": {}}}},
            "traits": {"smithy.api#input": {}}},
        "example.weather#Weather": {
            "type": "service",
            "version": "1",
            "operations": [{"target": "example.weather#GetForecast"}],
            "traits": {"aws.protocols#awsJson1_0": {}}}}});
    assert_eq!(printed, expected);
}

#[test]
fn ast_refuses_what_is_wrong_and_shows_where() {
    let folder = workshop("refused");
    fs::remove_file(folder.join("weather/shapes.json")).expect("a file removed");
    let outcome = run(&folder, "ast weather");
    assert_eq!(outcome.code, 1, "{outcome}");
    let fault = "error: shape `example.weather#CityName` is not defined\n  \
                 --> weather/service.smithy:16:15 (example.weather#GetForecastInput$city)\n";
    assert!(outcome.stderr.contains(fault), "{outcome}");
}

#[test]
fn code_is_generated_from_a_folder_and_checked_against_it() {
    let folder = workshop("generate");
    let outcome = run(&folder, "generate weather --out src");
    assert_eq!(outcome.code, 0, "{outcome}");
    assert!(outcome.stdout.contains("1: GetForecast"), "{outcome}");
    let code = fs::read_to_string(folder.join("src/weather/get_forecast.rs")).expect("the code");
    assert!(code.contains("pub city: String"), "{code}");
    let again = run(&folder, "generate weather --out src --check");
    assert_eq!(again.code, 0, "{again}");
}

#[test]
fn inspect_and_slice_read_the_idl_too() {
    let folder = workshop("inspect");
    let inspected = run(&folder, "inspect weather");
    assert!(inspected.stdout.contains("awsJson1_0"), "{inspected}");
    let sliced = run(&folder, "slice weather --operations GetForecast");
    let sliced: Value = serde_json::from_str(&sliced.stdout).expect("JSON");
    assert_eq!(
        sliced["shapes"]["example.weather#CityName"]["type"],
        "string"
    );
}
