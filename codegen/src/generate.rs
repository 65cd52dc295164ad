//! The pipeline: texts in, modules out. Pure; reading and writing files is for others.

mod applied;
mod decide;

use std::sync::Arc;

use proc_macro2::TokenStream;

use crate::compile::partitions::Partitions;
use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::emit::{self, Module};
use crate::ir::Ir;
use crate::load::load;
use crate::load::select::{self, Choice};
use crate::model::ShapeId;
use crate::options::Options;
use crate::output::{self, Files, Layout, portable};
use crate::syntax::ast::Ast;
use crate::syntax::translate;

/// The code of one service.
#[derive(Debug)]
pub struct Generated {
    module: Module,
    service: String,
    protocol: &'static str,
    features: Vec<&'static str>,
    operations: Vec<(String, String)>,
    left_out: Vec<String>,
    shapes: usize,
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

    /// The service's shape id.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The name of the protocol, as `restJson1`.
    pub fn protocol(&self) -> &'static str {
        self.protocol
    }

    /// The features of the runtime that the code needs, sorted.
    pub fn features(&self) -> &[&'static str] {
        &self.features
    }

    /// The number of shapes in the operations' closure, without those of the prelude.
    pub fn shapes(&self) -> usize {
        self.shapes
    }

    /// The operations: shape ID, and name of its marker type at the module's root.
    pub fn operations(&self) -> &[(String, String)] {
        &self.operations
    }

    /// The shape IDs of operations that were asked for and not generated; the warnings give the
    /// reasons.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// The parts that were left out, with the reasons.
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }
}

/// Generates the code of one service from model files, which are merged. Those whose names
/// end in `.smithy` are in Smithy's IDL, all others in JSON: Smithy's or AWS's own.
///
/// Fails if anything is wrong with the models or the options; all faults are reported at
/// once, those of one stage before any of the next. If the options say to keep going, faults of
/// single operations are warnings.
pub fn generate(options: &Options, sources: &[Arc<Source>]) -> Result<Generated, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    check_module(&options.module, &mut diagnostics);
    let runtime = runtime(options, &mut diagnostics);
    let facts = partitions(options, &mut diagnostics);
    let mut models = translate(sources, &mut diagnostics);
    models.extend(applied::file(&options.overlay, &mut diagnostics));
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let ast = load(&models, &mut diagnostics);
    applied::check(&options.overlay, &ast, &mut diagnostics);
    let decided = decide::decide(&ast, options, &mut diagnostics);
    let (Some((model, ir)), Some(facts), Some(runtime)) = (decided, facts, runtime) else {
        return Err(diagnostics);
    };
    let origin = origin(options, sources);
    let defined = model.shapes().filter(|shape| shape.location.is_some());
    let shapes = defined.count();
    let generated_from = format!("{origin}: {}", extent(shapes, &ir));
    Ok(Generated {
        module: emit::emit(&ir, &facts, &generated_from).on_runtime(&runtime),
        service: model.service().id.to_string(),
        protocol: ir.service.protocol.name(),
        features: ir.features.clone(),
        operations: operations(&ir),
        left_out: left_out(&ast, options, &ir),
        shapes,
        origin,
        warnings: diagnostics,
    })
}

/// The names of the model files, as the code has them.
fn origin(options: &Options, sources: &[Arc<Source>]) -> String {
    let names: Vec<&str> = match &options.origin {
        Some(names) => names.iter().map(String::as_str).collect(),
        None => sources.iter().map(|source| source.name()).collect(),
    };
    let names: Vec<&str> = names.into_iter().map(portable).collect();
    names.join(", ")
}

/// How much is generated.
fn extent(shapes: usize, ir: &Ir) -> String {
    let count = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    };
    let operations = count(ir.operations.len(), "operation");
    format!("{operations}, {}", count(shapes, "shape"))
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

fn left_out(ast: &Ast<'_>, options: &Options, ir: &Ir) -> Vec<String> {
    let choice = Choice {
        service: options.service.as_deref(),
        operations: &options.operations,
    };
    let generated = |id: &ShapeId| {
        let mut operations = ir.operations.iter();
        operations.any(|it| it.id.namespace == id.namespace() && it.id.name == id.name())
    };
    let mut asked_for = select::operations(ast, &choice);
    asked_for.retain(|id| !generated(id));
    asked_for.iter().map(ToString::to_string).collect()
}

/// Names that are keywords even as raw identifiers (The Rust Reference, "Identifiers").
const NEVER_NAMES: [&str; 4] = ["Self", "crate", "self", "super"];

fn check_module(module: &str, diagnostics: &mut Diagnostics) {
    if crate::model::is_identifier(module) && !NEVER_NAMES.contains(&module) {
        return;
    }
    let fault = Diagnostic::error(format!("`{module}` cannot be the name of a module"));
    let known = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let similar: String = module.chars().map(known).collect();
    let similar = similar.trim_matches('_');
    let help = if crate::model::is_identifier(similar) && !NEVER_NAMES.contains(&similar) {
        format!("name it `{similar}`")
    } else {
        "names have letters, digits and underscores, and start with a letter".to_owned()
    };
    diagnostics.push(fault.on(&"option `module`").help(help));
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
