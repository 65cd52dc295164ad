//! Models from paths and URLs.

use std::fs;
use std::path::Path;

use crate::pack::{Entry, gzip, sha256, zip};
use crate::server::Server;
use crate::{paginators, read, refused, service, tinsmith, workshop};

const WEATHER: &str = r#"{"smithy": "2.0", "shapes": {
"example.weather#Weather": {"type": "service", "version": "1",
  "operations": [{"target": "example.weather#GetForecast"}, {"target": "example.weather#ListCities"}],
  "traits": {"aws.protocols#awsJson1_0": {}}},
"example.weather#GetForecast": {"type": "operation"},
"example.weather#ListCities": {"type": "operation"}}}"#;

/// The line that a model has about its origin.
fn origin(folder: &Path, model: &str) -> String {
    let text = read(folder, model);
    let line = text.lines().nth(4).unwrap_or_default();
    line.trim().trim_matches('"').to_owned()
}

#[test]
fn a_file_becomes_a_slice_with_a_line_about_its_origin() {
    let folder = workshop("file");
    fs::write(folder.join("weather.json"), WEATHER).expect("a model");
    let whole = folder.join("weather.json").display().to_string();
    let mut arguments = vec!["add", &whole, "--operations", "GetForecast"];
    let outcome = tinsmith(&folder, &arguments);
    assert_eq!(outcome.code, 0, "{outcome}");
    for text in [
        "models/weather.json: written\n",
        "  service     example.weather#Weather\n",
        "  operations  1: GetForecast\n",
    ] {
        assert!(
            outcome.stdout.contains(text),
            "{text:?} is not in {outcome}"
        );
    }
    assert!(outcome.stderr.contains("`--license NAME`"), "{outcome}");
    let hash = sha256(WEATHER.as_bytes());
    let line = origin(&folder, "models/weather.json");
    assert_eq!(
        line,
        format!("weather.json, sha256 {hash} (licence not stated)")
    );

    arguments.extend(["--license", "CC0-1.0", "--out", "mine.json"]);
    let outcome = tinsmith(&folder, &arguments);
    assert_eq!((outcome.code, &*outcome.stderr), (0, ""), "{outcome}");
    let line = origin(&folder, "mine.json");
    assert_eq!(line, format!("weather.json, sha256 {hash} (CC0-1.0)"));
}

#[test]
fn what_was_added_generates_what_the_whole_does() {
    let folder = workshop("same");
    fs::create_dir_all(folder.join("models")).expect("a folder");
    for file in ["weather.json", "models/weather.json"] {
        fs::write(folder.join(file), WEATHER).expect("a model");
    }
    let run = |arguments: &str| {
        let operations = ["--operations", "ListCities"];
        let arguments: Vec<&str> = arguments.split(' ').chain(operations).collect();
        tinsmith(&folder, &arguments)
    };
    let whole = run("generate models/weather.json --out src");
    assert_eq!(whole.code, 0, "{whole}");
    let added = run("add weather.json --force");
    assert_eq!(added.code, 0, "{added}");
    let checked = run("generate models/weather.json --out src --check");
    assert_eq!(checked.code, 0, "{checked}");
}

#[test]
fn again_nothing_changes_and_what_differs_is_replaced_only_by_force() {
    let folder = workshop("again");
    fs::write(folder.join("weather.json"), WEATHER).expect("a model");
    let add = |more: &[&str]| tinsmith(&folder, &[&["add", "weather.json"], more].concat());
    let some = ["--operations", "ListCities"];
    assert_eq!(add(&some).code, 0);
    let model = read(&folder, "models/weather.json");
    let again = add(&some);
    assert!(
        again.stdout.contains("models/weather.json: up to date\n"),
        "{again}"
    );

    let other = add(&[]);
    assert_eq!(other.code, 1, "{other}");
    for text in [
        "\n+",
        "GetForecast",
        "exists and differs",
        "`--force` replaces it",
    ] {
        assert!(other.stderr.contains(text), "{text:?} is not in {other}");
    }
    assert_eq!(read(&folder, "models/weather.json"), model);
    let forced = add(&["--force"]);
    assert!(forced.stdout.contains("written"), "{forced}");
    assert!(read(&folder, "models/weather.json").contains("GetForecast"));
}

#[test]
fn of_a_url_secrets_are_sent_and_not_written_down() {
    let folder = workshop("url");
    let server = Server::with([("/a/weather.json", WEATHER.into())]);
    let url = server.url_as("me:secret", "/a/weather.json?token=secret");
    let outcome = tinsmith(&folder, &["add", &url, "--license", "CC0-1.0"]);
    assert_eq!(outcome.code, 0, "{outcome}");
    let line = origin(&folder, "models/weather.json");
    let plain = server.url("/a/weather.json");
    assert!(line.starts_with(&format!("{plain}, sha256 ")), "{line}");
    assert!(!format!("{outcome}{line}").contains("secret"), "{outcome}");
    let requests = server.requests();
    let [request] = requests.as_slice() else {
        panic!("{requests:?}");
    };
    for text in [
        "get /a/weather.json?token=secret ",
        "authorization: basic bwu6c2vjcmv0",
    ] {
        assert!(request.contains(text), "{text:?} is not in {request}");
    }
}

