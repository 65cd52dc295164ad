//! What users see of generated code in crates of their own: no warnings, however strict they
//! are, front pages whose examples compile, and nothing for rustfmt to change.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tests::command::{cargo, run, workspace};
use tests::endpoints::corpora;
use tinsmith_codegen::{Files, Layout, Options, Source, generate, read_text};

/// Services of all protocols of AWS's, whose code is small enough to be compiled.
const SERVICES: [&str; 10] = [
    "apigatewaymanagementapi",
    "cloudwatch",
    "dynamodb",
    "ebs",
    "glacier",
    "kinesis",
    "polly",
    "route-53",
    "sqs",
    "sts",
];

/// A directory of this test's.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.join("src").exists() {
        fs::remove_dir_all(folder.join("src")).expect("removed");
    }
    folder
}

/// The code of a model of the corpora; `None` where they are not.
fn files(model: &str) -> Option<(String, Files)> {
    let Some(corpora) = corpora() else {
        println!("left out: the corpora are not there");
        return None;
    };
    let module = model.replace('-', "_");
    let path = corpora.join("models").join(model).with_extension("json");
    let source = Source::new(model, read_text(&path).expect("a model"));
    let mut options = Options::new(module.clone());
    options.keep_going = true;
    let generated = generate(&options, &[source]).expect("code");
    Some((module, generated.files(Layout::Tree)))
}

/// The example on the front page of a module.
fn front_page(module: &str, files: &Files) -> String {
    let path = Path::new(module).join("mod.rs");
    let mut files = files.iter();
    let (_, text) = files.find(|(it, _)| *it == path).expect("a front page");
    let lines = text.lines().skip_while(|line| *line != "//! ```text");
    let lines = lines.skip(1).take_while(|line| *line != "//! ```");
    let code = lines.map(|line| line.trim_start_matches("//!").to_owned() + "\n");
    code.collect()
}

#[test]
fn strict_crates_see_no_warning_and_examples_compile() {
    let folder = scratch("strict");
    let source = folder.join("src");
    let mut main = String::from(
        "//! A strict crate.\n#![deny(warnings, missing_docs, unused_qualifications, \
         unused_results, clippy::all, clippy::pedantic, clippy::nursery)]\n\
         #[expect(dead_code, reason = \"they are compiled and not called\")]\nmod front_pages;\n",
    );
    let mut pages = String::from("//! The examples.\n");
    for service in SERVICES {
        let Some((module, files)) = files(service) else {
            return;
        };
        files.write(&source).expect("written");
        writeln!(main, "mod {module};").expect("a line");
        let example = front_page(&module, &files);
        assert!(example.contains(".send()"), "{service}: {example}");
        write!(
            pages,
            "\npub async fn {module}(config: tinsmith::Config)\n\
             -> Result<(), Box<dyn std::error::Error>> {{\nuse crate::{module};\n\
             {example}_ = output;\nOk(())\n}}\n"
        )
        .expect("lines");
    }
    main += "fn main() {}\n";
    fs::write(source.join("main.rs"), main).expect("written");
    fs::write(source.join("front_pages.rs"), pages).expect("written");
    let manifest = format!(
        "[workspace]\n[package]\nname = \"strict\"\nedition = \"2024\"\n\
         [dependencies.tinsmith]\npath = \"{}/runtime\"\nfeatures = [\"aws-json-1-0\", \
         \"aws-json-1-1\", \"aws-query\", \"checksum\", \"event-stream\", \"gzip\", \"regex\", \
         \"rest-json-1\", \"rest-xml\", \"rpc-v2-cbor\"]\n[profile.dev]\ndebug = false\n",
        workspace().display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("written");
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    for subcommand in [&["clippy"][..], &["doc", "--no-deps"]] {
        let mut cargo = cargo();
        cargo.args(subcommand).arg("--offline").current_dir(&folder);
        cargo.env("CARGO_TARGET_DIR", folder.join("target"));
        let outcome = run(cargo.env("RUSTDOCFLAGS", "-D warnings"));
        assert_eq!(outcome.code, 0, "{subcommand:?}: {outcome}");
    }
}

/// Asks rustfmt to write a module anew, with what it is by default.
fn rustfmt(folder: &Path, module: &str, edition: &str) {
    let root = folder.join("src").join(module).join("mod.rs");
    let mut rustfmt = Command::new("rustfmt");
    // Texts that cannot be broken are reported, and left as they are.
    run(rustfmt
        .args(["--edition", edition])
        .arg(root)
        .current_dir(folder));
}

/// How many lines of `ours` are not in `theirs`.
fn changed(ours: &str, theirs: &str) -> usize {
    let mut theirs: Vec<&str> = theirs.lines().collect();
    theirs.sort_unstable();
    let mut ours: Vec<&str> = ours.lines().collect();
    ours.sort_unstable();
    let mut theirs = theirs.into_iter().peekable();
    let mut count = 0;
    for line in ours {
        while theirs.next_if(|it| *it < line).is_some() {}
        count += usize::from(theirs.next_if_eq(&line).is_none());
    }
    count
}

#[test]
fn rustfmt_changes_nothing() {
    let Some((module, files)) = files("dynamodb") else {
        return;
    };
    for edition in ["2021", "2024"] {
        let folder = scratch("rustfmt");
        files.write(&folder.join("src")).expect("written");
        rustfmt(&folder, &module, edition);
        let touched = files.write(&folder.join("src")).expect("compared");
        assert_eq!(touched, Vec::<PathBuf>::new(), "edition {edition}");
    }
}

#[test]
fn rustfmt_would_change_few_lines_of_modules_that_it_may_not_touch() {
    for model in ["dynamodb", "ec2", "s3"] {
        let Some((module, files)) = files(model) else {
            return;
        };
        let folder = scratch(&format!("rustfmt-{model}"));
        let source = folder.join("src");
        files.write(&source).expect("written");
        let root = source.join(&module).join("mod.rs");
        let text = fs::read_to_string(&root).expect("text");
        fs::write(&root, text.replace("#[rustfmt::skip]\n", "")).expect("written");
        rustfmt(&folder, &module, "2024");
        let (mut lines, mut others) = (0, 0);
        for (path, ours) in files.iter().filter(|(path, _)| !path.ends_with("mod.rs")) {
            let theirs = fs::read_to_string(source.join(path)).expect("text");
            lines += ours.lines().count();
            others += changed(ours, &theirs);
        }
        println!("{model}: {others} of {lines} lines");
        assert!(others * 50 < lines, "{model}: {others} of {lines} lines");
    }
}
