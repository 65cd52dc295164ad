//! Models of botocore: from a folder, a wheel and an index.

use std::fs;
use std::path::Path;

use tests::command::run;

use crate::pack::{Entry, gzip, sha256, zip};
use crate::server::Server;
use crate::{command, paginators, read, refused, service, tinsmith, workshop};

const WHEEL: &str = "botocore-1.2.3-py3-none-any.whl";
const RULES: &str = r#"{"version": "1.0", "parameters": {}, "rules": []}"#;

/// What a package has: two versions of one service, the older one without its service file.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        (
            "botocore/__init__.py",
            b"# x\n__version__ = '1.2.3'\n".to_vec(),
        ),
        ("botocore/data/partitions.json", b"{}".to_vec()),
        (
            "botocore/data/rain/2001-01-01/service-2.json.gz",
            gzip(&service("OldDrops")),
        ),
        (
            "botocore/data/rain/2002-02-02/service-2.json.gz",
            gzip(&service("ListDrops")),
        ),
        (
            "botocore/data/rain/2002-02-02/paginators-1.json",
            paginators("ListDrops").into(),
        ),
        (
            "botocore/data/rain/2002-02-02/notes.txt",
            b"no model".to_vec(),
        ),
        (
            "botocore/data/rain/2003-03-03/endpoint-rule-set-1.json.gz",
            gzip(RULES),
        ),
        (
            "botocore/data/snow/2001-01-01/service-2.json",
            service("ListFlakes").into(),
        ),
    ]
}

fn wheel() -> Vec<u8> {
    let entry = |(name, bytes): (&str, Vec<u8>)| match String::from_utf8(bytes) {
        Ok(text) => Entry::deflated(name, &text),
        Err(packed) => Entry::stored(name, packed.into_bytes()),
    };
    zip(&files().into_iter().map(entry).collect::<Vec<_>>())
}

/// An index with one wheel, of which it says what it is told to.
fn index(wheel: Vec<u8>, page: impl Into<Vec<u8>>) -> Server {
    Server::with([
        ("/simple/botocore/", page.into()),
        ("/files/botocore-1.2.3-py3-none-any.whl", wheel),
    ])
}

fn page(hash: &str) -> String {
    format!(
        r#"{{"files": [{{"url": "../../files/{WHEEL}", "hashes": {{"sha256": "{hash}"}}}},
        {{"url": "../../files/botocore-1.2.4rc1-py3-none-any.whl", "hashes": {{}}}}]}}"#
    )
}

#[test]
fn the_last_version_of_a_service_is_taken_from_a_wheel() {
    let folder = workshop("wheel");
    fs::write(folder.join(WHEEL), wheel()).expect("a wheel");
    let outcome = tinsmith(&folder, &["add", "botocore", "rain", "--from", WHEEL]);
    assert_eq!((outcome.code, &*outcome.stderr), (0, ""), "{outcome}");
    let model = read(&folder, "models/rain.json");
    let origin = "\"botocore 1.2.3, rain/2002-02-02 (Apache-2.0)\"";
    for text in [origin, "#ListDrops\"", "\"smithy.api#paginated\""] {
        assert!(model.contains(text), "{text:?} is not in {model}");
    }
    assert!(!model.contains("OldDrops"), "{model}");
}

