//! S3 from its official model, against servers of other people's making: `MiniStack`, which checks
//! signatures, and moto.

use std::path::Path;

use tests::command::{cargo, run_outside, workspace};
use tests::endpoints::corpora;
use tests::servers::{ministack, moto};

/// Builds the consumer and lets it tell its story to the server at `url`.
fn tell(url: &str, key: &str, secret: &str) {
    let model = corpora().map(|root| root.join("models/s3.json"));
    let Some(model) = model.filter(|model| model.exists()) else {
        println!("LEFT OUT: there is no model of S3");
        return;
    };
    let folder = workspace().join("tests/consumers/s3");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("consumers");
    let mut cargo = cargo();
    cargo
        .arg("run")
        .env("CARGO_TARGET_DIR", target)
        .env("S3_MODEL", model)
        .envs([("S3_URL", url), ("S3_KEY", key), ("S3_SECRET", secret)]);
    let outcome = run_outside(&folder, &mut cargo);
    assert_eq!(outcome.stdout, "done\n", "{outcome}");
}

#[test]
fn objects_are_stored_where_signatures_are_checked() {
    if let Some(server) = ministack::server() {
        tell(&server.url, &server.exporter.id, &server.exporter.secret);
    }
}

#[test]
fn objects_are_stored_by_moto() {
    if let Some(server) = moto::server() {
        tell(&server.url, "test", "test");
    }
}
