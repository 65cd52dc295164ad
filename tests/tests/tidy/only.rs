//! Who alone may name what: the sentences "only X sees Y" of `ARCHITECTURE.md`.

use std::collections::BTreeSet;
use std::fs;

use super::assert_none;
use super::code::code;
use super::layers::modules;
use super::paths::paths;

/// A rule for the crate whose sources are in a folder.
struct Only {
    sources: &'static str,
    /// Beginnings of paths that are named.
    what: &'static [&'static str],
    /// Beginnings of the paths, from `sources`, of files that may name them.
    by: &'static [&'static str],
}

const RULES: &[Only] = &[
    // JSON and TOML are read in `syntax` and `config`; the command reads what an index answers.
    Only {
        sources: "codegen/src/",
        what: &["serde_json"],
        by: &["syntax/", "config.rs", "config/", "cli/add/index.rs"],
    },
    Only {
        sources: "codegen/src/",
        what: &["crate::model::traits", "crate::model::Traits"],
        by: &[
            "model/",
            "model.rs",
            "load/",
            "overlay.rs",
            "config/",
            "lower/",
            "lower.rs",
        ],
    },
    Only {
        sources: "codegen/src/",
        what: &["crate::model", "crate::load", "crate::syntax"],
        by: &[
            "syntax.rs",
            "syntax/",
            "model/",
            "model.rs",
            "load/",
            "load.rs",
            "compile/",
            "overlay.rs",
            "config/",
            "lower/",
            "lower.rs",
            "generate.rs",
            "generate/",
            "build/",
        ],
    },
    Only {
        sources: "codegen/src/",
        what: &["proc_macro2", "quote"],
        by: &["emit/", "emit.rs", "output/", "generate.rs"],
    },
    // The command writes the models that users add; nothing else but `output` writes files.
    Only {
        sources: "codegen/src/",
        what: &["fs::write", "fs::create_dir_all", "fs::remove_file"],
        by: &["output.rs", "output/", "cli.rs"],
    },
    Only {
        sources: "codegen/src/",
        what: &["std::env", "std::process", "std::time"],
        by: &["build.rs", "build/", "cli.rs", "cli/", "main.rs"],
    },
    Only {
        sources: "codegen/src/",
        what: &["ureq"],
        by: &["cli/add/"],
    },
];

#[test]
fn only_those_name_it_that_may() {
    let mut complaints = Vec::new();
    for (path, module, text) in modules() {
        let Some((krate, module)) = module else {
            continue;
        };
        let named = paths(&code(&text), &module);
        for rule in RULES.iter().filter(|rule| rule.sources == krate.sources) {
            let file = path.strip_prefix(rule.sources).unwrap_or(&path);
            if rule.by.iter().any(|it| file.starts_with(it)) {
                continue;
            }
            for named in named.iter().map(|named| named.join("::")) {
                if rule.what.iter().any(|what| is_below(&named, what)) {
                    complaints.push(format!("{path} names `{named}`, which is not its business"));
                }
            }
        }
    }
    complaints.sort();
    complaints.dedup();
    assert_none(&complaints);
}

/// Whether a path begins with `what`, or has all of it behind a segment `std`.
fn is_below(named: &str, what: &str) -> bool {
    let named = named
        .strip_prefix("std::")
        .filter(|_| !what.starts_with("std::"))
        .unwrap_or(named);
    let rest = named.strip_prefix(what);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn every_rule_is_about_something() {
    for rule in RULES {
        for by in rule.by {
            let place = super::code::root().join(rule.sources).join(by);
            assert!(place.exists(), "`{by}` does not exist");
        }
    }
}

/// The tables of the generator that name services, and those alone.
const QUIRKS: [&str; 2] = ["codegen/src/quirks/rules.rs", "codegen/src/quirks/facts.rs"];

#[test]
fn only_the_tables_of_quirks_name_services() {
    let tables = QUIRKS.map(|path| fs::read_to_string(super::code::root().join(path)));
    let table = tables.map(|table| table.expect("a table")).concat();
    let (rules, facts) = (table.split(" of(").skip(1), table.split("(Fact::").skip(1));
    let services = rules.chain(facts).filter_map(|row| row.split('"').nth(1));
    let services: BTreeSet<&str> = services.collect();
    assert!(
        services.contains("S3") && services.contains("Glacier"),
        "{services:?}"
    );
    let mut complaints = Vec::new();
    for (path, _, text) in modules() {
        if !path.starts_with("codegen/src/") || QUIRKS.contains(&&*path) {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in lines {
            let named = services
                .iter()
                .find(|it| line.contains(&format!("\"{it}\"")));
            if let Some(service) = named {
                complaints.push(format!("{path} names the service `{service}`"));
            }
        }
    }
    assert_none(&complaints);
}
