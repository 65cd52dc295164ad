//! Unsupported parts of models, reported by shape ID: for an operation named by the user it is an
//! error; an operation of a whole service is left out with a warning.

use super::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Shape;

impl Context<'_> {
    /// Whether code can be generated for an operation.
    pub(super) fn is_supported(&self, shape: &Shape, asked_for: bool) -> bool {
        let Some(reason) = self.obstacle(shape) else {
            return true;
        };
        let mut diagnostic = Diagnostic::error(format!("{reason}, which is not supported yet"))
            .on(&shape.id)
            .help("name the operations that you need, without this one")
            .maybe_at(shape.location.as_ref());
        if !asked_for {
            diagnostic.severity = Severity::Warning;
            diagnostic.help = Some("the operation is left out".to_owned());
        }
        self.report(diagnostic);
        false
    }

    /// The needs of the operation's requests that are not supported.
    fn obstacle(&self, shape: &Shape) -> Option<&'static str> {
        let discovered = shape.traits.client_discovered_endpoint();
        let found = [
            (
                discovered.is_some_and(|it| it.required) && !self.can_discover(),
                "its endpoint must be discovered (`aws.api#clientDiscoveredEndpoint`)",
            ),
            (
                self.accepts_unknown_schemes_only(shape),
                "it accepts unknown authentication schemes only",
            ),
        ];
        let found = found.into_iter().find(|(found, _)| *found);
        found.map(|(_, what)| what)
    }
}
