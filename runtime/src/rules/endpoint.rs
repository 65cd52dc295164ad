//! Resolves a model's endpoint rules to an [`Endpoint`].
//!
//! The rules are static data that the generator emits ([`RuleSet`]); this module evaluates
//! them. It knows nothing of protocols, signing or the network. Callers read the endpoint's URL,
//! headers and properties.
//!
//! Source: Smithy 2.0, "Rules engine specification" and "Rules engine standard library".

mod bind;
mod evaluate;
mod functions;
mod parse;
mod resolved;
mod settings;
mod uri;
mod value;

pub use crate::model::endpoint::{
    Attribute, BuiltIn, Condition, Decision, EndpointRule, Expr, Function, Literal, Outcome,
    Parameter, Partition, Partitions, Property, RuleSet,
};
pub use bind::{Settings, bind};
pub(crate) use functions::is_valid_host_label;
pub use resolved::{Endpoint, EndpointAuth, EndpointError, PropertyRef};
pub use settings::ClientParams;
pub(crate) use uri::{check_given, shown};
pub use value::{Arn, List, Params, Url, Value};
