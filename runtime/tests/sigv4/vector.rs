//! Shared code of the signing suites: requests as text, and their location.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use http::{Request, Uri};
use serde_json::Value;
use tinsmith::rt::schema::TimestampFormat;
use tinsmith::{Timestamp, credentials::Credentials};

/// The folder of a suite; prints a message and returns `None` if the conformance data is absent.
pub(crate) fn suite(name: &str) -> Option<PathBuf> {
    let root = env::var_os("TINSMITH_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora"),
        PathBuf::from,
    );
    let suite = root.join("sigv4").join(name);
    if suite.is_dir() {
        return Some(suite);
    }
    println!("left out: no {}, set TINSMITH_CORPORA", suite.display());
    None
}

/// The folders below `suite` that contain a file whose name ends in `file`, sorted.
pub(crate) fn cases(suite: &Path, file: &str) -> Vec<PathBuf> {
    let mut entries: Vec<_> = fs::read_dir(suite)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    let holds = |path: &PathBuf| path.to_string_lossy().ends_with(file);
    let mut found = Vec::new();
    if entries.iter().any(holds) {
        found.push(suite.to_owned());
    }
    for folder in entries.iter().filter(|path| path.is_dir()) {
        found.extend(cases(folder, file));
    }
    found
}

pub(crate) fn read(case: &Path, file: &str) -> String {
    let path = case.join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn json(case: &Path) -> Value {
    serde_json::from_str(&read(case, "context.json")).unwrap()
}

/// A request of a suite, and whether its target is valid.
pub(crate) struct Parsed {
    pub(crate) request: Request<Vec<u8>>,
    pub(crate) target_is_legal: bool,
}

/// Parses a request in HTTP/1.1 form. Percent-encodes a raw space in the target, which is not
/// valid in a request line, as a client would.
pub(crate) fn parse(text: &str) -> Parsed {
    let text = text.replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    // Obsolete line folding is white space.
    let head = head.replace("\n ", "  ");
    let mut lines = head.lines();
    let start = lines.next().unwrap();
    let start = start.strip_suffix(" HTTP/1.1").unwrap();
    let (method, target) = start.split_once(' ').unwrap();
    let uri: Uri = target.replace(' ', "%20").parse().unwrap();
    let mut request = Request::builder().method(method).uri(uri);
    for line in lines {
        let (name, value) = line.split_once(':').unwrap();
        request = request.header(name, value);
    }
    Parsed {
        request: request.body(body.trim_end().into()).unwrap(),
        target_is_legal: !target.contains(' '),
    }
}

pub(crate) fn timestamp(text: &str) -> Timestamp {
    Timestamp::parse(text, TimestampFormat::DateTime).unwrap()
}

/// Parses the credentials in the suites' JSON.
pub(crate) fn credentials(json: &Value, token: &str) -> Credentials {
    let text = |name: &str| json[name].as_str();
    let (id, secret) = (text("access_key_id"), text("secret_access_key"));
    let keys = Credentials::new(id.unwrap(), secret.unwrap());
    match text(token) {
        Some(token) => keys.with_session_token(token),
        None => keys,
    }
}

/// A canonical request with the session token redacted, as in explanations.
pub(crate) fn redact(canonical: &str) -> String {
    let mut text = canonical.to_owned();
    for (start, end) in [
        ("x-amz-security-token:", '\n'),
        ("X-Amz-Security-Token=", '&'),
    ] {
        if let Some(from) = text.find(start).map(|at| at + start.len()) {
            let length = text[from..].find(end).unwrap();
            text.replace_range(from..from + length, "REDACTED");
        }
    }
    text
}

/// The value of a header in a request as text.
pub(crate) fn header<'t>(text: &'t str, name: &str) -> &'t str {
    let line = text.lines().find(|line| line.starts_with(name)).unwrap();
    line[name.len()..].trim_start_matches(':').trim()
}

/// The bytes of a hexadecimal text.
pub(crate) fn bytes_of(hex: &str) -> Vec<u8> {
    let pairs = (0..hex.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}
