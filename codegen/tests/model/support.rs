//! What the tests of the model share: texts in, the printed diagnostics out.

use std::sync::Arc;

use tinsmith_codegen::diagnostic::{Diagnostics, Source};
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, check_all, select};
use tinsmith_codegen::model::{Model, Shape, ShapeId};

/// Loads the files, called `a.json`, `b.json` …, and reads every shape.
pub(crate) fn check(texts: &[&str]) -> String {
    let mut diagnostics = Diagnostics::new();
    let sources = sources(texts);
    check_all(&load(&sources, &mut diagnostics), &mut diagnostics);
    diagnostics.to_string()
}

/// Loads the files and selects; the diagnostics if that fails.
pub(crate) fn choose(texts: &[&str], choice: &Choice<'_>) -> Result<Model, String> {
    let mut diagnostics = Diagnostics::new();
    let sources = sources(texts);
    let ast = load(&sources, &mut diagnostics);
    select(&ast, choice, &mut diagnostics).ok_or_else(|| diagnostics.to_string())
}

/// A 2.0 file of these shapes.
pub(crate) fn v2(shapes: &str) -> String {
    format!("{{\"smithy\": \"2.0\", \"shapes\": {{\n{shapes}\n}}}}")
}

fn sources(texts: &[&str]) -> Vec<Arc<Source>> {
    let names = ('a'..='z').map(|letter| format!("{letter}.json"));
    let files = names.zip(texts);
    files.map(|(name, text)| Source::new(name, *text)).collect()
}

/// The model of a service whose one operation has the input `ns#In`, which `shapes` defines.
pub(crate) fn service(shapes: &str) -> Model {
    choose(&[SERVICE, &v2(shapes)], &Choice::default()).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A service `ns#Service` with the operation `ns#Op`, whose input is `ns#In`.
pub(crate) const SERVICE: &str = r#"{"smithy": "2.0", "shapes": {
"ns#Service": {"type": "service", "version": "1", "operations": [{"target": "ns#Op"}]},
"ns#Op": {"type": "operation", "input": {"target": "ns#In"}}}}"#;

/// The shape of that id, which must be in the model.
pub(crate) fn shape<'a>(model: &'a Model, id: &str) -> &'a Shape {
    let id = ShapeId::parse(id).expect("a shape id");
    model.get(&id).expect("a shape of the closure")
}
