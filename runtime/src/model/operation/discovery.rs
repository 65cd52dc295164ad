//! Endpoint discovery: the schema of operations whose endpoint the service itself provides
//! (`aws.api#clientEndpointDiscovery`, `aws.api#clientDiscoveredEndpoint`).

use super::OperationSchema;
use crate::model::schema::prelude::{LONG, STRING, UNIT};
use crate::model::schema::{Kind, Member, Schema, ShapeId, Trait};

/// How an operation discovers its endpoint.
#[derive(Debug)]
pub struct Discovery {
    /// The operation that requests endpoints; see [`OperationSchema::discovering`].
    pub operation: &'static OperationSchema,
    /// Error code that invalidates a discovered endpoint.
    pub error: &'static str,
    /// Whether the operation works only at a discovered endpoint.
    pub required: bool,
}

impl Discovery {
    /// An optional discovered endpoint, which `operation` requests.
    pub const fn new(operation: &'static OperationSchema) -> Self {
        Self {
            operation,
            error: "",
            required: false,
        }
    }
}

impl OperationSchema {
    /// An operation that requests endpoints. The specification of
    /// `aws.api#clientEndpointDiscovery` fixes its input and output; only the name depends on the
    /// model.
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

/// The output of an operation that requests endpoints.
pub(crate) struct Endpoints {
    /// The endpoints, in the service's order of preference.
    pub(crate) endpoints: Vec<DiscoveredEndpoint>,
}
crate::structure!(Endpoints, OUTPUT, { 0 => endpoints });

/// A discovered endpoint, and for how long it is valid.
pub(crate) struct DiscoveredEndpoint {
    /// The host, with or without a scheme.
    pub(crate) address: String,
    pub(crate) minutes: i64,
}
crate::structure!(DiscoveredEndpoint, ENDPOINT, { 0 => address, 1 => minutes });
