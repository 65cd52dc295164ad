//! A directory of models, each a module: what the crate `generated` is built from.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::files::{is_copy, is_hidden, is_model, is_other_json, model_name};
use super::{Build, end, write};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::snake;
use crate::output::{Files, portable};

/// A model of a directory of models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelEntry {
    /// The module's name: that of the file or folder, in snake case.
    pub module: String,
    /// The file, or the folder with its files.
    pub path: PathBuf,
    /// The `.toml` of the same name, where there is one.
    pub config: Option<PathBuf>,
}

/// The models of a directory, sorted by path: each `*.json`, `*.json.gz` and `*.smithy` in it,
/// and each folder. Hidden names and JSON files that are not models are skipped. Fails if the
/// directory cannot be listed.
pub fn directory_models(directory: &Path) -> io::Result<Vec<ModelEntry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if is_hidden(&path) {
            continue;
        }
        if path.is_dir() || (is_model(&path) && !is_copy(&path) && !is_other_json(&path)) {
            let name = model_name(&path);
            let config = directory.join(format!("{name}.toml"));
            entries.push(ModelEntry {
                module: snake(&name),
                config: config.is_file().then_some(config),
                path,
            });
        }
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

/// Generates a module for every model of a directory ([`directory_models`]), with the options
/// of its `.toml`. A folder in the directory is one model, made of all files in it.
///
/// The crate then has them all with `include!(concat!(env!("OUT_DIR"), "/services.rs"));`.
/// A file that is added later is noticed. Faults are printed and end the build script.
pub fn build_directory(path: impl AsRef<Path>) {
    end(files(path.as_ref()).and_then(|files| write(&files)));
}

fn files(directory: &Path) -> Result<Files, Diagnostics> {
    println!("cargo::rerun-if-changed={}", directory.display());
    let mut diagnostics = Diagnostics::new();
    let models = match directory_models(directory) {
        Ok(models) => models,
        Err(error) => {
            let fault = format!("cannot read `{}`: {error}", directory.display());
            diagnostics.push(Diagnostic::error(fault));
            return Err(diagnostics);
        }
    };
    let mut files = Files::default();
    let mut list = String::new();
    let mut modules = BTreeSet::new();
    for ModelEntry {
        module,
        path,
        config,
    } in models
    {
        if !modules.insert(module.clone()) {
            let fault = format!("another model is module `{module}` already");
            let fault = Diagnostic::error(fault).on(&path.display());
            diagnostics.push(fault.help("rename one of the files"));
            continue;
        }
        let mut build = Build::new(&module).model(&path);
        if let Some(config) = config {
            build = build.config(config);
        }
        match build.files() {
            Ok(generated) => files.append(generated),
            Err(faults) => diagnostics.append(faults),
        }
        let include = format!("include!(concat!(env!(\"OUT_DIR\"), \"/{module}.rs\"));\n");
        list.push_str(&include);
    }
    let origin = directory.display().to_string();
    files.insert("services.rs".into(), portable(&origin), &list);
    if diagnostics.has_errors() {
        Err(diagnostics)
    } else {
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::files;

    const SERVICE: &str = "$version: \"2.0\"\nnamespace example\n
        use aws.protocols#awsJson1_0\n
        @awsJson1_0\nservice Weather { version: \"1\", operations: [Look] }\n";
    const OPERATION: &str = "$version: \"2.0\"\nnamespace example\noperation Look {}\n";

    /// An empty directory of the test's own.
    fn workshop(name: &str) -> PathBuf {
        let name = format!("tinsmith-directory-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a directory");
        folder
    }

    #[test]
    fn a_file_in_the_idl_and_a_folder_of_files_are_a_module_each() {
        let folder = workshop("idl");
        let whole = format!("{SERVICE}operation Look {{}}\n");
        fs::write(folder.join("one-file.smithy"), whole).expect("a model");
        let parts = folder.join("several/below");
        fs::create_dir_all(&parts).expect("a folder");
        fs::write(folder.join("several/service.smithy"), SERVICE).expect("a part");
        fs::write(parts.join("look.smithy"), OPERATION).expect("a part");
        let made = files(&folder);
        fs::remove_dir_all(&folder).expect("the directory removed");
        let made = made.unwrap_or_else(|faults| panic!("{faults}"));
        let names: Vec<_> = made
            .iter()
            .map(|(path, _)| path.display().to_string())
            .collect();
        assert_eq!(names, ["one_file.rs", "services.rs", "several.rs"]);
        let (_, several) = made.iter().last().expect("a module");
        assert!(several.contains("struct Look"), "{several}");
    }

    #[test]
    fn a_folder_without_a_model_is_a_fault() {
        let folder = workshop("empty");
        fs::create_dir_all(folder.join("nothing")).expect("a folder");
        let made = files(&folder);
        fs::remove_dir_all(&folder).expect("the directory removed");
        let faults = made.expect_err("a fault").to_string();
        assert!(faults.contains("no `.smithy` or `.json` file"), "{faults}");
    }
}
