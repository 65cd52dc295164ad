//! One case for one side, as both programs know it.

use serde_json::{Value, json};

use super::message::Message;

/// Which side of the wire a case tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Client,
    Server,
}

/// What a case is about: the trait that it stands in, and for responses where that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// `smithy.test#httpRequestTests`.
    Request,
    /// `smithy.test#httpResponseTests` of an operation.
    Response,
    /// `smithy.test#httpResponseTests` of an error.
    Error,
    /// `smithy.test#eventStreamTests`.
    Events,
    /// `smithy.test#httpMalformedRequestTests`.
    Malformed,
}

impl Side {
    const ALL: [Self; 2] = [Self::Client, Self::Server];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::Request,
        Self::Response,
        Self::Error,
        Self::Events,
        Self::Malformed,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Error => "error",
            Self::Events => "events",
            Self::Malformed => "malformed",
        }
    }
}

/// One case for one side.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// The crate that has the service's code for the protocol.
    pub(super) module: String,
    /// Shape ids.
    pub(super) service: String,
    pub(super) operation: String,
    pub(super) protocol: String,
    /// The error that carries the case.
    pub(super) error: Option<String>,
    pub(super) kind: Kind,
    pub(super) side: Side,
    /// The case as the model has it.
    pub(super) test: Value,
}

impl Case {
    pub(super) fn id(&self) -> &str {
        self.test["id"].as_str().unwrap_or("(without id)")
    }

    /// The protocol's name without its namespace.
    pub(super) fn protocol_name(&self) -> &str {
        let name = self.protocol.split_once('#');
        name.map_or(self.protocol.as_str(), |(_, name)| name)
    }

    /// The message that the case is about, for kinds that are about one.
    pub(super) fn message(&self) -> Message<'_> {
        Message(match self.kind {
            Kind::Malformed => &self.test["request"],
            _ => &self.test,
        })
    }

    pub(super) fn to_json(&self) -> Value {
        json!({
            "module": self.module,
            "service": self.service,
            "operation": self.operation,
            "protocol": self.protocol,
            "error": self.error,
            "kind": self.kind.name(),
            "side": self.side.name(),
            "test": self.test,
        })
    }

    /// `None` where it is not what [`Case::to_json`] makes.
    pub(super) fn from_json(json: &Value) -> Option<Self> {
        let text = |name: &str| json[name].as_str();
        let mut kinds = Kind::ALL.into_iter();
        let mut sides = Side::ALL.into_iter();
        Some(Self {
            module: text("module")?.to_owned(),
            service: text("service")?.to_owned(),
            operation: text("operation")?.to_owned(),
            protocol: text("protocol")?.to_owned(),
            error: text("error").map(str::to_owned),
            kind: kinds.find(|kind| text("kind") == Some(kind.name()))?,
            side: sides.find(|side| text("side") == Some(side.name()))?,
            test: json["test"].clone(),
        })
    }
}
