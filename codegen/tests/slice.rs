//! Slices of models: small, complete, and as good as the whole.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, select};
use tinsmith_codegen::load::slice::{Extras, slice};
use tinsmith_codegen::{Files, Layout, Options, Source, generate};

fn cut(sources: &[Arc<Source>], operations: &[String], extras: &Extras<'_>) -> String {
    let mut diagnostics = Diagnostics::new();
    let ast = load(sources, &mut diagnostics);
    let choice = Choice {
        service: None,
        operations,
    };
    let text = slice(&ast, &choice, extras, &mut diagnostics);
    text.unwrap_or_else(|| panic!("{diagnostics}"))
}

fn cut_text(shapes: &str, version: &str, extras: &Extras<'_>) -> String {
    let text = format!(r#"{{"smithy": "{version}", "shapes": {{{shapes}}}}}"#);
    cut(&[Source::new("a.json", text)], &[], extras)
}

/// A service with one operation, whose input is `ns#In`, and the shapes given.
fn service(shapes: &str) -> String {
    let service = r#""ns#Service": {"type": "service", "version": "1",
        "operations": [{"target": "ns#Op"}],
        "traits": {"aws.protocols#awsJson1_0": {}, "smithy.rules#endpointTests": {"version": "1.0"}}},
        "ns#Op": {"type": "operation", "input": {"target": "ns#In"}},"#;
    format!("{service}{shapes}")
}

fn files(sources: &[Arc<Source>], operations: &[String]) -> Option<Files> {
    let mut options = Options::new("service");
    options.operations = operations.to_vec();
    generate(&options, sources)
        .ok()
        .map(|generated| generated.files(Layout::Tree))
}

/// The operations of a model's service, by id; the first few.
fn operations(sources: &[Arc<Source>], count: usize) -> Vec<String> {
    let mut diagnostics = Diagnostics::new();
    let ast = load(sources, &mut diagnostics);
    let model = select(&ast, &Choice::default(), &mut diagnostics);
    let model = model.unwrap_or_else(|| panic!("{diagnostics}"));
    model
        .operations()
        .take(count)
        .map(|shape| shape.id.to_string())
        .collect()
}

fn corpora() -> Option<PathBuf> {
    let shared = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    let root = env::var_os("TINSMITH_CORPORA").map_or_else(shared, PathBuf::from);
    root.join("models").is_dir().then_some(root)
}

#[test]
fn code_from_a_slice_is_that_from_the_whole() {
    let Some(corpora) = corpora() else {
        println!("left out: no corpora, so no models to slice");
        return;
    };
    let mut compared = 0;
    for entry in fs::read_dir(corpora.join("models")).expect("the models") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a model");
        if !text.contains("aws.protocols#awsJson1_") {
            continue;
        }
        let whole = [Source::new("model.json", text)];
        let chosen = operations(&whole, 3);
        let part = [Source::new(
            "model.json",
            cut(&whole, &chosen, &Extras::default()),
        )];
        let name = path.display();
        assert_eq!(
            cut(&part, &[], &Extras::default()),
            part[0].text(),
            "slice of {name}"
        );
        // Timestream's operations have to ask where to go, which is not supported.
        let Some(expected) = files(&whole, &chosen) else {
            continue;
        };
        assert_eq!(files(&part, &chosen), Some(expected), "code from {name}");
        compared += 1;
    }
    assert!(compared >= 19, "only {compared} models were generated from");
}

#[test]
fn what_version_1_implies_is_written() {
    let text = cut_text(
        &service(
            r#""ns#In": {"type": "structure", "members": {
                "a": {"target": "smithy.api#PrimitiveInteger"},
                "b": {"target": "ns#Size"}}},
            "ns#Size": {"type": "string", "traits": {"smithy.api#enum":
                [{"value": "big", "name": "BIG"}]}}"#,
        ),
        "1.0",
        &Extras::default(),
    );
    assert!(text.contains("\"smithy\": \"2.0\""), "{text}");
    assert!(text.contains("\"smithy.api#default\": 0"), "{text}");
    assert!(text.contains("\"smithy.api#enumValue\": \"big\""), "{text}");
    assert!(!text.contains("smithy.api#enum\""), "{text}");
}

#[test]
fn mixins_and_applied_traits_are_resolved() {
    let text = cut_text(
        &service(
            r#""ns#In": {"type": "structure", "mixins": [{"target": "ns#Mix"}], "members": {}},
            "ns#Mix": {"type": "structure", "traits": {"smithy.api#mixin": {}}, "members": {
                "a": {"target": "smithy.api#String"}}},
            "ns#In$a": {"type": "apply", "traits": {"smithy.api#required": {}}}"#,
        ),
        "2.0",
        &Extras::default(),
    );
    assert!(text.contains("smithy.api#required"), "{text}");
    assert!(
        !text.contains("ns#Mix") && !text.contains("apply"),
        "{text}"
    );
}

