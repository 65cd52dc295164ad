//! Streams of events, whose types only the generated crates know.

use serde_json::Value as Json;
use tinsmith::event_stream::{EventError, EventStream};
use tinsmith::rt::operation::Operation;
use tinsmith::rt::value::{Field, Slot, Union, Value, Variant};

use crate::conformance::{compare, params};

/// The members of an operation that stream events.
#[derive(Debug)]
pub struct Streams<O: Operation> {
    /// That of the input.
    pub input: Option<fn(&mut O::Input) -> &mut dyn Typed>,
    /// That of the output.
    pub output: Option<fn(&mut O::Output) -> &mut dyn Typed>,
}

/// What came in place of an event, or of a whole message.
#[derive(Debug)]
pub struct Failure {
    /// The shape id of an error of the model.
    pub error: Option<String>,
    /// What it says.
    pub text: String,
}

/// A stream of events of one union.
pub trait Typed {
    /// Fills the stream with events that hold `params`; those that the model does not know
    /// are left out.
    fn fill(&mut self, params: &[&Json]) -> Result<(), String>;

    /// Reads the stream to its end, or to a failure, and compares its events with `params`.
    fn compare(&mut self, params: &[&Json]) -> Result<Option<Failure>, String>;
}

impl<U: Union + Field + 'static> Typed for EventStream<U> {
    fn fill(&mut self, params: &[&Json]) -> Result<(), String> {
        let known = params.iter().filter(|it| !it.is_null());
        let events = known.map(|it| event::<U>(it));
        *self = events.collect::<Result<Vec<_>, _>>()?.into();
        Ok(())
    }

    fn compare(&mut self, params: &[&Json]) -> Result<Option<Failure>, String> {
        for params in params {
            match self.next_blocking() {
                Some(Ok(found)) if params.is_null() => {
                    return Err(format!("expected no event of the model, found {found:?}"));
                }
                Some(Ok(found)) => compare::unions(&event::<U>(params)?, &found)?,
                Some(Err(error)) => return Ok(Some(failure(&error))),
                None => return Err(format!("expected the event {params}, found none")),
            }
        }
        match self.next_blocking() {
            Some(Ok(found)) => Err(format!("expected no more events, found {found:?}")),
            Some(Err(error)) => Ok(Some(failure(&error))),
            None => Ok(None),
        }
    }
}

fn event<U: Union + Field>(params: &Json) -> Result<U, String> {
    let mut event = U::blank();
    match event.slot() {
        Slot::Union(union) => params::fill_union(union, params)?,
        _ => return Err("a stream of something else than a union".to_owned()),
    }
    Ok(event)
}

fn failure<U: Union>(error: &EventError<U>) -> Failure {
    let exception = match error {
        EventError::Exception(exception) => match exception.variant() {
            Variant::Known(_, Value::Structure(error)) => Some(error),
            _ => None,
        },
        _ => None,
    };
    Failure {
        error: exception.map(|it| it.schema().id.to_string()),
        text: error.to_string(),
    }
}
