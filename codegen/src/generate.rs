//! The pipeline: texts in, modules out. Pure; reading and writing files is for others.

use std::sync::Arc;

use proc_macro2::TokenStream;

use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::emit::{self, Module};
use crate::ir::{Ir, lower};
use crate::model::load::load;
use crate::model::select::{Choice, select};
use crate::options::Options;
use crate::output::{self, Files, Layout};
use crate::partitions::Partitions;

/// The code of one service.
#[derive(Debug)]
pub struct Generated {
    module: Module,
    operations: Vec<(String, String)>,
    origin: String,
    warnings: Diagnostics,
}

impl Generated {
    /// The code as files.
    pub fn files(&self, layout: Layout) -> Files {
        output::render(&self.module, &self.origin, layout)
    }

    /// The code as one inline module.
    pub fn tokens(&self) -> TokenStream {
        output::inline(&self.module)
    }

    /// The operations: shape id, and name of the type that stands for it, at the module's root.
    pub fn operations(&self) -> &[(String, String)] {
        &self.operations
    }

    /// What was left out, and why.
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }
}

/// Generates the code of one service from model files, which are merged.
///
/// Fails if anything is wrong with the models or the options; all faults are reported at
/// once, those of one stage before any of the next.
pub fn generate(options: &Options, sources: &[Arc<Source>]) -> Result<Generated, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let runtime = runtime(options, &mut diagnostics);
    let facts = partitions(options, &mut diagnostics);
    let ast = load(sources, &mut diagnostics);
    let choice = Choice {
        service: options.service.as_deref(),
        operations: &options.operations,
    };
    let model = select(&ast, &choice, &mut diagnostics);
    let ir = model.and_then(|model| lower::lower(&model, options, &mut diagnostics));
    let (Some(ir), Some(facts), Some(runtime)) = (ir, facts, runtime) else {
        return Err(diagnostics);
    };
    let names: Vec<&str> = sources
        .iter()
        .map(|source| file_name(source.name()))
        .collect();
    Ok(Generated {
        module: emit::emit(&ir, &facts).on_runtime(&runtime),
        operations: operations(&ir),
        origin: names.join(", "),
        warnings: diagnostics,
    })
}

fn operations(ir: &Ir) -> Vec<(String, String)> {
    let operations = ir.operations.iter();
    operations
        .map(|it| {
            let id = format!("{}#{}", it.id.namespace, it.id.name);
            (id, it.marker.plain().to_owned())
        })
        .collect()
}

/// Without directories, so that the output does not depend on where a command is run.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn runtime(options: &Options, diagnostics: &mut Diagnostics) -> Option<TokenStream> {
    let path = &options.runtime;
    let parts = path.strip_prefix("::").unwrap_or(path).split("::");
    let mut parts = parts.map(crate::model::is_identifier);
    if !parts.all(|valid| valid) {
        let fault = format!("`{path}` is not a path to the runtime");
        diagnostics.push(
            Diagnostic::error(fault)
                .on(&"option `runtime`")
                .help("write `::tinsmith`"),
        );
        return None;
    }
    path.parse().ok()
}

fn partitions(options: &Options, diagnostics: &mut Diagnostics) -> Option<Partitions> {
    let facts = match &options.partitions {
        Some(text) => Partitions::parse(text),
        None => Partitions::bundled(),
    };
    let refuse =
        |fault: String| diagnostics.push(Diagnostic::error(fault).on(&"option `partitions`"));
    facts.map_err(refuse).ok()
}
