//! `tinsmith slice`: a model file with only the closure of the operations named.

use std::io::Write;
use std::path::Path;

use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::model::load::load;
use tinsmith_codegen::model::select::Choice;
use tinsmith_codegen::model::slice::{Extras, slice};

use super::arguments::{Arguments, Command, Flag};
use super::{Failure, print, read_models, translated};

pub(super) const COMMAND: Command = Command {
    name: "slice",
    summary: "Writes a small model that holds only what some operations need",
    options: &[
        Flag {
            name: "operations",
            value: "A,B",
            help: "the operations to keep (all of them, if not given)",
        },
        Flag {
            name: "service",
            value: "ID",
            help: "the service, where the files have several",
        },
        Flag {
            name: "keep",
            value: "TRAIT,…",
            help: "traits to keep although no code depends on them",
        },
        Flag {
            name: "out",
            value: "FILE",
            help: "where to write the model (standard output, if not given)",
        },
    ],
    details: "\
Code generated from the slice is the same as from the whole. Traits that no code depends on
(endpoint tests, examples, those for servers) are left out; to have them all the same, name
them: `--keep smithy.rules#endpointTests,smithy.api#examples`.
",
};

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let service = arguments.text("service")?;
    let operations = arguments.list("operations")?;
    let sources = read_models(arguments)?;
    let names = arguments.models.iter().filter_map(|path| path.file_name());
    let origin: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    let choice = Choice {
        service: service.as_deref(),
        operations: &operations,
    };
    let extras = Extras {
        origin: &origin,
        traits: &arguments.list("keep")?,
    };

    let mut diagnostics = Diagnostics::new();
    let models = translated(&sources, &mut diagnostics)?;
    let ast = load(&models, &mut diagnostics);
    let Some(text) = slice(&ast, &choice, &extras, &mut diagnostics) else {
        return Err(Failure::Model(diagnostics));
    };
    eprint!("{diagnostics}");
    let Some(path) = arguments.path("out") else {
        return print(out, &text);
    };
    write(path, &text)?;
    let before: usize = sources.iter().map(|source| source.text().len()).sum();
    let report = format!(
        "{}: {} kB of {} kB\n",
        path.display(),
        text.len().div_ceil(1000),
        before.div_ceil(1000),
    );
    print(out, &report)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let fault = |error| Failure::File(format!("cannot write `{}`", path.display()), error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fault)?;
    }
    std::fs::write(path, text).map_err(fault)
}
