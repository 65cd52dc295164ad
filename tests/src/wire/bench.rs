//! A service on loopback that verifies what it gets, and a caller of it.

use std::net::TcpListener;

use tinsmith::rt::operation::Operation;

use super::adapters::{Adapter, Caller, Failure, Setup};
use super::server::answer::{Protocol, response};
use super::server::message::Request;
use super::server::tls::Identity;
use super::server::{Answer, Script, Seen, Server, Step, Welcome};
use super::verify::{Keys, Rules, Style};

/// The keys that requests are signed with.
pub(crate) const KEYS: Keys = Keys {
    id: "AKIDEXAMPLE",
    secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    token: None,
};

/// The same in a session.
pub(crate) const SESSION: Keys = Keys {
    token: Some("IQoJb3JpZ2luX2VjE/+Example=="),
    ..KEYS
};

/// What the service like Amazon S3 wants.
pub(crate) const STORE: Rules = Rules {
    service: "s3",
    region: "us-east-1",
    style: Style::S3,
    keys: KEYS,
    protocol: Protocol::S3,
};

/// What the other service wants under `protocol`.
pub(crate) const fn depot(protocol: Protocol) -> Rules {
    Rules {
        service: "depot",
        region: "us-east-1",
        style: Style::Other,
        keys: KEYS,
        protocol,
    }
}

/// An answer that is the same for every request.
pub(crate) fn always(steps: Vec<Step>) -> Answer {
    Box::new(move |_, _| steps.clone())
}

/// An empty success.
pub(crate) fn done() -> Answer {
    always(vec![Step::Send(response(200, &[], b""))])
}

/// A service, and a caller of it.
pub(crate) struct Bench {
    pub(crate) server: Server,
    pub(crate) caller: Caller,
    keys: Keys,
}

impl Bench {
    /// A service that wants what `rules` say and answers with `answer`.
    pub(crate) fn new(adapter: Adapter, rules: Rules, answer: Answer) -> Self {
        let keys = rules.keys.clone();
        let server = Server::start(script(rules, answer));
        Self {
            caller: Caller::new(adapter),
            server,
            keys,
        }
    }

    /// The same at the address of `listener`, with a caller that reaches it.
    pub(crate) fn at(listener: TcpListener, caller: Caller, rules: Rules, answer: Answer) -> Self {
        let keys = rules.keys.clone();
        let server = Server::on(listener, script(rules, answer), true);
        Self {
            server,
            caller,
            keys,
        }
    }

    /// The same with TLS, and a caller that trusts the service.
    pub(crate) fn secure(adapter: Adapter, rules: Rules, answer: Answer) -> Self {
        let keys = rules.keys.clone();
        let identity = Identity::new();
        Self {
            server: Server::secure(script(rules, answer), &identity),
            caller: Caller::trusting(adapter, &identity),
            keys,
        }
    }

    /// A configuration that leads to the service.
    pub(crate) fn setup(&self) -> Setup {
        self.setup_of(&self.server.url())
    }

    /// A configuration with this endpoint.
    pub(crate) fn setup_of(&self, url: &str) -> Setup {
        Setup::new(url, &self.keys)
    }

    /// Calls the service as it is configured, and takes no interest in the output.
    pub(crate) fn call<O: Operation>(&self, input: O::Input) -> Result<(), Failure> {
        self.caller.call::<O>(self.setup(), input).map(drop)
    }

    /// The requests that came, all of which must be as the service wants them.
    pub(crate) fn verified(&self) -> Result<Vec<Request>, String> {
        let verified = |seen: Seen| {
            seen.verdict?;
            seen.request.ok_or_else(|| "not a request".to_owned())
        };
        self.server.seen().into_iter().map(verified).collect()
    }

    /// The only request that came.
    pub(crate) fn only(&self) -> Result<Request, String> {
        let mut requests = self.verified()?;
        match requests.len() {
            1 => Ok(requests.remove(0)),
            count => Err(format!("{count} requests came, instead of one")),
        }
    }

    /// The request that a call ended with well.
    pub(crate) fn sent<T>(&self, result: Result<T, Failure>) -> Result<Request, String> {
        // What the server found says more than what it answered.
        self.verified()?;
        result.map_err(|failure| failure.to_string())?;
        self.only()
    }

    /// Whether a call was refused before anything was sent, and for good.
    pub(crate) fn refused<T>(&self, result: Result<T, Failure>) -> Result<String, String> {
        let heads = self.server.heads();
        match result {
            _ if heads > 0 => {
                let targets = self.server.seen().into_iter();
                let targets = targets.filter_map(|it| it.request);
                let targets = targets.map(|it| format!("{} {}", it.head.method, it.head.target));
                let targets: Vec<String> = targets.collect();
                Err(format!("sent, instead of refused: {targets:?}"))
            }
            Ok(_) => Err("it succeeded without a request".to_owned()),
            Err(failure) if failure.attempts > 1 => Err(format!("tried again: {failure}")),
            Err(failure) => match failure.transport.as_deref() {
                None | Some("Unsendable") => Ok(failure.text),
                Some(_) => Err(format!("failed instead of refused: {failure}")),
            },
        }
    }
}

fn script(rules: Rules, answer: Answer) -> Script {
    Script {
        rules: Some(rules),
        welcome: Welcome::Continue,
        answer,
    }
}
