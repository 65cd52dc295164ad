//! The README, followed to the letter: its commands are run, its files are written, and the program
//! is built, run and tested in a folder beside the checkout, as a newcomer would.

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use generated::dynamodb::{
    ExportDescription, ExportStatus, ExportTableToPointInTime, ExportTableToPointInTimeOutput,
};
use tests::command::{Outcome, cargo, run, tinsmith_in, workspace};
use tinsmith::fake::Fake;

/// A block of code of the README.
struct Block {
    language: String,
    text: String,
}

impl Block {
    /// The file that the block's first line names.
    fn file(&self) -> &str {
        let line = self.text.lines().next().unwrap_or_default();
        line.trim_start_matches(['#', '/']).trim()
    }
}

/// The blocks of the section with that heading, in order.
fn blocks(heading: &str) -> Vec<Block> {
    let readme = fs::read_to_string(workspace().join("README.md")).expect("the README");
    let start = readme.find(&format!("\n## {heading}\n")).expect(heading);
    let section = readme[start + 1..]
        .split("\n## ")
        .next()
        .unwrap_or_default();
    let fenced = section.split("```").skip(1).step_by(2);
    let block = fenced.map(|block| {
        let (language, text) = block.split_once('\n').expect("a language");
        Block {
            language: language.to_owned(),
            text: text.to_owned(),
        }
    });
    block.collect()
}

fn find<'a>(blocks: &'a [Block], language: &str, file: &str) -> &'a str {
    let mut found = blocks.iter().filter(|block| block.language == language);
    let found = found.find(|block| file.is_empty() || block.file() == file);
    &found
        .unwrap_or_else(|| panic!("no {language} for `{file}`"))
        .text
}

/// Runs commands of the README in a folder, with the command `tinsmith` installed.
fn shell(folder: &Path, commands: &str) -> Outcome {
    let tinsmith = PathBuf::from(tinsmith_in(folder).get_program());
    let installed = tinsmith.parent().expect("a folder of programs").to_owned();
    let found = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([installed].into_iter().chain(env::split_paths(&found)));
    let mut shell = Command::new("sh");
    shell
        .args(["-ec", commands])
        .current_dir(folder)
        .env("PATH", path.expect("a search path"));
    run(&mut shell)
}

/// The newcomer's folder, which holds the checkout and the project; removed at the end.
struct Folder(PathBuf);

impl Folder {
    /// A folder with the project of the quick start.
    fn with_project(name: &str) -> Self {
        let path = env::temp_dir().join(format!("tinsmith-readme-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        let folder = Self(path);
        symlink(workspace(), folder.0.join("tinsmith")).expect("a link to the checkout");
        let quick_start = blocks("Quick start");
        let made = shell(&folder.0, find(&quick_start, "sh", ""));
        assert_eq!(made.code, 0, "{made}");
        for block in &quick_start {
            if matches!(block.language.as_str(), "toml" | "rust") {
                folder.write(block.file(), &block.text);
            }
        }
        let lock = workspace().join("Cargo.lock");
        fs::copy(lock, folder.project().join("Cargo.lock")).expect("a lock file");
        folder
    }

    fn project(&self) -> PathBuf {
        self.0.join("orders")
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.project().join(file)).expect(file)
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.project().join(file), text).expect(file);
    }

    /// Cargo in the project. It gets the workspace's lock file: no other versions, no network.
    fn cargo(&self, subcommand: &str) -> Command {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let target = target.parent().expect("the target directory");
        let mut cargo = cargo();
        cargo
            .args([subcommand, "--quiet", "--offline"])
            .current_dir(self.project())
            .env("CARGO_TARGET_DIR", target.join("consumers"));
        cargo
    }

    /// Puts other code in the place of the line that includes what the build script made.
    fn replace_include(&self, code: &str) {
        let main = self.read("src/main.rs");
        let include = main.lines().find(|line| line.starts_with("include!"));
        let changed = main.replace(include.expect("an include"), code);
        self.write("src/main.rs", &changed);
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // The system empties its folder for temporary files sooner or later.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_quick_start_runs() {
    let folder = Folder::with_project("quick-start");
    let fake = Fake::new().on::<ExportTableToPointInTime>(|input| {
        assert_eq!(input.s3_bucket, "orders-archive");
        let export = ExportDescription::builder()
            .export_arn(format!("{}/export/1", input.table_arn))
            .export_status(ExportStatus::InProgress);
        Ok(ExportTableToPointInTimeOutput {
            export_description: Some(export.build()),
        })
    });
    let server = fake.serve().expect("a port");
    let mut program = folder.cargo("run");
    program
        .env("AWS_ENDPOINT_URL", server.url())
        .env("AWS_REGION", "eu-central-1")
        .env("AWS_ACCESS_KEY_ID", "key")
        .env("AWS_SECRET_ACCESS_KEY", "secret");
    let outcome = run(&mut program);
    let export = "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders/export/1";
    let expected = format!("Some(\"{export}\"): Some(InProgress)\n");
    assert_eq!(outcome.stdout, expected, "{outcome}");
}

#[test]
fn the_test_of_the_quick_start_passes() {
    let folder = Folder::with_project("test");
    let outcome = run(&mut folder.cargo("test"));
    assert_eq!(outcome.code, 0, "{outcome}");
    assert!(outcome.stdout.contains("1 passed"), "{outcome}");
}

#[test]
fn a_missing_member_is_the_compile_error_shown() {
    let folder = Folder::with_project("missing");
    let main = folder.read("src/main.rs");
    let lines = main.lines().filter(|line| !line.contains(".s3_bucket("));
    folder.write("src/main.rs", &lines.collect::<Vec<_>>().join("\n"));
    let outcome = run(&mut folder.cargo("check"));
    let shown = blocks("Quick start");
    for line in find(&shown, "text", "").lines() {
        let words = line.trim_start_matches([' ', '|', '^']);
        assert!(
            outcome.stderr.contains(words),
            "`{words}` is not in {outcome}"
        );
    }
}

#[test]
fn checked_in_code_takes_the_place_of_the_build_script() {
    let folder = Folder::with_project("checked-in");
    let written = shell(&folder.project(), find(&blocks("Three ways in"), "sh", ""));
    assert_eq!(written.code, 0, "{written}");
    folder.replace_include("mod dynamodb;");
    fs::remove_file(folder.project().join("build.rs")).expect("a build script");
    let manifest = folder.read("Cargo.toml");
    let manifest = manifest.split("[build-dependencies]").next();
    folder.write("Cargo.toml", manifest.unwrap_or_default());
    let outcome = run(&mut folder.cargo("check"));
    assert_eq!(outcome.code, 0, "{outcome}");
}

#[test]
fn the_macro_takes_the_place_of_the_build_script() {
    let folder = Folder::with_project("macro");
    let ways = blocks("Three ways in");
    let addition = find(
        &ways,
        "toml",
        "Cargo.toml, in place of [build-dependencies]",
    );
    let addition = addition
        .split_once("[dependencies]\n")
        .expect("dependencies")
        .1;
    folder.replace_include(find(&ways, "rust", "src/main.rs, in place of the include!"));
    fs::remove_file(folder.project().join("build.rs")).expect("a build script");
    let manifest = folder.read("Cargo.toml");
    let manifest = manifest
        .split("[build-dependencies]")
        .next()
        .unwrap_or_default();
    let depending = format!("[dependencies]\n{addition}");
    folder.write(
        "Cargo.toml",
        &manifest.replacen("[dependencies]\n", &depending, 1),
    );
    let outcome = run(&mut folder.cargo("check"));
    assert_eq!(outcome.code, 0, "{outcome}");
}
