//! Every name that is generated for the models of the corpora is given once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, select};
use tinsmith_codegen::lower::plan::Plan;
use tinsmith_codegen::names::Name;
use tinsmith_codegen::{Diagnostics, Source};

fn models() -> Vec<PathBuf> {
    let root = env::var_os("TINSMITH_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora"),
        PathBuf::from,
    );
    let Ok(entries) = fs::read_dir(root.join("models")) else {
        println!("left out: the corpora are not at {}", root.display());
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("a directory entry").path());
    let mut models: Vec<PathBuf> = paths
        .filter(|it| it.extension().is_some_and(|it| it == "json"))
        .collect();
    models.sort();
    models
}

#[test]
fn no_name_is_given_twice() {
    for path in models() {
        let sources = [Source::new(
            "model.json",
            fs::read_to_string(&path).unwrap(),
        )];
        let mut diagnostics = Diagnostics::new();
        let ast = load(&sources, &mut diagnostics);
        let model = select(&ast, &Choice::default(), &mut diagnostics);
        let model = model.unwrap_or_else(|| panic!("{}: {diagnostics}", path.display()));
        let plan = Plan::new(&model, &BTreeMap::new());
        let mut names: Vec<&str> = plan.names().map(Name::plain).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{}", path.display());
    }
}
