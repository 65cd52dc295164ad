//! Traits that are known and ignored on purpose, each with the reason.

use super::{ShapeId, is_honoured};

/// How an applied trait is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Read, and given by an accessor of [`Traits`](super::Traits).
    Honoured,
    /// Ignored on purpose, for this reason.
    Ignored(&'static str),
    /// Nothing is known about it.
    Unknown,
}

/// How the trait of that ID is treated.
pub fn standing(id: &ShapeId) -> Standing {
    if is_honoured(id.as_str()) {
        return Standing::Honoured;
    }
    let listed = IGNORED.iter().find(|(ignored, _)| *ignored == id.as_str());
    let family = || {
        FAMILIES
            .iter()
            .find(|(namespace, _)| *namespace == id.namespace())
    };
    match listed.or_else(family) {
        Some((_, reason)) => Standing::Ignored(reason),
        None => Standing::Unknown,
    }
}

const FOR_SERVERS: &str = "for servers";
const FOR_TOOLS: &str = "for documentation and tools";
const FOR_MODELLERS: &str = "for authors of models";
const FOR_RESOURCES: &str = "describes resources, for which no code is generated";

const IGNORED: &[(&str, &str)] = &[
    ("smithy.api#authDefinition", FOR_MODELLERS),
    ("smithy.api#box", "upgraded on loading"),
    ("smithy.api#cors", FOR_SERVERS),
    ("smithy.api#enum", "upgraded on loading"),
    ("smithy.api#examples", FOR_TOOLS),
    ("smithy.api#idRef", FOR_MODELLERS),
    ("smithy.api#nestedProperties", FOR_RESOURCES),
    ("smithy.api#noReplace", FOR_RESOURCES),
    ("smithy.api#notProperty", FOR_RESOURCES),
    ("smithy.api#property", FOR_RESOURCES),
    ("smithy.api#protocolDefinition", FOR_MODELLERS),
    ("smithy.api#references", FOR_RESOURCES),
    ("smithy.api#resourceIdentifier", FOR_RESOURCES),
    ("smithy.api#suppress", FOR_MODELLERS),
    ("smithy.api#tags", FOR_TOOLS),
    ("smithy.api#trait", FOR_MODELLERS),
    ("smithy.api#traitValidators", FOR_MODELLERS),
    ("aws.api#arn", FOR_RESOURCES),
    ("aws.api#arnReference", FOR_TOOLS),
    (
        "aws.api#clientEndpointDiscoveryId",
        "endpoints are discovered for all of a client's calls",
    ),
    ("aws.api#controlPlane", FOR_TOOLS),
    ("aws.api#data", FOR_TOOLS),
    ("aws.api#dataPlane", FOR_TOOLS),
    ("aws.api#tagEnabled", FOR_RESOURCES),
    ("aws.api#taggable", FOR_RESOURCES),
    ("smithy.rules#endpointTests", "tests of the rule set"),
];

/// Namespaces ignored as a whole.
const FAMILIES: &[(&str, &str)] = &[
    ("aws.apigateway", FOR_SERVERS),
    ("aws.cloudformation", FOR_RESOURCES),
    ("aws.endpoints", "the rule set says the same"),
    ("aws.iam", FOR_TOOLS),
    ("smithy.test", "tests of implementations"),
    ("smithy.openapi", FOR_TOOLS),
];
