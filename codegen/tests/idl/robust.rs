//! No text makes the reader panic, wherever it ends.

use std::path::Path;

use tinsmith_codegen::diagnostic::Source;

use crate::support::{corpus, load_all, models};

/// Cuts at about this distance; long files are cut at most this often.
const STEP: usize = 37;
const CUTS: usize = 60;

fn cut_everywhere(folder: &Path) {
    for path in models(folder) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let step = STEP.max(text.len() / CUTS);
        for end in (0..text.len()).step_by(step) {
            let end = (0..=end).rev().find(|&end| text.is_char_boundary(end));
            let part = text.get(..end.unwrap_or_default()).unwrap_or_default();
            load_all(&[Source::new("cut.smithy", part)]);
        }
    }
}

#[test]
fn files_that_end_anywhere_are_read() {
    for folder in [
        "idl-loader/loader",
        "idl-loader/errorfiles",
        "idl-loader/shapes",
    ] {
        if let Some(folder) = corpus(folder) {
            cut_everywhere(&folder);
        }
    }
}

#[test]
fn longer_files_that_end_anywhere_are_read() {
    for folder in ["protocol-tests/smithy", "trait-definitions"] {
        if let Some(folder) = corpus(folder) {
            cut_everywhere(&folder);
        }
    }
}

#[test]
fn odd_texts_are_refused_or_read() {
    let texts = [
        "",
        "\u{feff}",
        "\"",
        "\"\"\"",
        "$",
        "$version: \"2.0\"\nnamespace a\nstructure A { a: B = \"\"\"\n\\",
        "$version: \"2.1\"\nmetadata a = #b \"\\x\"",
        "$version: \"2.1\"\nmetadata a = #",
        "namespace a\r\n\r\nstring B\r\n",
        "namespace a\nstring \u{e9}",
        "namespace a\n/// \u{e9}\n@a(\u{1f600})\nstring B",
    ];
    for text in texts {
        load_all(&[Source::new("odd.smithy", text)]);
    }
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", "]"), ("{a:", "}")] {
        let value = format!("{}1{}", open.repeat(5000), close.repeat(5000));
        let text = format!("$version: \"2.0\"\nmetadata a = {value}\n");
        let loaded = load_all(&[Source::new("deep.smithy", text)]);
        let printed = loaded.diagnostics.to_string();
        assert!(
            printed.contains("nested more than 100 levels deep"),
            "{printed}"
        );
    }
}

#[test]
fn mixins_that_form_a_cycle_are_refused() {
    let text = "$version: \"2.0\"\nnamespace a\n\
                @mixin\nstructure A with [B] { $x }\n@mixin\nstructure B with [A] { $x }\n";
    let loaded = load_all(&[Source::new("cycle.smithy", text)]);
    assert!(loaded.diagnostics.has_errors());
}