#[test]
fn operations_of_resources_are_bound_to_the_service() {
    let text = cut_text(
        r#""ns#Service": {"type": "service", "version": "1", "resources": [{"target": "ns#R"}]},
        "ns#R": {"type": "resource", "read": {"target": "ns#Op"}},
        "ns#Op": {"type": "operation", "traits": {"smithy.api#readonly": {}}}"#,
        "2.0",
        &Extras::default(),
    );
    assert!(
        text.contains("\"operations\"") && !text.contains("resource"),
        "{text}"
    );
}

#[test]
fn traits_without_effect_are_kept_only_if_asked_for() {
    let shapes = service(r#""ns#In": {"type": "structure", "members": {}}"#);
    let tests = "smithy.rules#endpointTests";
    assert!(!cut_text(&shapes, "2.0", &Extras::default()).contains(tests));
    let extras = Extras {
        origin: &[],
        traits: &[tests.to_owned()],
    };
    assert!(cut_text(&shapes, "2.0", &extras).contains(tests));
}

#[test]
fn the_origin_is_noted() {
    let shapes = service(r#""ns#In": {"type": "structure", "members": {}}"#);
    let extras = Extras {
        origin: &["whole.json".to_owned()],
        traits: &[],
    };
    let text = cut_text(&shapes, "2.0", &extras);
    assert!(
        text.contains("\"slicedFrom\": [\n      \"whole.json\"\n    ]"),
        "{text}"
    );
}

#[test]
fn text_survives_with_quotes_and_control_characters() {
    let shapes = service(
        r#""ns#In": {"type": "structure", "members": {},
            "traits": {"smithy.api#documentation": "a \"b\" \\ \n\t\u0001 é"}}"#,
    );
    let text = cut_text(&shapes, "2.0", &Extras::default());
    assert!(text.contains(r#""a \"b\" \\ \n\t\u0001 é""#), "{text}");
}

#[test]
fn a_slice_of_a_slice_says_where_both_come_from() {
    let [first, second] = ["far away (CC0-1.0)", "a.json"].map(|line| [line.to_owned()]);
    let traits = &[];
    let origin = &first;
    let shapes = service(r#""ns#In": {"type": "structure", "members": {}}"#);
    let once = cut_text(&shapes, "2.0", &Extras { origin, traits });
    let origin = &second;
    let extras = Extras { origin, traits };
    let again = |text: &str| cut(&[Source::new("a.json", text)], &[], &extras);
    let twice = again(&once);
    let lines = "\"slicedFrom\": [\n      \"far away (CC0-1.0)\",\n      \"a.json\"\n    ]";
    assert!(twice.contains(lines), "{twice}");
    assert_eq!(again(&twice), twice);
}

#[test]
fn a_slice_names_the_operations_that_it_leaves_out() {
    let shapes = r#""ns#Service": {"type": "service", "version": "1",
        "operations": [{"target": "ns#A"}, {"target": "ns#B"}, {"target": "ns#C"}],
        "traits": {"aws.protocols#awsJson1_0": {}}},
        "ns#A": {"type": "operation"}, "ns#B": {"type": "operation"}, "ns#C": {"type": "operation"}"#;
    let text = format!(r#"{{"smithy": "2.0", "shapes": {{{shapes}}}}}"#);
    let whole = [Source::new("a.json", text)];
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|&name| name.to_owned())
            .collect::<Vec<_>>()
    };
    let two = cut(&whole, &names(&["A", "B"]), &Extras::default());
    let two = [Source::new("a.json", two)];
    let one = cut(&two, &names(&["A"]), &Extras::default());
    let one = [Source::new("a.json", one)];

    let expected = files(&whole, &names(&["A"])).expect("code");
    let absent = expected
        .iter()
        .find(|(path, _)| path.ends_with("absent.rs"));
    let (_, absent) = absent.expect("methods that say what to add");
    for method in ["B = b: ", "C = c: "] {
        assert!(absent.contains(method), "{absent}");
    }
    assert_eq!(files(&two, &names(&["A"])).as_ref(), Some(&expected));
    assert_eq!(files(&one, &names(&["A"])), Some(expected));

    let unlisted = files(&one, &[]).expect("code");
    let unlisted: String = unlisted.iter().map(|(_, text)| text).collect();
    assert!(
        unlisted.contains("slice the whole model again"),
        "{unlisted}"
    );

    let mut options = Options::new("service");
    options.operations = names(&["C"]);
    let refused = generate(&options, &one).expect_err("no such operation");
    let refused = refused.to_string();
    assert!(
        refused.contains("the model is a slice without the operation `C`"),
        "{refused}"
    );
}
