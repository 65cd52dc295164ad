//! The modules to generate, with their options: one, or one for each model of a directory.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tinsmith_codegen::model::is_identifier;
use tinsmith_codegen::{Options, directory_models, model_name};

use crate::cli::arguments::Arguments;
use crate::cli::{Failure, read};

/// One module.
pub(super) struct Job {
    pub(super) options: Options,
    pub(super) models: Vec<PathBuf>,
}

/// What is about one model, and said in configuration files where there are several.
const OF_ONE: [&str; 4] = ["config", "module", "operations", "service"];

/// The modules that the command line asks for.
pub(super) fn jobs(arguments: &Arguments) -> Result<Vec<Job>, Failure> {
    if arguments.has("each") {
        return each(arguments);
    }
    let first = arguments.models.first();
    let name = first.map(|path| model_name(path).replace(['-', '.', ' '], "_"));
    let name = arguments.text("module")?.or(name).unwrap_or_default();
    let mut options = options(name, arguments.path("config"), arguments)?;
    options.service = arguments.text("service")?.or(options.service);
    let operations = arguments.list("operations")?;
    if !operations.is_empty() {
        options.operations = operations;
        "`--operations`".clone_into(&mut options.operations_list);
    }
    let models = arguments.models.clone();
    Ok(vec![Job { options, models }])
}

fn each(arguments: &Arguments) -> Result<Vec<Job>, Failure> {
    if let Some(option) = OF_ONE.into_iter().find(|option| arguments.has(option)) {
        let fault = format!("`--{option}` is about one model, `--each` about several");
        let help = "write it in the `.toml` file of the same name beside the model";
        return Err(Failure::Usage(fault, Some(help.to_owned())));
    }
    let mut modules = BTreeSet::new();
    let mut jobs = Vec::new();
    for directory in &arguments.models {
        let fault = |error| Failure::File(format!("cannot list `{}`", directory.display()), error);
        for entry in directory_models(directory).map_err(fault)? {
            if !modules.insert(entry.module.clone()) {
                let fault = format!("another model besides `{}` is ", entry.path.display());
                let fault = format!("{fault}module `{}` already", entry.module);
                let help = Some("rename one of them".to_owned());
                return Err(Failure::Usage(fault, help));
            }
            let config = entry.config.as_deref();
            jobs.push(Job {
                options: options(entry.module, config, arguments)?,
                models: vec![entry.path],
            });
        }
    }
    if jobs.is_empty() {
        let fault = "the directory that `--each` names has no model".to_owned();
        return Err(Failure::Refused(fault, None));
    }
    Ok(jobs)
}

fn options(
    module: String,
    config: Option<&Path>,
    arguments: &Arguments,
) -> Result<Options, Failure> {
    if !is_identifier(&module) {
        let fault = format!("`{module}` is not a module's name");
        let help = Some("name the module with `--module`".to_owned());
        return Err(Failure::Usage(fault, help));
    }
    let mut options = Options::new(module);
    if let Some(path) = config {
        options = options.configured(&read(path)?).map_err(Failure::Model)?;
    }
    options.protocol = arguments.text("protocol")?.or(options.protocol);
    options.keep_going |= arguments.has("keep-going");
    Ok(options)
}
