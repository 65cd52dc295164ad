//! What is not supported yet, said by shape id: an operation asked for by name is an error,
//! one of a whole service is left out with a warning.

use super::{Context, service};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Operation, Shape, ShapeId, ShapeKind};

impl Context<'_> {
    /// Whether code can be generated for an operation.
    pub(super) fn is_supported(&self, shape: &Shape, asked_for: bool) -> bool {
        let ShapeKind::Operation(operation) = &shape.kind else {
            return false;
        };
        let Some(reason) = self.obstacle(shape, operation) else {
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

    /// What requests or responses of the operation need and do not get.
    fn obstacle(&self, shape: &Shape, operation: &Operation) -> Option<String> {
        let traits = &shape.traits;
        let checksum = traits.http_checksum();
        let checksum = checksum.is_some_and(|it| it.request_checksum_required);
        let discovered = traits.client_discovered_endpoint();
        let of_shape = [
            (
                checksum || traits.http_checksum_required(),
                "its requests need a checksum",
            ),
            (
                traits.unsigned_payload(),
                "its requests are signed without their body",
            ),
            (
                discovered.is_some_and(|it| it.required),
                "its endpoint has to be asked for (`aws.api#clientDiscoveredEndpoint`)",
            ),
            (
                self.accepts_unknown_schemes_only(shape),
                "it accepts unknown authentication schemes only",
            ),
        ];
        let found = of_shape.into_iter().find(|(found, _)| *found);
        let stream = || {
            let stream = self
                .stream(&operation.input)
                .or_else(|| self.stream(&operation.output))?;
            Some(format!("the operation streams `{stream}`"))
        };
        found.map(|(_, what)| what.to_owned()).or_else(stream)
    }

    /// Whether no authentication scheme of the operation is known, though one of its service is.
    fn accepts_unknown_schemes_only(&self, shape: &Shape) -> bool {
        let schemes = |listed| service::auth(self.model.service(), listed);
        let own = schemes(shape.traits.auth());
        own.is_empty() && !shape.traits.optional_auth() && !schemes(None).is_empty()
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
