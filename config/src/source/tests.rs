//! Sources by their charts, without any IO: what they are told, and what they want.

mod container;
mod instance;
mod role;
mod sso;

use std::fmt::Debug;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value as Json;
use tinsmith::Timestamp;
use tinsmith::transport::{TransportError, TransportErrorKind};

use crate::files::Files;
use crate::files::grammar::Kind;
use crate::settings::Settings;
use crate::step::{CallError, Event, Failure, FailureKind, Source, Step};

const NOW: Timestamp = Timestamp::new(1_640_439_000, 0);

/// Settings of these variables and this file.
fn settings(variables: &Json, config: &str) -> Settings {
    let mut files = Files::default();
    files.add(Kind::Config, "config", config).unwrap();
    let variables = variables.clone();
    let get = move |name: &str| Some(variables[name].as_str()?.to_owned());
    Settings::new(Arc::new(get), Arc::new(files), "default".to_owned())
}

fn response(status: u16, body: &str) -> Event {
    let body = Bytes::from(body.to_owned());
    Event::Response(Response::builder().status(status).body(body).unwrap())
}

fn silence() -> Event {
    let nobody = io::Error::other("nobody is there");
    Event::Failed(TransportError::new(TransportErrorKind::Connect, nobody))
}

/// The answer of an operation that refuses.
fn refusal(code: &str, message: &str) -> Event {
    Event::Called(Err(CallError {
        code: Some(code.to_owned()),
        #[cfg(feature = "login")]
        status: Some(http::StatusCode::BAD_REQUEST),
        message: message.to_owned(),
    }))
}

/// The request that a step sends.
#[track_caller]
fn request<T: Debug>(step: Step<T>) -> Request<Bytes> {
    match step {
        Step::Send(request, _) => *request,
        Step::Done(done) => panic!("it is over: {done:?}"),
        _ => panic!("nothing is sent"),
    }
}

#[track_caller]
fn found<T>(step: Step<T>) -> T {
    match step {
        Step::Done(Ok(found)) => found,
        Step::Done(Err(failure)) => panic!("{failure}"),
        _ => panic!("it is not over"),
    }
}

#[track_caller]
fn failure<T: Debug>(step: Step<T>) -> Failure {
    match step {
        Step::Done(Err(failure)) => failure,
        Step::Done(Ok(found)) => panic!("{found:?}"),
        _ => panic!("it is not over"),
    }
}

/// Tells a source what happened, as long as it only pauses.
fn tell<T>(source: &mut dyn Source<T>, event: Event) -> Step<T> {
    let mut step = source.next(NOW, event);
    while matches!(step, Step::Sleep(_)) {
        step = source.next(NOW, Event::Elapsed);
    }
    step
}

fn is_transient(failure: &Failure) -> bool {
    failure.kind == FailureKind::Transient
}
