//! Runs the protocol suites that models carry (`smithy.test`) against generated clients.
//!
//! Two programs share this module. The command reads the models, generates their services into
//! crates and builds them; the program of those crates runs the cases, since only it has the
//! types, and says what came of each. What a case expects stays data on both sides.

pub(crate) mod body;
mod case;
mod client;
mod compare;
mod events;
mod expect;
pub(crate) mod headers;
mod malformed;
pub(crate) mod message;
pub(crate) mod params;
mod report;
mod runner;
mod server;
mod settings;

#[cfg(feature = "generate")]
mod command;
#[cfg(feature = "generate")]
mod numbers;
#[cfg(feature = "generate")]
mod package;
#[cfg(feature = "generate")]
mod parameters;
#[cfg(feature = "generate")]
mod rules;
#[cfg(feature = "generate")]
mod suite;

#[cfg(feature = "generate")]
pub use self::command::{Request, corpora, run};
pub use self::compare::{structures as compare, unions as compare_unions};
pub use self::events::{Failure as StreamFailure, Streams, Typed};
pub use self::report::{Failure, Report, Verdict};
pub use self::runner::{Registered, run as run_cases};
