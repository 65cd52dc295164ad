//! What clients do without, said by shape id: nothing fails for it, but less is done than the
//! model describes.

use super::Context;
use crate::diagnostic::{Diagnostic, Location};
use crate::model::{Shape, ShapeId};

impl Context<'_> {
    /// Of the service.
    pub(super) fn warn_of_service(&self, shape: &Shape) {
        let traits = &shape.traits;
        for name in traits
            .client_context_params()
            .into_iter()
            .flat_map(|it| it.keys())
        {
            let what = format!("the setting `{name}` of endpoint rules keeps its default");
            self.without(&shape.id, shape.location.as_ref(), &what);
        }
    }

    /// Says that something is not done for the shape or member `subject`.
    pub(super) fn without(&self, subject: &ShapeId, location: Option<&Location>, what: &str) {
        let mut diagnostic = Diagnostic::warning(what).on(subject);
        diagnostic.location = location.cloned();
        self.report(diagnostic);
    }
}
