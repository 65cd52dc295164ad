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
    /// Macros, which are at the root wherever they are written.
    pub(super) macros: &'static [&'static str],
}

pub(super) static CRATES: &[Crate] = &[
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
            // What generated code names, its macros among it.
            &["declare", "rt"],
        ],
        macros: &[
            "absent",
            "accessors",
            "error_enum",
            "int_enum",
            "paginated",
            "require_features",
            "require_runtime",
            "string_enum",
            "structure",
            "union",
        ],
    },
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
        macros: &[],
    },
];

#[test]
fn imports_go_down() {
    let mut complaints = Vec::new();
    for (path, module, text) in modules() {
        if let Some((krate, module)) = module {
            let faults = faults(krate, &module, &code(&text));
            complaints.extend(faults.iter().map(|fault| format!("{path} {fault}")));
        }
    }
    assert_none(&complaints);
}

/// What a module imports that is not below it, each once.
fn faults(krate: &Crate, module: &[String], code: &str) -> Vec<String> {
    let Some(own) = module.first().and_then(|it| layer(krate, it)) else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    for named in paths(code, module) {
        let [first, target, ..] = named.as_slice() else {
            continue;
        };
        // An item at the root is of a module that is written inside of another.
        let is_module = target.starts_with(|c: char| c.is_ascii_lowercase());
        if first != "crate" || !is_module || krate.macros.contains(&target.as_str()) {
            continue;
        }
        let fault = match layer(krate, target) {
            Some(target) if target <= own => continue,
            Some(_) => "imports upwards",
            // What the root exports again hides the layer that it is of.
            None => "does not name the layer of",
        };
        faults.push(format!("{fault}: `{}`", named.join("::")));
    }
    faults.sort();
    faults.dedup();
    faults
}

#[test]
fn what_is_above_is_found() {
    let krate = Crate {
        sources: "",
        layers: &[&["low", "other"], &["high"]],
        macros: &["declare"],
    };
    let of = |module: &[&str], code: &str| {
        let module: Vec<_> = module.iter().map(|&it| it.to_owned()).collect();
        faults(&krate, &module, code)
    };
    let code =
        "use crate::high::{A, b};\nuse super::other::C;\ncrate::declare!();\nuse crate::gone::D;";
    let expected = [
        "does not name the layer of: `crate::gone::D`",
        "imports upwards: `crate::high::A`",
        "imports upwards: `crate::high::b`",
    ];
    assert_eq!(of(&["low"], code), expected);
    assert_eq!(of(&["high"], code), expected[..1]);
    assert_eq!(
        of(&["low", "deep"], "super::super::high::e()"),
        ["imports upwards: `crate::high::e`"]
    );
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

/// Whether a file below `src` holds unit tests only.
fn is_unit_test(path: &str) -> bool {
    let module = path.split_once("/src/").map_or("", |(_, module)| module);
    module.ends_with("tests.rs") || module.contains("tests/")
}

/// Every source file: its path, its module, and its text.
pub(super) fn modules() -> impl Iterator<Item = (String, Module, String)> {
    let sources = sources().into_iter();
    // Unit tests may look at any layer.
    let sources = sources.filter(|(path, _)| !is_unit_test(path));
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
