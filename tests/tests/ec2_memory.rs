//! The budget of decoded values against the official model of EC2, whose structures are among the
//! largest: a client is generated, and decodes bodies of 8 MB within 64 MB, or refuses them with
//! the path of what takes too much.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tests::command::{cargo, run, workspace};
use tests::endpoints::corpora;

/// The program that decodes, where `MODEL` stands for the path of the model.
const PROGRAM: &str = include_str!("ec2_memory/program.rs");

#[test]
fn answers_of_ec2_take_bounded_memory() {
    let model = corpora().map(|it| it.join("models/ec2.json"));
    let Some(model) = model.filter(|it| it.is_file()) else {
        // Not `eprintln!`, which the test harness swallows when a test passes.
        let _ = writeln!(
            io::stderr(),
            "LEFT OUT: memory of EC2's answers, for want of the corpora; set TINSMITH_CORPORA to their directory"
        );
        return;
    };
    let model = fs::canonicalize(model).expect("a path of the model");
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = temporary.join("ec2-memory");
    let root = workspace().display();
    let manifest = format!(
        "[workspace]\n[package]\nname = \"ec2-memory\"\nedition = \"2024\"\n\
         [dependencies]\npeak_alloc = \"0.3\"\nbytes = \"1\"\nhttp = \"1\"\n\
         tinsmith = {{ path = \"{root}/runtime\", features = [\"ec2-query\"] }}\n\
         tinsmith-macros.path = \"{root}/macros\"\n"
    );
    let code = PROGRAM.replace("MODEL", &model.display().to_string());
    fs::create_dir_all(folder.join("src")).expect("a folder");
    fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    fs::write(folder.join("src/main.rs"), code).expect("a program");
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    let target = temporary.parent().expect("the target directory");
    let mut program = cargo();
    program.args(["run", "--offline"]).current_dir(&folder);
    let outcome = run(program.env("CARGO_TARGET_DIR", target.join("consumers")));
    assert_eq!(outcome.code, 0, "{outcome}");
    println!("{}", outcome.stdout);
}
