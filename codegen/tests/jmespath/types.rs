//! Types of functions on modelled values: arguments that no value of the shapes fits are refused.

use tinsmith_codegen::compile::jmespath::{Known, expression};
use tinsmith_codegen::diagnostic::{Diagnostics, Source};
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, select};
use tinsmith_codegen::model::{Model, ShapeId};

const MODEL: &str = r#"{"smithy": "2.0", "shapes": {
"a#S": {"type": "service", "version": "1", "operations": [{"target": "a#Get"}]},
"a#Get": {"type": "operation", "output": {"target": "a#Out"}},
"a#Out": {"type": "structure", "members": {
    "text": {"target": "smithy.api#String"}, "count": {"target": "smithy.api#Long"},
    "is": {"target": "smithy.api#Boolean"}, "any": {"target": "smithy.api#Document"},
    "texts": {"target": "a#Texts"}, "counts": {"target": "a#Counts"},
    "parts": {"target": "a#Parts"}, "map": {"target": "a#Map"}}},
"a#Texts": {"type": "list", "member": {"target": "smithy.api#String"}},
"a#Counts": {"type": "list", "member": {"target": "smithy.api#Integer"}},
"a#Parts": {"type": "list", "member": {"target": "a#Part"}},
"a#Part": {"type": "structure", "members": {
    "name": {"target": "smithy.api#String"}, "size": {"target": "smithy.api#Integer"},
    "is": {"target": "smithy.api#Boolean"}}},
"a#Map": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "smithy.api#Integer"}}
}}"#;

fn model() -> Model {
    let mut diagnostics = Diagnostics::new();
    let sources = [Source::new("a.json", MODEL)];
    let ast = load(&sources, &mut diagnostics);
    select(&ast, &Choice::default(), &mut diagnostics).expect("a model")
}

fn found(model: &Model, text: &str) -> Result<&'static str, String> {
    let output = ShapeId::parse("a#Out").expect("an id");
    let root = Known::Shape(model.get(&output).expect("the output"));
    expression(model, &root, text).map(|(_, found)| found.spelt())
}

#[test]
fn results_have_types() {
    let model = model();
    for (text, wanted) in [
        ("abs(count)", "a number"),
        ("avg(counts)", "a number"),
        ("sum(parts[].size)", "a number"),
        ("ceil(any)", "a number"),
        ("ends_with(text, 'a')", "a boolean"),
        ("starts_with(texts[0], text)", "a boolean"),
        ("join(', ', texts)", "text"),
        ("map(&name, parts)", "a list"),
        ("map(&name, parts)[0]", "text"),
        ("max(texts)", "text"),
        ("min(counts)", "a number"),
        ("max_by(parts, &size).name", "text"),
        ("min_by(parts, &name).size", "a number"),
        ("sort_by(parts, &size)[-1].is", "a boolean"),
        ("sort(texts)", "a list"),
        ("reverse(text)", "text"),
        ("reverse(parts)[0].name", "text"),
        ("not_null(text, texts[0], 'none')", "text"),
        ("to_array(text)[0]", "text"),
        ("to_array(texts)[0]", "text"),
        ("to_string(count)", "text"),
        ("to_number(text)", "a number"),
        ("type(map)", "text"),
        ("values(map)[0]", "a number"),
        ("merge(map, `{}`)", "any value"),
    ] {
        assert_eq!(found(&model, text), Ok(wanted), "{text}");
    }
}

#[test]
fn arguments_that_never_fit_are_refused() {
    let model = model();
    for (text, fault) in [
        ("abs(text)", "`abs` is of a number, and not of text"),
        ("avg(texts)", "`avg(list)` is of a number, and not of text"),
        ("sum(count)", "`sum` is of a list, and not of a number"),
        (
            "join(', ', counts)",
            "`join(list)` is of text, and not of a number",
        ),
        ("join(texts, texts)", "`join` is of text, and not of a list"),
        (
            "max(parts)",
            "`max(list)` is of a number or text, and not of a structure",
        ),
        (
            "sort_by(parts, &is)",
            "`sort_by` is of a number or text, and not of a boolean",
        ),
        ("sort_by(parts, &missing)", "`Part` has no member `missing`"),
        (
            "sort_by(parts, parts)",
            "`sort_by` takes a reference, `&..`",
        ),
        ("sort_by(parts, 'a')", "`sort_by` takes a reference, `&..`"),
        ("sort(&texts)", "`sort` takes a value in place of `&..`"),
        ("keys(&map)", "`keys` takes a value in place of `&..`"),
        (
            "values(texts)",
            "`values` is of a map or a structure, and not of a list",
        ),
        ("merge()", "`merge` has another number of arguments"),
        ("not_null()", "`not_null` has another number of arguments"),
        ("abs(count, count)", "`abs` has another number of arguments"),
        (
            "sortby(parts, &is)",
            "there is no function `sortby` (did you mean `sort_by`?)",
        ),
    ] {
        let found = found(&model, text).expect_err(text);
        assert!(found.contains(fault), "{text}: {found}");
    }
}
