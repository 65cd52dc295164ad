//! Protocols, which map operations to HTTP: the client's half and the service's.
//!
//! A protocol binds a codec to requests and responses. It knows nothing of endpoints, signing,
//! retries or transports. Paths are relative to the endpoint, and bodies are bytes.

#[cfg(feature = "_aws-json")]
mod aws_json;
#[cfg(feature = "_http-bindings")]
mod binding;
#[cfg(feature = "_json-errors")]
mod error_body;
#[cfg(feature = "_protocol")]
mod error_message;
#[cfg(feature = "_query-protocol")]
mod query;
#[cfg(feature = "_query-compatible")]
mod query_compatible;
#[cfg(feature = "rest-json-1")]
mod rest_json;
#[cfg(feature = "rest-xml")]
mod rest_xml;
#[cfg(feature = "_rpc-v2")]
mod rpc_v2;
#[cfg(feature = "rpc-v2-cbor")]
mod rpc_v2_cbor;
#[cfg(feature = "rpc-v2-json")]
mod rpc_v2_json;
#[cfg(feature = "_xml-protocol")]
mod xml_error;

pub use crate::model::protocol::{ErrorIdentity, Protocol};
#[cfg(feature = "fake")]
pub use crate::model::protocol::{Rejection, ServiceProtocol};
pub use crate::model::streaming::EventFormat;
#[cfg(feature = "_aws-json")]
pub use aws_json::AwsJson;
#[cfg(feature = "_query-protocol")]
pub use query::AwsQuery;
#[cfg(feature = "rest-json-1")]
pub use rest_json::RestJson;
#[cfg(feature = "rest-xml")]
pub use rest_xml::RestXml;
#[cfg(feature = "_rpc-v2")]
pub use rpc_v2::RpcV2;

/// The media type of a body that consists of event stream messages.
pub(crate) const EVENT_STREAM: &str = "application/vnd.amazon.eventstream";

/// The owner of the members in an initial message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Initial {
    Request,
    #[cfg(feature = "fake")]
    Response,
}
