//! References between shapes, and the shapes that each may refer to.

use crate::diagnostic::{Diagnostic, Location};
use crate::model::{Shape, ShapeId, ShapeKind};
use crate::syntax::ast::Ast;
use crate::syntax::draft::Link;

/// The kind of shape that a reference must find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// Anything that holds data: the target of a member.
    Data,
    /// A string or an enum: a map's key, a resource's identifier.
    MapKey,
    /// The unit type: the target of an enum's member.
    Unit,
    /// A structure: an operation's input or output.
    Structure,
    /// A structure with the error trait.
    Error,
    /// An operation.
    Operation,
    /// A resource.
    Resource,
}

/// One reference, with its place and the shape or member it is on.
pub(super) struct Reference {
    pub(super) target: ShapeId,
    pub(super) expected: Expected,
    at: Location,
    subject: ShapeId,
}

impl Reference {
    pub(super) fn new(link: &Link<'_>, subject: &ShapeId, expected: Expected) -> Self {
        Self {
            target: link.id.clone(),
            expected,
            at: link.at.location(),
            subject: subject.clone(),
        }
    }

    fn fault(&self, message: String) -> Diagnostic {
        Diagnostic::error(message).at(&self.at).on(&self.subject)
    }

    /// The fault of a reference to a shape that was not read, if it is one.
    pub(super) fn misfit_unread(&self, ast: &Ast<'_>) -> Option<Diagnostic> {
        let id = self.target.as_str();
        if !ast.contains(id) {
            return Some(self.dangling(ast));
        }
        let wanted = match self.expected {
            Expected::Operation => "operation",
            Expected::Resource => "resource",
            // It was tried and could not be read: that was reported.
            _ => return None,
        };
        let message = || format!("`{id}` is not a shape of type `{wanted}`");
        (!ast.is_of_type(id, wanted)).then(|| self.fault(message()))
    }

    fn dangling(&self, ast: &Ast<'_>) -> Diagnostic {
        let help = ast.did_you_mean(&self.target);
        let help =
            help.unwrap_or_else(|| "add the file that defines it, or correct the id".to_owned());
        self.fault(format!("shape `{}` is not defined", self.target))
            .help(help)
    }

    /// The fault of a reference to a shape of the wrong kind, if it is one.
    pub(super) fn misfit(&self, shape: &Shape) -> Option<Diagnostic> {
        if shape.traits.mixin().is_some() {
            let message = format!("`{}` is a mixin, which only `mixins` may name", shape.id);
            return Some(self.fault(message));
        }
        let kind = &shape.kind;
        let bound = matches!(
            kind,
            ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_)
        );
        let (fits, wanted) = match self.expected {
            Expected::Data => (!bound, "a shape that holds data"),
            Expected::MapKey => {
                let text = matches!(kind, ShapeKind::String | ShapeKind::Enum { .. });
                (text, "a string or an enum")
            }
            Expected::Unit => (shape.traits.unit_type(), "`smithy.api#Unit`"),
            Expected::Structure => (is_structure(kind), "a structure"),
            Expected::Error => {
                let error = is_structure(kind) && shape.traits.error().is_some();
                (error, "a structure with the trait `smithy.api#error`")
            }
            Expected::Operation => (matches!(kind, ShapeKind::Operation(_)), "an operation"),
            Expected::Resource => (matches!(kind, ShapeKind::Resource(_)), "a resource"),
        };
        let message = || {
            format!(
                "`{}` is a shape of type `{}`, not {wanted}",
                shape.id,
                kind.name()
            )
        };
        (!fits).then(|| self.fault(message()))
    }
}

fn is_structure(kind: &ShapeKind) -> bool {
    matches!(kind, ShapeKind::Structure { .. })
}
