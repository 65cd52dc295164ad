//! What is not supported yet, said by shape id: an operation asked for by name is an error,
//! one of a whole service is left out with a warning.

use super::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Operation, Shape, ShapeId, ShapeKind};

impl Context<'_> {
    /// Whether code can be generated for an operation.
    pub(super) fn is_supported(&self, shape: &Shape, asked_for: bool) -> bool {
        let ShapeKind::Operation(operation) = &shape.kind else {
            return false;
        };
        let Some(reason) = self.obstacle(operation) else {
            return true;
        };
        let mut diagnostic = Diagnostic::error(format!("{reason}, which is not supported yet"))
            .on(&shape.id)
            .help("name the operations that you need, without this one");
        diagnostic.location.clone_from(&shape.location);
        if !asked_for {
            diagnostic.severity = Severity::Warning;
            diagnostic.help = Some("the operation is left out".to_owned());
        }
        self.report(diagnostic);
        false
    }

    fn obstacle(&self, operation: &Operation) -> Option<String> {
        let stream = self
            .stream(&operation.input)
            .or_else(|| self.stream(&operation.output))?;
        Some(format!("the operation streams `{stream}`"))
    }

    /// The member of an input or output that is a stream.
    fn stream(&self, structure: &ShapeId) -> Option<ShapeId> {
        let mut members = self.model.shape(structure).members().iter();
        let member = members.find(|member| {
            let target = self.model.shape(&member.target);
            member.traits.streaming() || target.traits.streaming()
        });
        member.map(|member| structure.with_member(&member.name))
    }
}
