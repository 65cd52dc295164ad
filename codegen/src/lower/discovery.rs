//! Endpoints that a service is asked for. Source: `aws.api#clientEndpointDiscovery`,
//! `aws.api#clientDiscoveredEndpoint`.

use super::{Context, id_of};
use crate::ir::{Discovery, Id, Operation};
use crate::model::Shape;

/// The error's name if the model does not give it, as in AWS's own JSON.
const ERROR: &str = "InvalidEndpointException";

impl Context<'_> {
    /// Whether endpoints can be asked for. The operation that asks is not generated: input and
    /// output are fixed, but with bindings to HTTP there would be a method and a path.
    pub(super) fn can_discover(&self) -> bool {
        let discovery = self.model.service().traits.client_endpoint_discovery();
        discovery.is_some() && !self.protocol.binds_http()
    }

    /// The discovery settings of an operation.
    pub(super) fn discovery(&self, shape: &Shape) -> Option<Discovery> {
        let discovered = shape.traits.client_discovered_endpoint()?;
        let service = &self.model.service().traits;
        let error = service.client_endpoint_discovery()?.error.as_ref();
        self.can_discover().then(|| Discovery {
            error: error.map_or(ERROR, |it| it.name()).to_owned(),
            required: discovered.required,
        })
    }

    /// The operation that asks for endpoints, where any of `operations` has to.
    pub(super) fn discovering(&self, operations: &[Operation]) -> Option<Id> {
        let discovery = self.model.service().traits.client_endpoint_discovery()?;
        let mut operations = operations.iter();
        let needed = operations.any(|it| it.discovery.is_some());
        needed.then(|| id_of(&discovery.operation))
    }
}
