//! `tinsmith slice`: a model file with only the closure of the operations named.

use std::io::Write;

use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, select};
use tinsmith_codegen::load::slice::{Extras, print_slice};

use super::arguments::{Arguments, Command, Flag};
use super::generate::listed;
use super::{Failure, Sources, print, read_models, translated, write};

pub(super) const COMMAND: Command = Command {
    name: "slice",
    summary: "Writes a small model that holds only what some operations need",
    operands: "MODEL…",
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

/// A smaller model, and what it holds.
pub(super) struct Slice {
    pub(super) text: String,
    /// The service's shape id.
    pub(super) service: String,
    /// The name that AWS's SDKs know it by (`aws.api#service`).
    pub(super) sdk_id: Option<String>,
    /// How many, and which.
    pub(super) operations: String,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let sources = read_models(&arguments.models)?;
    let names = arguments.models.iter().filter_map(|path| path.file_name());
    let origin: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    let Slice { text, .. } = cut(arguments, &sources, &origin)?;
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

/// What the options `service`, `operations` and `keep` leave of the models. Warnings are
/// printed.
pub(super) fn cut(
    arguments: &Arguments,
    sources: &Sources,
    origin: &[String],
) -> Result<Slice, Failure> {
    let service = arguments.text("service")?;
    let operations = arguments.list("operations")?;
    let choice = Choice {
        service: service.as_deref(),
        operations: &operations,
    };
    let extras = Extras {
        origin,
        traits: &arguments.list("keep")?,
    };
    let mut diagnostics = Diagnostics::new();
    let models = translated(sources, &mut diagnostics)?;
    let ast = load(&models, &mut diagnostics);
    let Some(model) = select(&ast, &choice, &mut diagnostics) else {
        return Err(Failure::Model(diagnostics));
    };
    eprint!("{diagnostics:#}");
    let service = model.service();
    Ok(Slice {
        text: print_slice(&ast, &model, &extras),
        service: service.id.to_string(),
        sdk_id: service.traits.aws_service().map(|it| it.sdk_id.clone()),
        operations: listed(model.operations().map(|operation| operation.id.as_str())),
    })
}
