//! What clients do without, said by shape id: nothing fails for it, but less is done than the
//! model describes.

use super::Context;
use crate::diagnostic::{Diagnostic, Location};
use crate::model::ShapeId;

impl Context<'_> {
    /// Says that something is not done for the shape or member `subject`.
    pub(super) fn without(&self, subject: &ShapeId, location: Option<&Location>, what: &str) {
        self.report(Diagnostic::warning(what).on(subject).maybe_at(location));
    }
}
