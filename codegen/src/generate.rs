//! The pipeline: texts in, modules out. Pure; reading and writing files is for others.

use std::sync::Arc;

use proc_macro2::TokenStream;

use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::emit::{self, Module};
use crate::ir::{Ir, lower};
use crate::model::Model;
use crate::model::load::{load, translate};
use crate::model::select::{Choice, select};
use crate::options::Options;
use crate::output::{self, Files, Layout, portable};
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

/// Generates the code of one service from model files, which are merged. Those whose names
/// end in `.smithy` are in Smithy's IDL, all others in JSON: Smithy's or AWS's own.
///
/// Fails if anything is wrong with the models or the options; all faults are reported at
/// once, those of one stage before any of the next.
pub fn generate(options: &Options, sources: &[Arc<Source>]) -> Result<Generated, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let runtime = runtime(options, &mut diagnostics);
    let facts = partitions(options, &mut diagnostics);
    let models = translate(sources, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let ast = load(&models, &mut diagnostics);
    let choice = Choice {
        service: options.service.as_deref(),
        operations: &options.operations,
    };
    let model = select(&ast, &choice, &mut diagnostics);
    let ir = model
        .as_ref()
        .and_then(|model| lower::lower(model, options, &mut diagnostics));
    let (Some(model), Some(ir), Some(facts), Some(runtime)) = (model, ir, facts, runtime) else {
        return Err(diagnostics);
    };
    let names: Vec<&str> = sources.iter().map(|it| portable(it.name())).collect();
    let origin = names.join(", ");
    let generated_from = format!("{origin}: {}", extent(&model, &ir));
    Ok(Generated {
        module: emit::emit(&ir, &facts, &generated_from).on_runtime(&runtime),
        operations: operations(&ir),
        origin,
        warnings: diagnostics,
    })
}

/// How much is generated; shapes of the prelude are not counted.
fn extent(model: &Model, ir: &Ir) -> String {
    let count = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    };
    let operations = count(ir.operations.len(), "operation");
    let defined = model.shapes().filter(|shape| shape.location.is_some());
    format!("{operations}, {}", count(defined.count(), "shape"))
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