#[test]
fn with_a_service_file_at_a_url_come_the_files_beside_it() {
    let folder = workshop("beside");
    let server = Server::with([
        ("/rain/service-2.json.gz", gzip(&service("ListDrops"))),
        ("/rain/paginators-1.json", paginators("ListDrops").into()),
    ]);
    let url = server.url("/rain/service-2.json.gz");
    let outcome = tinsmith(&folder, &["add", &url, "--operations", "ListDrops"]);
    assert_eq!(outcome.code, 0, "{outcome}");
    let model = read(&folder, "models/rain-fall.json");
    assert!(model.contains("\"smithy.api#paginated\""), "{model}");
    let line = origin(&folder, "models/rain-fall.json");
    assert!(line.contains(", 2 files, sha256 of all "), "{line}");
}

#[test]
fn of_a_folder_as_botocore_has_it_the_last_version_is_taken() {
    let folder = workshop("versions");
    for (version, operation) in [("2001-01-01", "OldDrops"), ("2002-02-02", "ListDrops")] {
        let below = folder.join("rain").join(version);
        fs::create_dir_all(&below).expect("a folder");
        let packed = gzip(&service(operation));
        fs::write(below.join("service-2.json.gz"), packed).expect("a model");
        let pages = paginators(operation);
        fs::write(below.join("paginators-1.json"), pages).expect("paginators");
    }
    let added = tinsmith(&folder, &["add", "rain", "--license", "CC0-1.0"]);
    assert_eq!((added.code, &*added.stderr), (0, ""), "{added}");
    let model = read(&folder, "models/rain-fall.json");
    assert!(
        model.contains("#ListDrops\"") && !model.contains("OldDrops"),
        "{model}"
    );
    assert!(model.contains("\"smithy.api#paginated\""), "{model}");
    let line = origin(&folder, "models/rain-fall.json");
    assert!(line.starts_with("rain, 2 files, sha256 of all "), "{line}");

    // A file that is named needs not be the last.
    let old = "rain/2001-01-01/service-2.json.gz";
    let generated = tinsmith(
        &folder,
        &["generate", old, "--out", "src", "--module", "old"],
    );
    assert!(
        generated.stdout.contains("2: OldDrops, Stop"),
        "{generated}"
    );
    assert!(
        generated
            .stdout
            .contains("rain/2001-01-01/paginators-1.json"),
        "{generated}"
    );
}

#[test]
fn a_model_does_not_choose_the_folder_that_it_goes_to() {
    let folder = workshop("names");
    let climbing = service("ListDrops").replace("Rain Fall", "../../Rain Fall");
    for (text, name) in [(&*climbing, "rain-fall"), (WEATHER, "it_s-2")] {
        fs::write(folder.join("It_s 2.json"), text).expect("a model");
        let outcome = tinsmith(&folder, &["add", "It_s 2.json"]);
        let said = format!("models/{name}.json: written\n");
        assert!(outcome.stdout.starts_with(&said), "{outcome}");
    }
}

#[test]
fn what_is_no_model_is_refused() {
    let folder = workshop("refused");
    let server = Server::with([
        ("/page.json", b"<html>".to_vec()),
        ("/model.zip", zip(&[Entry::stored("a.json", WEATHER)])),
        ("/broken.json.gz", gzip(WEATHER).split_off(0)[..60].to_vec()),
        ("/latin.json", b"\xff\xfe".to_vec()),
    ]);
    for (path, fault) in [
        ("/page.json", "/page.json:1:1"),
        ("/model.zip", "is an archive, and not a model"),
        ("/broken.json.gz", "the compressed data is damaged"),
        ("/latin.json", "it is not UTF-8"),
        ("/missing.json", "/missing.json`: HTTP status 404"),
    ] {
        refused(&folder, &["add", &server.url(path)], 1, &[fault]);
    }
    let nobody = "http://127.0.0.1:1/model.json";
    let faults = [
        "cannot download `http://127.0.0.1:1/model.json`: ",
        "`HTTPS_PROXY`",
    ];
    refused(&folder, &["add", nobody], 1, &faults);
    refused(
        &folder,
        &["add", "nowhere.json"],
        1,
        &["cannot read `nowhere.json`"],
    );
}

#[test]
fn a_wrong_command_line_is_answered_with_the_way_out() {
    let folder = workshop("usage");
    for (arguments, fault) in [
        (
            &["add"][..],
            "tinsmith add MODEL-OR-URL… | botocore SERVICE",
        ),
        (
            &["add", "a.json", "--list"],
            "`--list` applies only to botocore",
        ),
        (
            &["add", "a.json", "--from", "b"],
            "`--from` applies only to botocore",
        ),
        (&["add", "botocore"], "`--list` names them"),
        (&["add", "botocore", "a", "b"], "one at a time"),
        (
            &["add", "a.json", "--licence", "b"],
            "did you mean `--license`?",
        ),
    ] {
        refused(&folder, arguments, 2, &[fault]);
    }
}
