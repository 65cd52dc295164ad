//! Parts of models that clients ignore, reported by shape ID: nothing fails, but clients do less
//! than the model describes.

use super::Context;
use crate::diagnostic::{Diagnostic, Location};
use crate::model::ShapeId;

impl Context<'_> {
    /// Says that something is not done for the shape or member `subject`.
    pub(super) fn without(&self, subject: &ShapeId, location: Option<&Location>, what: &str) {
        self.report(Diagnostic::warning(what).on(subject).maybe_at(location));
    }
}
