//! One directory a behaviour: `model.json` or `model.smithy`, perhaps `options.toml`, and what is
//! generated (`expected.rs`) or refused (`expected.err`). Warnings are in `expected.err`, too.
//!
//! `BLESS=1 cargo test -p tinsmith-codegen --test fixtures` writes what is found.

use std::path::{Path, PathBuf};
use std::{env, fs};

use tinsmith_codegen::{Layout, Options, Source, generate};

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let entries = fs::read_dir(root)
        .expect("fixtures")
        .map(|entry| entry.expect("a directory entry").path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

fn name(case: &Path) -> String {
    case.file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

/// The code, if there is any, and the diagnostics.
fn run(case: &Path) -> (Option<String>, String) {
    let options = Options::new(name(case));
    let options = match fs::read_to_string(case.join("options.toml")) {
        Ok(text) => options.configured(&Source::new("options.toml", text)),
        Err(_) => Ok(options),
    };
    let read = |name: &str| Some(Source::new(name, fs::read_to_string(case.join(name)).ok()?));
    let sources: Vec<_> = ["model.json", "model.smithy"]
        .into_iter()
        .filter_map(read)
        .collect();
    match options.and_then(|options| generate(&options, &sources)) {
        Ok(generated) => {
            let files = generated.files(Layout::Single);
            let code = files.iter().map(|(_, text)| text).collect();
            (Some(code), format!("{:#}", generated.warnings()))
        }
        Err(diagnostics) => (None, format!("{diagnostics:#}")),
    }
}

fn compare(path: &Path, found: &str, wrong: &mut Vec<String>) {
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == found {
        return;
    }
    if env::var_os("BLESS").is_some() {
        if found.is_empty() {
            fs::remove_file(path).expect("removed");
        } else {
            fs::write(path, found).expect("written");
        }
        return;
    }
    let lines = expected.lines().zip(found.lines());
    let line = lines.take_while(|(a, b)| a == b).count();
    wrong.push(format!(
        "{}:{}\n  expected: {}\n  found:    {}",
        path.display(),
        line + 1,
        expected.lines().nth(line).unwrap_or("(end)"),
        found.lines().nth(line).unwrap_or("(end)"),
    ));
}

#[test]
fn every_fixture_gives_what_is_expected() {
    let mut wrong = Vec::new();
    for case in fixtures() {
        let (code, diagnostics) = run(&case);
        compare(
            &case.join("expected.rs"),
            &code.unwrap_or_default(),
            &mut wrong,
        );
        compare(&case.join("expected.err"), &diagnostics, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for case in fixtures() {
        assert_eq!(run(&case), run(&case), "{}", case.display());
    }
}
