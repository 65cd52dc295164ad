//! What the model says of endpoints that the service itself is asked for
//! (`aws.api#clientEndpointDiscovery`, `aws.api#clientDiscoveredEndpoint`).

use super::OperationSchema;
use crate::model::schema::prelude::{LONG, STRING, UNIT};
use crate::model::schema::{Kind, Member, Schema, ShapeId, Trait};

/// That an operation goes to an endpoint which the service is asked for.
#[derive(Debug)]
pub struct Discovery {
    /// The operation that asks; see [`OperationSchema::discovering`].
    pub operation: &'static OperationSchema,
    /// The error which says that an endpoint is none any more.
    pub error: &'static str,
    /// Whether the operation works at no other endpoint.
    pub required: bool,
}

impl Discovery {
    /// An endpoint that `operation` asks for, and that the call can do without.
    pub const fn new(operation: &'static OperationSchema) -> Self {
        Self {
            operation,
            error: "",
            required: false,
        }
    }
}

impl OperationSchema {
    /// An operation that asks for endpoints. Input and output are fixed by the specification of
    /// `aws.api#clientEndpointDiscovery`, so that only the name is the model's.
    pub const fn discovering(id: ShapeId) -> Self {
        Self::new(id, &UNIT, &OUTPUT)
    }
}

static OUTPUT: Schema = Schema {
    id: id("DescribeEndpointsResponse"),
    kind: Kind::Structure,
    members: &[Member::new("Endpoints", &ENDPOINTS).with(&[Trait::Required])],
    traits: &[],
};

static ENDPOINTS: Schema = Schema {
    id: id("Endpoints"),
    kind: Kind::List,
    members: &[Member::new("member", &ENDPOINT)],
    traits: &[],
};

static ENDPOINT: Schema = Schema {
    id: id("Endpoint"),
    kind: Kind::Structure,
    members: &[
        Member::new("Address", &STRING).with(&[Trait::Required]),
        Member::new("CachePeriodInMinutes", &LONG).with(&[Trait::Required]),
    ],
    traits: &[],
};

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("aws.api", name)
}

/// The answer of an operation that asks for endpoints.
pub(crate) struct Endpoints {
    /// In the order of the service's preference.
    pub(crate) endpoints: Vec<DiscoveredEndpoint>,
}
crate::structure!(Endpoints, OUTPUT, { 0 => endpoints });

/// An endpoint, and how long it is good for.
pub(crate) struct DiscoveredEndpoint {
    /// A host, with or without a scheme.
    pub(crate) address: String,
    pub(crate) minutes: i64,
}
crate::structure!(DiscoveredEndpoint, ENDPOINT, { 0 => address, 1 => minutes });
