//! The layers of each crate: imports go down, or stay inside their layer. The tables are those
//! of `ARCHITECTURE.md`.

use super::assert_none;
use super::code::{code, sources};
use super::paths::paths;

/// A crate whose modules are in layers.
pub(super) struct Crate {
    /// The folder of its sources, from the workspace.
    pub(super) sources: &'static str,
    /// The modules at its root, the lowest layer first; those of one layer may use one another.
    pub(super) layers: &'static [&'static [&'static str]],
}

pub(super) static CRATES: &[Crate] = &[
    Crate {
        sources: "codegen/src/",
        layers: &[
            &["util", "suggest", "names", "quirks"],
            &["diagnostic"],
            &["syntax"],
            &["model"],
            &["load"],
            &["compile"],
            &["ir"],
            &["overlay", "options"],
            &["lower"],
            &["emit"],
            &["output"],
            &["generate"],
            &["config"],
            &["build"],
            &["cli"],
        ],
    },
    Crate {
        sources: "runtime/src/",
        layers: &[
            &["util"],
            &["types"],
            &["io"],
            &["auth"],
            &["model"],
            &["rules"],
            &["codec"],
            &["protocol"],
            &["stream"],
            &["call"],
            &["client"],
            &["fake"],
            // The macros of generated code name whatever that code does.
            &["declare"],
        ],
    },
];

#[test]
fn imports_go_down() {
    let mut complaints = Vec::new();
    for (path, module, text) in modules() {
        let Some((krate, module)) = module else {
            continue;
        };
        let Some(own) = module.first().and_then(|it| layer(krate, it)) else {
            continue;
        };
        for named in paths(&code(&text), &module) {
            let target = (named[0] == "crate").then(|| layer(krate, &named[1]));
            if target.flatten().is_some_and(|target| target > own) {
                let named = named.join("::");
                complaints.push(format!("{path} imports upwards: `{named}`"));
            }
        }
    }
    complaints.sort();
    complaints.dedup();
    assert_none(&complaints);
}

#[test]
fn every_module_is_in_a_layer() {
    let mut complaints = Vec::new();
    for (path, module, _) in modules() {
        let Some((krate, module)) = module else {
            continue;
        };
        let known = module.first().is_none_or(|it| layer(krate, it).is_some());
        if !known {
            complaints.push(format!("{path} is in no layer of `{}`", krate.sources));
        }
    }
    for krate in CRATES {
        for module in krate.layers.iter().copied().flatten() {
            let file = super::code::root().join(format!("{}{module}.rs", krate.sources));
            if !file.is_file() {
                complaints.push(format!("`{module}` of `{}` is no module", krate.sources));
            }
        }
    }
    assert_none(&complaints);
}

/// The layer of a module at the root of a crate.
fn layer(krate: &Crate, module: &str) -> Option<usize> {
    krate.layers.iter().position(|it| it.contains(&module))
}

/// The path of a source file's module, with its crate, if that has layers.
type Module = Option<(&'static Crate, Vec<String>)>;

/// Every source file: its path, its module, and its text.
pub(super) fn modules() -> impl Iterator<Item = (String, Module, String)> {
    let sources = sources().into_iter();
    // Unit tests may look at any layer.
    let sources = sources.filter(|(path, _)| !path.ends_with("/tests.rs"));
    sources.map(|(path, text)| {
        let module = CRATES.iter().find_map(|krate| {
            let module = path.strip_prefix(krate.sources)?.strip_suffix(".rs")?;
            let is_root = ["lib", "main"].contains(&module);
            let parts = module.split('/').filter(|_| !is_root);
            Some((krate, parts.map(str::to_owned).collect()))
        });
        (path, module, text)
    })
}
