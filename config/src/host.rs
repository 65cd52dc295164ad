//! The drivers of sources: they read files, run programs, and send requests and calls. No other
//! module does IO.

mod call;
mod file_system;
mod program;

use std::fmt;
use std::future::poll_fn;
use std::io::{self, Read};
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tinsmith::Timestamp;
use tinsmith::body::Body;
use tinsmith::clock::Clock;
use tinsmith::config::Environment;
use tinsmith::future::MaybeSend;
use tinsmith::transport::{BlockingTransport, Transport, TransportError, TransportErrorKind};

pub use file_system::FileSystem;
pub(crate) use file_system::System;

use crate::step::{Event, Failure, Source, Step};

/// How many bytes a metadata service may answer, or a program print.
const MOST: usize = 64 * 1024;

/// Asks a person for the code of an MFA device, by its serial number.
pub(crate) type Prompt = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// The means of the drivers, with a transport of either mode.
#[derive(Clone)]
pub(crate) struct Host<T> {
    pub(crate) transport: T,
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) environment: Environment,
    /// The region that is set in code.
    pub(crate) region: Option<String>,
    pub(crate) files: Arc<dyn FileSystem>,
    pub(crate) prompt: Option<Prompt>,
}

impl<T> fmt::Debug for Host<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Host")
    }
}

/// The time during a lookup that began at `start`.
struct Watch<'a> {
    start: Timestamp,
    clock: Option<&'a dyn Clock>,
    began: Duration,
}

impl<'a> Watch<'a> {
    fn new(start: Timestamp, clock: Option<&'a dyn Clock>) -> Self {
        let began = clock.map_or(Duration::ZERO, Clock::monotonic);
        Self {
            start,
            clock,
            began,
        }
    }

    fn now(&self) -> Timestamp {
        let now = self.clock.map_or(self.began, Clock::monotonic);
        self.start.plus(now.saturating_sub(self.began))
    }
}

/// The steps that are done at once.
impl<T> Host<T> {
    fn read(&self, path: &Path) -> Event {
        Event::File(self.files.read(path))
    }

    fn write(&self, path: &Path, contents: &[u8]) -> Event {
        // A file that cannot be written is no reason to do without what should be in it.
        let _ = self.files.write(path, contents);
        Event::Written
    }

    fn ask(&self, serial: &str) -> Event {
        let prompt = self.prompt.as_ref();
        Event::Answered(prompt.and_then(|prompt| prompt(serial)))
    }
}

/// A lookup that stores its result, so that each driver is compiled once.
struct Keeping<'a, R> {
    source: &'a mut dyn Source<R>,
    found: Option<R>,
}

impl<R> fmt::Debug for Keeping<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl<R: MaybeSend> Source<()> for Keeping<'_, R> {
    fn next(&mut self, now: Timestamp, event: Event) -> Step<()> {
        let step = self.source.next(now, event);
        step.or_done(|found| {
            self.found = Some(found);
            Step::Done(Ok(()))
        })
    }
}

impl<'a, R> Keeping<'a, R> {
    fn new(source: &'a mut dyn Source<R>) -> Self {
        Self {
            source,
            found: None,
        }
    }

    fn found(self, ended: Result<(), Failure>) -> Result<R, Failure> {
        let nothing = || Failure::absent("the lookup ended without an answer");
        ended.and_then(|()| self.found.ok_or_else(nothing))
    }
}

/// Carries out a lookup without blocking.
pub(crate) async fn run<R: MaybeSend>(
    host: &Host<Arc<dyn Transport>>,
    start: Timestamp,
    source: &mut dyn Source<R>,
) -> Result<R, Failure> {
    let mut keeping = Keeping::new(source);
    let ended = drive(host, start, &mut keeping).await;
    keeping.found(ended)
}

