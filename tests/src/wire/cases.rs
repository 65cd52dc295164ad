//! The cases: what is called, and what must come of it. One and the same for every adapter, but
//! for what an adapter's library cannot carry, which is refused before anything is sent.

mod bodies;
mod connections;
mod faults;
mod hosts;
mod keys;
mod labels;
mod limits;
mod presigned;
mod protocols;
mod redirects;
mod responses;
mod retries;
mod stalls;
mod streams;
mod tls;
mod trailers;
mod uploads;

use super::adapters::Adapter;

/// Fails with what is not as it must be.
pub(crate) type Outcome = Result<(), String>;

/// Something that every adapter must do right.
pub(crate) struct Case {
    /// What it is about.
    pub(crate) group: &'static str,
    /// What happens in it.
    pub(crate) name: String,
    /// Has an adapter do it.
    pub(crate) run: Box<dyn Fn(Adapter) -> Outcome + Send + Sync>,
    /// Why an adapter cannot show it here.
    pub(crate) skip: Option<fn(Adapter) -> Option<&'static str>>,
}

impl Case {
    fn new(
        group: &'static str,
        name: impl Into<String>,
        run: impl Fn(Adapter) -> Outcome + Send + Sync + 'static,
    ) -> Self {
        Self {
            group,
            name: name.into(),
            run: Box::new(run),
            skip: None,
        }
    }

    /// The case, which is left out for an adapter where `skip` gives a reason.
    fn unless(mut self, skip: fn(Adapter) -> Option<&'static str>) -> Self {
        self.skip = Some(skip);
        self
    }
}

/// All cases.
pub(crate) fn all() -> Vec<Case> {
    [
        protocols::cases(),
        keys::cases(),
        labels::cases(),
        hosts::cases(),
        bodies::cases(),
        streams::cases(),
        trailers::cases(),
        retries::cases(),
        redirects::cases(),
        responses::cases(),
        faults::cases(),
        connections::cases(),
        uploads::cases(),
        limits::cases(),
        stalls::cases(),
        tls::cases(),
        presigned::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Fails where two things differ.
fn equal<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, wanted: &T) -> Outcome {
    if found == wanted {
        Ok(())
    } else {
        Err(format!("{what}: found {found:?}, instead of {wanted:?}"))
    }
}
