//! Which operations are generated when something is wrong with some of them.

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::ir::Ir;
use crate::load::select::{Choice, operations, select};
use crate::lower;
use crate::model::{Model, ShapeId};
use crate::options::Options;
use crate::syntax::ast::Ast;

/// The decisions about the chosen operations. If the user wants to keep going, faulty operations
/// are left out, and warnings report their faults.
pub(super) fn decide(
    ast: &Ast<'_>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<(Model, Ir)> {
    if !options.keep_going || diagnostics.has_errors() {
        return attempt(ast, options, &options.operations, diagnostics);
    }
    let mut chosen = options.operations.clone();
    loop {
        let mut faults = Diagnostics::new();
        let decided = attempt(ast, options, &chosen, &mut faults);
        let wrong = match &decided {
            Some(_) => Vec::new(),
            None => wrong(ast, options, &chosen, &faults),
        };
        let mut right: Vec<ShapeId> = operations(ast, &choice(options, &chosen));
        right.retain(|id| !wrong.contains(id));
        if wrong.is_empty() || right.is_empty() {
            diagnostics.append(faults);
            return decided;
        }
        diagnostics.extend(faults.into_warnings());
        diagnostics.extend(wrong.iter().map(|id| {
            let left_out = "the operation is left out because something it uses is wrong";
            Diagnostic::warning(left_out).on(id)
        }));
        chosen = right.iter().map(ToString::to_string).collect();
    }
}

/// The operations that have a fault in common with all of them together.
fn wrong(
    ast: &Ast<'_>,
    options: &Options,
    chosen: &[String],
    faults: &Diagnostics,
) -> Vec<ShapeId> {
    let faults = faults.sorted();
    let errors = |it: &&Diagnostic| it.severity == Severity::Error;
    let mut operations = operations(ast, &choice(options, chosen));
    operations.retain(|id| {
        let mut own = Diagnostics::new();
        let alone = [id.to_string()];
        attempt(ast, options, &alone, &mut own);
        let mut own = own.sorted().into_iter().filter(errors);
        own.any(|fault| faults.contains(&fault))
    });
    operations
}

fn attempt(
    ast: &Ast<'_>,
    options: &Options,
    chosen: &[String],
    diagnostics: &mut Diagnostics,
) -> Option<(Model, Ir)> {
    let model = select(ast, &choice(options, chosen), diagnostics)?;
    let ir = lower::lower(&model, options, diagnostics)?;
    Some((model, ir))
}

fn choice<'a>(options: &'a Options, chosen: &'a [String]) -> Choice<'a> {
    Choice {
        service: options.service.as_deref(),
        operations: chosen,
    }
}
