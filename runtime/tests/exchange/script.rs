//! A transport that answers from a script, a clock moved by hand, and repeatable random numbers.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tinsmith::Timestamp;
use tinsmith::body::{Body, Chunks};
use tinsmith::clock::Clock;
use tinsmith::entropy::Entropy;
use tinsmith::future::BoxFuture;
use tinsmith::transport::{BlockingTransport, Transport, TransportError, TransportErrorKind};

/// 2030-01-01T00:00:00Z.
pub(crate) const START: Timestamp = Timestamp::new(1_893_456_000, 0);

/// The answer to a request.
pub(crate) enum Answer {
    Response(Response<Body>),
    Failure(TransportErrorKind),
    /// Never answers.
    Silence,
    /// Answers after this time.
    Late(Duration, Response<Body>),
    /// Sets the time of day forward, then answers.
    Forth(Duration, Box<Self>),
    /// Sets the time of day back, then answers.
    Back(Duration, Box<Self>),
}

pub(crate) fn reply(status: u16, body: &str) -> Answer {
    reply_with(status, &[], body)
}

pub(crate) fn reply_with(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    Answer::Response(response(status, headers, Body::from(body.to_owned())))
}

pub(crate) fn response(status: u16, headers: &[(&str, &str)], body: Body) -> Response<Body> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body).unwrap()
}

pub(crate) fn error(status: u16, code: &str) -> Answer {
    reply(
        status,
        &format!(r#"{{"__type":"ns#{code}","message":"because"}}"#),
    )
}

pub(crate) fn ready() -> Answer {
    reply(200, r#"{"state":"ready"}"#)
}

/// A body of chunks that then ends or breaks off; counts the chunks that were read.
pub(crate) struct Pieces {
    pub(crate) left: VecDeque<Bytes>,
    pub(crate) cut: bool,
    pub(crate) taken: Arc<Mutex<usize>>,
}

impl Chunks for Pieces {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        *self.taken.lock().unwrap() += 1;
        Poll::Ready(match self.left.pop_front() {
            Some(chunk) => Some(Ok(chunk)),
            None if self.cut => Some(Err(broken(TransportErrorKind::Disconnected))),
            None => None,
        })
    }
}

pub(crate) fn broken(kind: TransportErrorKind) -> TransportError {
    TransportError::new(kind, "scripted")
}

/// A request that was sent.
pub(crate) struct Sent {
    pub(crate) request: Request<Bytes>,
    pub(crate) at: Timestamp,
    pub(crate) timeout: Option<Duration>,
}

impl Sent {
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.request.headers().get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn body(&self) -> serde_json::Value {
        serde_json::from_slice(self.request.body()).unwrap()
    }
}

/// The environment of the client.
#[derive(Clone, Default)]
pub(crate) struct World(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: VecDeque<Answer>,
    sent: Vec<Sent>,
    passed: Duration,
    /// By how much the time of day was set forward and back.
    set: (Duration, Duration),
    slept: Vec<Duration>,
}

impl World {
    pub(crate) fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let world = Self::default();
        world.expect(answers);
        world
    }

    /// Adds answers to the script.
    pub(crate) fn expect(&self, answers: impl IntoIterator<Item = Answer>) {
        self.0.lock().unwrap().answers.extend(answers);
    }

    pub(crate) fn sent(&self) -> Vec<Sent> {
        std::mem::take(&mut self.0.lock().unwrap().sent)
    }

    pub(crate) fn slept(&self) -> Vec<Duration> {
        std::mem::take(&mut self.0.lock().unwrap().slept)
    }

    fn answer(&self, request: Request<Body>, timeout: Option<Duration>) -> Answer {
        let request = request.map(|body| body.as_bytes().cloned().unwrap());
        let at = self.now();
        let mut state = self.0.lock().unwrap();
        state.sent.push(Sent {
            request,
            at,
            timeout,
        });
        let mut answer = state.answers.pop_front().expect("the script is over");
        loop {
            answer = match answer {
                Answer::Forth(span, then) => {
                    state.set.0 += span;
                    *then
                }
                Answer::Back(span, then) => {
                    state.set.1 += span;
                    *then
                }
                answer => return answer,
            }
        }
    }

    pub(crate) fn pass(&self, span: Duration) {
        self.0.lock().unwrap().passed += span;
    }

    /// Sets the time of day forward without letting time pass.
    pub(crate) fn set_forth(&self, span: Duration) {
        self.0.lock().unwrap().set.0 += span;
    }

    /// Sets the time of day back.
    pub(crate) fn set_back(&self, span: Duration) {
        self.0.lock().unwrap().set.1 += span;
    }
}

impl Clock for World {
    fn now(&self) -> Timestamp {
        let state = self.0.lock().unwrap();
        let (forth, back) = state.set;
        START.plus(state.passed).plus(forth).minus(back)
    }

    fn monotonic(&self) -> Duration {
        self.0.lock().unwrap().passed
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.sleep_blocking(span) })
    }

    fn sleep_blocking(&self, span: Duration) {
        self.pass(span);
        self.0.lock().unwrap().slept.push(span);
    }
}

impl Transport for World {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            match self.answer(request, None) {
                Answer::Response(response) => Ok(response),
                Answer::Failure(kind) => Err(broken(kind)),
                Answer::Late(span, response) => {
                    self.pass(span);
                    Ok(response)
                }
                Answer::Silence | Answer::Forth(..) | Answer::Back(..) => {
                    std::future::pending().await
                }
            }
        })
    }
}

impl BlockingTransport for World {
    fn send(
        &self,
        request: Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        match self.answer(request, timeout) {
            Answer::Response(response) => Ok(response),
            Answer::Failure(kind) => Err(broken(kind)),
            Answer::Silence | Answer::Forth(..) | Answer::Back(..) => {
                self.sleep_blocking(timeout.expect("no timeout to end the silence"));
                Err(broken(TransportErrorKind::Timeout))
            }
            Answer::Late(span, response) => {
                self.pass(span);
                Ok(response)
            }
        }
    }
}

/// A source of random numbers that always returns the same number.
pub(crate) struct Constant(pub(crate) u64);

impl Entropy for Constant {
    fn next(&self) -> u64 {
        self.0
    }
}

/// The jitter of a call with this seed: `SplitMix64`, after two numbers for the call's ID.
pub(crate) fn jitter(seed: u64) -> impl Iterator<Item = f64> {
    let numbers = (1_u64..).map(move |step| {
        let mut mixed = seed.wrapping_add(step.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    });
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact in an f64")]
    let fraction = |number: u64| (number >> 11) as f64 / (1_u64 << 53) as f64;
    numbers.skip(2).map(fraction)
}
