//! Keys of objects, and paths of other services, that libraries like to change.

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Failure};
use crate::wire::bench::{Bench, STORE, depot, done};
use crate::wire::server::answer::Protocol;
use crate::wire::services::{rest_json, store};
use crate::wire::verify::canonical::encoded;

/// What is put into a key, and what it is called.
const KEYS: &[(&str, &str)] = &[
    ("a plain key", "plain"),
    ("a space", "a b"),
    ("spaces at the ends", " a "),
    ("a plus", "a+b"),
    ("a percent sign", "100%"),
    ("what looks like an escape", "a%2Fb"),
    ("what looks like an escaped dot", "%2e%2e/a"),
    ("slashes", "a/b/c"),
    ("a slash in front", "/a"),
    ("a slash behind", "a/"),
    ("two slashes", "a//b"),
    ("slashes alone", "///"),
    ("a URL", "http://host:80/a?b#c"),
    ("letters beyond ASCII", "ä/€/\u{1f600}"),
    ("a combining letter", "a\u{308}"),
    ("a question mark", "a?b=c&d"),
    ("a number sign", "a#b"),
    ("quotes", "it's \"quoted\""),
    ("a bar and braces", "a|b{c}[d]^e`f"),
    ("a backslash", "a\\..\\b"),
    ("a tilde and what is reserved", "~!*'();:@&=,$"),
    ("control characters", "a\t\r\n\u{1}\u{7f}b"),
    ("a null character", "a\0b"),
    ("three dots", "..."),
    ("dots within", "a..b/.c/d."),
];

/// Keys with segments that URLs resolve.
const DOTS: &[&str] = &[
    ".",
    "..",
    "./a",
    "../a",
    "a/.",
    "a/..",
    "a/./b",
    "a/../b",
    "a/../../b",
    "../../a",
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, key) in KEYS {
        cases.push(Case::new("key", *name, |adapter| travels(adapter, key)));
    }
    cases.push(Case::new("key", "1024 bytes", |adapter| {
        travels(adapter, &"ä/".repeat(341)[..1023])
    }));
    for key in DOTS {
        let name = format!("dots: {key}");
        cases.push(Case::new("key", name, |adapter| travels(adapter, key)));
    }
    for (name, path) in KEYS {
        cases.push(Case::new("path", *name, |adapter| {
            is_fetched(adapter, path)
        }));
    }
    cases
}

/// What a key is used with.
const METHODS: [&str; 4] = ["GET", "PUT", "HEAD", "DELETE"];

/// The key comes to the store as it is, whatever is done with it; or nothing comes at all, where
/// the adapter's library cannot carry it.
fn travels(adapter: Adapter, key: &str) -> Outcome {
    let has_dots = key.split('/').any(|it| matches!(it, "." | ".."));
    // `url`, below reqwest, resolves dot segments: WHATWG URL, "path state".
    let may_refuse = has_dots && adapter == Adapter::Reqwest;
    for method in METHODS {
        let bench = Bench::new(adapter, STORE, done());
        let result = call(&bench, method, key);
        if may_refuse && result.is_err() && bench.server.heads() == 0 {
            let text = bench.refused(result)?;
            if !text.contains("path") {
                return Err(format!("not explained: {text}"));
            }
            continue;
        }
        let request = bench.sent(result).map_err(|it| format!("{method}: {it}"))?;
        equal("the method", &request.head.method.as_str(), &method)?;
        let path = format!("/bucket/{}", encoded(key.as_bytes(), true));
        equal("the path", &request.head.path(), &path.as_str())?;
    }
    Ok(())
}

fn call(bench: &Bench, method: &str, key: &str) -> Result<(), Failure> {
    match method {
        "GET" => {
            let input = store::GetObjectInput::builder().bucket("bucket").key(key);
            bench.call::<store::GetObject>(input.build())
        }
        "PUT" => {
            let input = store::PutObjectInput::builder().bucket("bucket").key(key);
            bench.call::<store::PutObject>(input.body("of the object").build())
        }
        "HEAD" => {
            let input = store::HeadObjectInput::builder().bucket("bucket").key(key);
            bench.call::<store::HeadObject>(input.build())
        }
        _ => {
            let input = store::DeleteObjectInput::builder();
            let input = input.bucket("bucket").key(key);
            bench.call::<store::DeleteObject>(input.build())
        }
    }
}

/// The path comes as it is to a service that signs by the other rules.
fn is_fetched(adapter: Adapter, path: &str) -> Outcome {
    let bench = Bench::new(adapter, depot(Protocol::Json), done());
    let input = rest_json::FetchInput::builder().path(path).part(path);
    let result = bench
        .caller
        .call::<rest_json::Fetch>(bench.setup(), input.build());
    let request = bench.sent(result)?;
    let wanted = format!("/files/{}", encoded(path.as_bytes(), true));
    equal("the path", &request.head.path(), &wanted.as_str())?;
    let wanted = format!("part={}", encoded(path.as_bytes(), false));
    equal("the query", &request.head.query(), &Some(wanted.as_str()))
}
