//! The closure of a service, or of some of its operations: everything they reach, read,
//! flattened and checked; nothing else is read.

mod checks;
mod reader;
mod recursion;
mod reference;
mod service;
mod typed;
mod values;

use crate::diagnostic::Diagnostics;
use crate::model::Model;
use crate::model::ShapeId;
use crate::syntax::ast::Ast;

use self::reader::Reader;
pub(super) use self::service::OMITTED;

/// The user's selection.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice<'a> {
    /// The service by shape id or name; `None` if the model has only one.
    pub service: Option<&'a str>,
    /// Operations by shape id or name; none means all of the service's.
    pub operations: &'a [String],
}

/// Reads the closure of the chosen operations. `None` if there was any error, here or while
/// loading; warnings do not count.
pub fn select(ast: &Ast<'_>, choice: &Choice<'_>, diagnostics: &mut Diagnostics) -> Option<Model> {
    let mut reader = Reader::new(ast, diagnostics);
    let service = service::find(choice.service, ast, reader.diagnostics)?;
    reader.read(service.clone());
    let bound = service::operations(&service, &mut reader);
    let operations = service::choose(choice.operations, &service, &bound, ast, reader.diagnostics);
    for operation in &operations {
        reader.read(operation.clone());
    }
    let others = service::others(&bound, &operations, ast);
    let shapes = reader.finish();
    if diagnostics.has_errors() {
        return None;
    }
    let traits = shapes.get(&service).map(|shape| shape.traits.others());
    let schemes = traits.unwrap_or_default().iter();
    let unknown = schemes.filter(|id| ast.defines_auth_scheme(id.as_str()));
    let unknown = unknown.cloned().collect();
    Some(Model::new(service, operations, others, shapes, unknown))
}

/// The chosen operations, sorted, as far as they can be resolved.
pub(crate) fn operations(ast: &Ast<'_>, choice: &Choice<'_>) -> Vec<ShapeId> {
    let mut ignored = Diagnostics::new();
    let Some(service) = service::find(choice.service, ast, &mut ignored) else {
        return Vec::new();
    };
    let bound = service::operations(&service, &mut Reader::new(ast, &mut ignored));
    service::choose(choice.operations, &service, &bound, ast, &mut ignored)
}

/// Reads and checks every shape of every file, selected or not.
pub fn check_all(ast: &Ast<'_>, diagnostics: &mut Diagnostics) {
    let mut reader = Reader::thorough(ast, diagnostics);
    for id in ast.ids().filter_map(ShapeId::parse) {
        reader.read(id);
    }
    reader.finish();
}

/// Reads and checks every shape that comes from a file in the IDL.
pub(super) fn check_translated(ast: &Ast<'_>, diagnostics: &mut Diagnostics) {
    let mut reader = Reader::thorough(ast, diagnostics);
    for id in ast.translated().filter_map(ShapeId::parse) {
        reader.read(id);
    }
    reader.finish();
}

/// The shape ids of all services in the files, sorted.
pub fn services(ast: &Ast<'_>) -> Vec<ShapeId> {
    service::all(ast)
}