async fn drive(
    host: &Host<Arc<dyn Transport>>,
    start: Timestamp,
    source: &mut dyn Source<()>,
) -> Result<(), Failure> {
    let watch = Watch::new(start, host.clock.as_deref());
    let mut event = Event::Start;
    loop {
        let step = source.next(watch.now(), event);
        event = match step {
            Step::Read(path) => host.read(&path),
            Step::Write(path, contents) => host.write(&path, &contents),
            Step::Ask(serial) => host.ask(&serial),
            Step::Run(command) => Event::Ran(program::run(command).await),
            Step::Send(request, limit) => send(host, *request, limit).await,
            Step::Call(call) => Event::Called(host.call(*call).await),
            Step::Provide(source) => Event::Provided(source.provide(watch.now()).get().await),
            Step::Sleep(span) => {
                if let Some(clock) = &host.clock {
                    clock.sleep(span).await;
                }
                Event::Elapsed
            }
            Step::Done(result) => return result,
        };
    }
}

/// Carries out a lookup on the calling thread.
pub(crate) fn run_blocking<R: MaybeSend>(
    host: &Host<Arc<dyn BlockingTransport>>,
    start: Timestamp,
    source: &mut dyn Source<R>,
) -> Result<R, Failure> {
    let mut keeping = Keeping::new(source);
    let ended = drive_blocking(host, start, &mut keeping);
    keeping.found(ended)
}

fn drive_blocking(
    host: &Host<Arc<dyn BlockingTransport>>,
    start: Timestamp,
    source: &mut dyn Source<()>,
) -> Result<(), Failure> {
    let watch = Watch::new(start, host.clock.as_deref());
    let mut event = Event::Start;
    loop {
        let step = source.next(watch.now(), event);
        event = match step {
            Step::Read(path) => host.read(&path),
            Step::Write(path, contents) => host.write(&path, &contents),
            Step::Ask(serial) => host.ask(&serial),
            Step::Run(command) => Event::Ran(program::run_blocking(&command)),
            Step::Send(request, limit) => send_blocking(host, *request, limit),
            Step::Call(call) => Event::Called(host.call_blocking(*call)),
            Step::Provide(source) => Event::Provided(source.provide(watch.now()).wait()),
            Step::Sleep(span) => {
                if let Some(clock) = &host.clock {
                    clock.sleep_blocking(span);
                }
                Event::Elapsed
            }
            Step::Done(result) => return result,
        };
    }
}

async fn send(host: &Host<Arc<dyn Transport>>, request: Request<Bytes>, limit: Duration) -> Event {
    let answer = async {
        let response = host.transport.send(request.map(Body::from)).await?;
        let (head, body) = response.into_parts();
        let body = body
            .collect(MOST)
            .await
            .map_err(|incomplete| incomplete.error)?;
        Ok(Response::from_parts(head, body))
    };
    let mut answer = pin!(answer);
    let mut alarm = host.clock.as_ref().map(|clock| clock.sleep(limit));
    let answer = poll_fn(|context| {
        if let Poll::Ready(answer) = answer.as_mut().poll(context) {
            return Poll::Ready(answer);
        }
        match &mut alarm {
            Some(alarm) => alarm.as_mut().poll(context).map(|()| Err(too_late(limit))),
            None => Poll::Pending,
        }
    });
    answered(answer.await)
}

fn send_blocking(
    host: &Host<Arc<dyn BlockingTransport>>,
    request: Request<Bytes>,
    limit: Duration,
) -> Event {
    let sent = host.transport.send(request.map(Body::from), Some(limit));
    let read = |response: Response<Body>| -> Result<_, TransportError> {
        let (head, body) = response.into_parts();
        let mut body = body.into_reader();
        let read = read_to_end(&mut |buffer| body.read(buffer));
        let bytes = read.map_err(TransportError::from_io)?;
        Ok(Response::from_parts(head, Bytes::from(bytes)))
    };
    answered(sent.and_then(read))
}

/// The bytes that `read` returns until its end. `std`'s function of this name would be compiled for
/// each reader.
fn read_to_end(read: &mut dyn FnMut(&mut [u8]) -> io::Result<usize>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(count) => bytes.extend_from_slice(buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if bytes.len() > MOST {
            return Err(io::Error::other("there are more than 64 kB"));
        }
    }
}

fn answered(answer: Result<Response<Bytes>, TransportError>) -> Event {
    match answer {
        Ok(response) => Event::Response(response),
        Err(error) => Event::Failed(error),
    }
}

fn too_late(limit: Duration) -> TransportError {
    let what = io::Error::other(format!("no answer within {limit:?}"));
    TransportError::new(TransportErrorKind::Timeout, what)
}
