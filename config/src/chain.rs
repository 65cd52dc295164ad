//! The chain: which providers are asked for credentials, in which order, and where it ends.
//!
//! The chain skips a provider that is not configured. One that is configured is final: a role that
//! cannot be assumed must not turn into that of the instance.
//!
//! Pure, as its sources are: the whole chain is one lookup.

mod assemble;

use std::fmt;
use std::sync::Arc;

use tinsmith::credentials::{CredentialsError, ProvideCredentials, Resolved};
use tinsmith::{Credentials, Timestamp};

pub(crate) use assemble::Assembly;

use crate::report::{Outcome, Tried};
use crate::step::{Event, Failure, FailureKind, Source, Step, unexpected};

/// Where credentials may come from, in the order in which the chain asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provider {
    /// `AWS_ACCESS_KEY_ID` and the variables that go with it; left out where a profile is chosen in
    /// code.
    Environment,
    /// A profile of the shared files, with all that it may lead to.
    Profile,
    /// A token in a file, and the role that it is for: `AWS_WEB_IDENTITY_TOKEN_FILE` and
    /// `AWS_ROLE_ARN`.
    WebIdentity,
    /// The endpoint of a container in ECS or EKS.
    Container,
    /// The metadata service of an EC2 instance.
    InstanceMetadata,
}

impl Provider {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::Environment,
        Self::Profile,
        Self::WebIdentity,
        Self::Container,
        Self::InstanceMetadata,
    ];
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Environment => "environment",
            Self::Profile => "profile",
            Self::WebIdentity => "web identity",
            Self::Container => "container",
            Self::InstanceMetadata => "instance metadata",
        })
    }
}

/// One source of the chain.
#[derive(Clone, Debug)]
pub(crate) enum Link {
    Known(Provider),
    /// A source of the user's.
    Own(Arc<dyn ProvideCredentials>),
}

/// A way through the chain.
#[derive(Debug)]
pub(crate) struct Search<'a> {
    assembly: &'a Assembly,
    at: usize,
    current: Option<Box<dyn Source>>,
    pub(crate) tried: Vec<Tried>,
}

impl<'a> Search<'a> {
    pub(crate) fn new(assembly: &'a Assembly) -> Self {
        Self {
            assembly,
            at: 0,
            current: None,
            tried: Vec::new(),
        }
    }

    /// Asks the next link; at the end, nothing was found.
    fn go_on(&mut self, now: Timestamp) -> Step {
        let Some(link) = self.assembly.links.get(self.at) else {
            return Step::Done(Err(Failure::absent("nothing was found")));
        };
        match link {
            Link::Own(source) => Step::Provide(Arc::clone(source)),
            Link::Known(provider) => match self.assembly.source(*provider) {
                Ok(source) => {
                    self.current = Some(source);
                    self.advance(now, Event::Start)
                }
                Err(failure) => self.failed(now, failure),
            },
        }
    }

    fn advance(&mut self, now: Timestamp, event: Event) -> Step {
        let Some(source) = &mut self.current else {
            return unexpected();
        };
        match source.next(now, event) {
            Step::Done(Ok(keys)) => self.found(keys),
            Step::Done(Err(failure)) => self.failed(now, failure),
            step => step,
        }
    }

    fn found(&mut self, keys: Credentials) -> Step {
        self.note(Outcome::Found(keys.access_key_id().to_owned()));
        Step::Done(Ok(keys))
    }

    /// A failure ends the search, unless it means that there is nothing.
    fn failed(&mut self, now: Timestamp, failure: Failure) -> Step {
        self.note(match failure.kind {
            FailureKind::Absent => Outcome::Absent(failure.what.clone()),
            FailureKind::Transient | FailureKind::NonRecoverable => {
                Outcome::Failed(failure.what.clone())
            }
        });
        if failure.kind != FailureKind::Absent {
            return Step::Done(Err(failure));
        }
        self.at += 1;
        self.current = None;
        self.go_on(now)
    }

    fn note(&mut self, outcome: Outcome) {
        let name = match self.assembly.links.get(self.at) {
            Some(Link::Known(Provider::Profile)) => format!("profile `{}`", self.assembly.profile),
            Some(Link::Known(provider)) => provider.to_string(),
            Some(Link::Own(_)) | None => "your source".to_owned(),
        };
        self.tried.push(Tried { name, outcome });
    }

    fn provided(&mut self, now: Timestamp, answer: Resolved) -> Step {
        match answer {
            Ok(Some(keys)) => self.found(keys),
            Ok(None) => self.failed(now, Failure::absent("it has none")),
            Err(error) => {
                let what = error.to_string();
                self.failed(
                    now,
                    match error {
                        CredentialsError::Absent(_) => Failure::absent(what),
                        CredentialsError::NonRecoverable(_) => Failure::non_recoverable(what),
                        _ => Failure::transient(what),
                    },
                )
            }
        }
    }

    /// The providers that were not asked.
    pub(crate) fn left(&self) -> impl Iterator<Item = Provider> {
        let left = self.assembly.links.iter().skip(self.at + 1);
        left.filter_map(|link| match link {
            Link::Known(provider) => Some(*provider),
            Link::Own(_) => None,
        })
    }
}

impl Source for Search<'_> {
    fn next(&mut self, now: Timestamp, event: Event) -> Step {
        match event {
            Event::Start => self.go_on(now),
            Event::Provided(answer) => self.provided(now, answer),
            event => self.advance(now, event),
        }
    }
}
