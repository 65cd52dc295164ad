//! The source files of the workspace, and a file's code without comments, texts and tests.

use std::fs;
use std::path::{Path, PathBuf};

const PACKAGES: [&str; 8] = [
    "codegen",
    "macros",
    "runtime",
    "config",
    "generated",
    "tests",
    "benches",
    "fuzz",
];

/// The workspace.
pub(super) fn root() -> &'static Path {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the workspace")
}

/// All Rust files but what is generated, built, or an input of a test that must be wrong: the
/// path from the workspace, and the text.
pub(super) fn sources() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for package in PACKAGES {
        collect(&root().join(package), &mut paths);
    }
    let texts = paths.into_iter().map(|path| {
        let text = fs::read_to_string(&path).expect("a source is text");
        let path = path.strip_prefix(root()).expect("of the workspace");
        (path.display().to_string(), text)
    });
    let found: Vec<_> = texts
        .filter(|(_, text)| !text.starts_with("// @generated"))
        .collect();
    assert!(found.len() > 100, "only {} sources were found", found.len());
    found
}

fn collect(directory: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str());
        let is_skipped = ["target", "expected", "ui"].contains(&name.unwrap_or_default());
        if path.is_dir() && !is_skipped {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The text without line comments, the contents of strings, and the module of unit tests, which
/// is the last item of its file. What macros name by `$crate` is for users, and `$root` here.
pub(super) fn code(text: &str) -> String {
    let text = text
        .split_once("#[cfg(test)]\nmod ")
        .filter(|(_, module)| module.lines().next().is_some_and(|it| it.ends_with('{')))
        .map_or(text, |(code, _)| code);
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let (before, found) = rest.split_at(at);
        code.push_str(before);
        let length = skipped(found, before);
        if length == 0 {
            code.push_str(&found[..1]);
            rest = &found[1..];
        } else {
            rest = found.get(length..).unwrap_or_default();
        }
    }
    (code + rest).replace("$crate", "$root")
}

/// The bytes of a comment, string or character that `text` begins with; 0 where it is none.
fn skipped(text: &str, before: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    let hashes = before.len() - before.trim_end_matches('#').len();
    if text.starts_with('"') && before.trim_end_matches('#').ends_with('r') {
        let end = format!("\"{}", "#".repeat(hashes));
        return text[1..]
            .find(&end)
            .map_or(text.len(), |at| at + 1 + end.len());
    }
    match text.as_bytes() {
        [b'"', ..] => quoted(text, '"'),
        [b'\'', b'\\', ..] | [b'\'', _, b'\'', ..] => quoted(text, '\''),
        _ => 0,
    }
}

/// The bytes up to the quote that ends what `text` begins with.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[test]
fn comments_texts_and_tests_are_no_code() {
    let text = "a::b; // c::d\nlet x = \"e::f \\\" g\"; '\"'; h('\\'');\nr#\"i\"j\"#;\nk::<'a>()\n\
                #[cfg(test)]\nmod tests {\n    use super::*;\n}\n";
    assert_eq!(code(text), "a::b; \nlet x = ; ; h();\nr#;\nk::<'a>()\n");
}