#[test]
fn a_folder_and_a_wheel_give_the_same() {
    let folder = workshop("folder");
    fs::write(folder.join(WHEEL), wheel()).expect("a wheel");
    for (name, bytes) in files() {
        let path = folder.join("site-packages").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let add = |from: &str| {
        let named = [
            "add",
            "botocore",
            "rain",
            "--operations",
            "ListDrops",
            "--from",
        ];
        tinsmith(&folder, &[&named[..], &[from]].concat())
    };
    assert_eq!(add(WHEEL).code, 0);
    for from in [
        "site-packages",
        "site-packages/botocore",
        "site-packages/botocore/data",
    ] {
        let outcome = add(from);
        assert!(outcome.stdout.contains("up to date"), "{from}: {outcome}");
    }
}

#[test]
fn services_are_named_with_their_versions() {
    let folder = workshop("list");
    fs::write(folder.join(WHEEL), wheel()).expect("a wheel");
    let outcome = tinsmith(&folder, &["add", "botocore", "--list", "--from", WHEEL]);
    let list = "botocore 1.2.3\n  rain  2002-02-02\n  snow  2001-01-01\n";
    assert_eq!(outcome.stdout, list, "{outcome}");
    assert!(!folder.join("models").exists());
}

#[test]
fn a_wheel_is_found_on_an_index_in_json_and_in_html() {
    let hash = sha256(&wheel());
    let html = format!("<a href='/files/{WHEEL}#sha256={hash}'>{WHEEL}</a>");
    for (name, page) in [("json", page(&hash)), ("html", html)] {
        let folder = workshop(&format!("index-{name}"));
        let server = index(wheel(), page);
        let url = server.url("/simple/");
        let outcome = tinsmith(&folder, &["add", "botocore", "snow", "--index-url", &url]);
        assert_eq!(outcome.code, 0, "{outcome}");
        let said = format!("downloading {}\n", server.url(&format!("/files/{WHEEL}")));
        assert_eq!(outcome.stderr, said, "{outcome}");
        let model = read(&folder, "models/snow.json");
        assert!(model.contains("botocore 1.2.3, snow/2001-01-01"), "{model}");
        let requests = server.requests();
        assert!(requests[0].contains("application/vnd.pypi.simple.v1+json"));
    }
}

#[test]
fn the_index_of_pip_is_taken_where_no_python_has_the_package() {
    let folder = workshop("environment");
    let server = index(wheel(), page(&sha256(&wheel())));
    let outcome = run(command(&folder)
        .args(["add", "botocore", "rain", "--version", "1.2.3"])
        .env("PATH", &folder)
        .env("PIP_INDEX_URL", server.url("/simple")));
    assert_eq!(outcome.code, 0, "{outcome}");
    assert!(folder.join("models/rain.json").exists());
}

#[test]
fn a_wheel_that_is_not_what_the_index_says_is_not_looked_into() {
    let folder = workshop("hash");
    let wrong = sha256(b"something else");
    for (page, faults) in [
        (page(&wrong), ["has the SHA-256 ", "was not opened"]),
        (
            page("").replace("sha256", "md5"),
            ["has no SHA-256 for", "`--from`"],
        ),
        ("{}".to_owned(), ["has no wheel of botocore", ""]),
    ] {
        let server = index(wheel(), page);
        let url = server.url("/simple");
        refused(
            &folder,
            &["add", "botocore", "rain", "--index-url", &url],
            1,
            &faults,
        );
    }
}

#[test]
fn what_there_is_not_is_said_with_what_there_is() {
    let folder = workshop("missing");
    fs::write(folder.join(WHEEL), wheel()).expect("a wheel");
    fs::create_dir(folder.join("empty")).expect("a folder");
    let server = index(wheel(), page(&sha256(&wheel())));
    let url = server.url("/simple");
    let empty = index(wheel(), "{}");
    let nothing = empty.url("/complicated");
    for (arguments, faults) in [
        (
            vec!["rein", "--from", WHEEL],
            ["1.2.3 has no service `rein`", "did you mean `rain`?"],
        ),
        (
            vec!["ocean", "--from", WHEEL],
            ["no service `ocean`", "--list"],
        ),
        (
            vec!["rain", "--from", WHEEL, "--operations", "ListDrop"],
            ["no operation `ListDrop`", "did you mean `ListDrops`?"],
        ),
        (
            vec!["rain", "--from", WHEEL, "--version", "1.2"],
            ["is botocore 1.2.3", "not 1.2"],
        ),
        (
            vec!["rain", "--from", "nowhere"],
            ["cannot read `nowhere`", ""],
        ),
        (
            vec!["rain", "--from", "empty"],
            ["no model of botocore in `empty`", "its wheel"],
        ),
        (
            vec!["rain", "--index-url", &url, "--version", "1.2.5"],
            ["has no wheel of botocore 1.2.5", "did you mean `1.2.3`?"],
        ),
        (
            vec!["rain", "--index-url", &nothing],
            ["HTTP status 404", "/complicated/botocore/"],
        ),
    ] {
        let arguments = [vec!["add", "botocore"], arguments].concat();
        refused(&folder, &arguments, 1, &faults);
    }
}

/// Adds `rain` from an archive, which is refused.
fn refuse(folder: &Path, archive: &[u8], fault: &str) {
    fs::write(folder.join("bad.whl"), archive).expect("a wheel");
    let arguments = ["add", "botocore", "rain", "--from", "bad.whl"];
    refused(folder, &arguments, 1, &[fault]);
}

const RAIN: &str = "botocore/data/rain/2002-02-02/service-2.json";

#[test]
fn what_would_fill_the_memory_is_refused() {
    let folder = workshop("bomb");
    let said = Entry {
        length: 1 << 30,
        ..Entry::stored(RAIN, "{}")
    };
    for bomb in [said, Entry::bomb(RAIN, 65)] {
        refuse(&folder, &zip(&[bomb]), "unpacked it has more than 64 MB");
    }
}

#[test]
fn a_damaged_package_is_refused_and_nothing_breaks() {
    let folder = workshop("damaged");
    refuse(&folder, b"", "is not a wheel: ");
    refuse(&folder, b"<html>not a wheel</html>", "is not a wheel: ");
    let whole = wheel();
    for part in 1..16 {
        let end = whole.len() * part / 16;
        refuse(&folder, &whole[..end], "is not a wheel: ");
    }
    let wrong = Entry {
        crc: 1,
        ..Entry::stored(RAIN, service("ListDrops"))
    };
    refuse(&folder, &zip(&[wrong]), "checksum");
    let packed = gzip(&service("ListDrops"));
    let half = &packed[..packed.len() / 2];
    let cut = Entry::stored(&format!("{RAIN}.gz"), half);
    refuse(&folder, &zip(&[cut]), "the compressed data is damaged");
}

#[test]
fn whatever_byte_is_wrong_the_answer_is_no_crash() {
    let folder = workshop("flipped");
    let whole = wheel();
    for part in 0..24 {
        let mut wrong = whole.clone();
        let at = whole.len() * part / 24;
        wrong[at] ^= 0xff;
        // The directory is near the end.
        let end = whole.len() - 1 - at % 200;
        wrong[end] ^= 0xff;
        fs::write(folder.join("bad.whl"), wrong).expect("a wheel");
        let arguments = ["add", "botocore", "rain", "--force", "--from", "bad.whl"];
        let outcome = tinsmith(&folder, &arguments);
        assert!(matches!(outcome.code, 0 | 1), "{part}: {outcome}");
    }
}
