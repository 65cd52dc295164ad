//! A service for tests: answers operations with closures, in process or over loopback.
//!
//! It speaks the server side of the protocol of its operations. It verifies no signatures and
//! keeps no state of its own; a closure determines the answer, and how long it takes.

mod encoding;
mod http1;
mod server;
mod streams;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};

use crate::codec::Limits;
use crate::codec::json::fill_defaults;
use crate::io::body::Body;
use crate::io::transport::{BlockingTransport, Transport, TransportError};
use crate::model::operation::{
    Operation, OperationSchema, Service, ServiceError, ServiceSchema, Unmodelled,
};
use crate::model::value::Field;
use crate::protocol::{Rejection, ServiceProtocol};
use crate::util::future::BoxFuture;

pub use server::Server;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

type Answer = dyn Fn(&Request<Bytes>, &Limits) -> Response<Body> + Send + Sync;
type Raw = dyn Fn(&Request<Bytes>) -> Option<Response<Bytes>> + Send + Sync;

/// A service that answers with closures.
///
/// Each closure answers one operation, and returns its output or one of its errors; the [front
/// page](crate) has an example. [`Fake::serve`] serves it on a port:
///
/// ```
/// let server = tinsmith::fake::Fake::new().serve()?;
/// assert!(server.url().starts_with("http://127.0.0.1:"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// A fake is also a [`Transport`] and a [`BlockingTransport`]. Clones share the recorded
/// requests.
#[derive(Clone, Default)]
pub struct Fake {
    raw: Vec<Arc<Raw>>,
    handlers: Vec<Handler>,
    recorded: Arc<Mutex<Vec<Recorded>>>,
    limits: Limits,
}

#[derive(Clone)]
struct Handler {
    service: &'static ServiceSchema,
    protocol: &'static dyn ServiceProtocol,
    operation: &'static OperationSchema,
    answer: Arc<Answer>,
}

/// A request that a [`Fake`] received.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Recorded {
    /// The name of the operation, if the request names a known one.
    pub operation: Option<&'static str>,
    /// The request as received.
    pub request: Request<Bytes>,
}

impl Fake {
    /// A service without operations.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers `Op` with the result of `answer` for its input; a later call for the same
    /// operation replaces it.
    ///
    /// Errors that the model lists have its status; others have 400, or 500 and 503 if their code
    /// is one of the well-known server errors. An operation whose protocol has no server side
    /// stays unknown.
    #[must_use]
    pub fn on<Op: Operation>(
        mut self,
        answer: impl Fn(Op::Input) -> Result<Op::Output, Op::Error> + Send + Sync + 'static,
    ) -> Self {
        let service = Op::Service::SCHEMA;
        let Some(protocol) = service.protocol.service() else {
            return self;
        };
        let handler = Handler {
            service,
            protocol,
            operation: Op::SCHEMA,
            answer: Arc::new(move |request, limits| {
                respond::<Op>(protocol, &answer, request, limits)
            }),
        };
        self.handlers.insert(0, handler);
        self
    }

    /// Calls `answer` before all operations; if it returns `None`, the request continues to the
    /// next.
    #[must_use]
    pub fn raw(
        mut self,
        answer: impl Fn(&Request<Bytes>) -> Option<Response<Bytes>> + Send + Sync + 'static,
    ) -> Self {
        self.raw.push(Arc::new(answer));
        self
    }

    /// The maximum memory for the input of a request, or for one event of its stream, in bytes.
    /// If unset, 48 MiB, or six times the length of a request longer than 8 MiB. `usize::MAX` is
    /// no limit. A request that needs more is a `SerializationException`.
    #[must_use]
    pub const fn max_decoded_bytes(mut self, limit: usize) -> Self {
        self.limits.memory = Some(limit);
        self
    }

    /// Answers one request; a stream in the answer is read to its end. See
    /// [`respond`](Self::respond).
    pub fn handle(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let (head, body) = self.respond(request).into_parts();
        match crate::util::future::block_on(body.collect(usize::MAX)) {
            Ok(body) => Response::from_parts(head, body),
            Err(incomplete) => plain(
                StatusCode::INTERNAL_SERVER_ERROR,
                incomplete.error.to_string(),
            ),
        }
    }

    /// Answers one request. The stream of an input is read before the closure is called; the
    /// stream of an output is read while the response is sent. Signatures of events are not
    /// verified.
    ///
    /// An unknown operation is an `UnknownOperationException`, an input that cannot be decoded is
    /// a `SerializationException`, both with status 400. Every response has an
    /// `x-amzn-requestid`.
    pub fn respond(&self, request: &Request<Bytes>) -> Response<Body> {
        let routed = self.route(request);
        let number = self.record(routed, request);
        let raw = self.raw.iter().find_map(|answer| answer(request));
        let mut response = match raw {
            Some(raw) => raw.map(Body::from),
            None => self.answer(routed, request),
        };
        response
            .headers_mut()
            .entry(REQUEST_ID)
            .or_insert_with(|| request_id(number));
        response
    }

    /// The requests so far, in the order of their arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        let recorded = self.recorded.lock();
        recorded.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The inputs with which `Op` was called so far, except those that could not be decoded.
    pub fn inputs<Op: Operation>(&self) -> Vec<Op::Input> {
        let Some(protocol) = Op::Service::SCHEMA.protocol.service() else {
            return Vec::new();
        };
        let requests = self.requests().into_iter();
        let of_operation = requests.filter(|it| it.operation == Some(Op::SCHEMA.id.name));
        let read = of_operation.map(|it| read_input::<Op>(protocol, &it.request, &self.limits));
        read.filter_map(Result::ok).collect()
    }

    /// Serves over HTTP on a free port of the loopback interface, until the server is dropped.
    pub fn serve(&self) -> std::io::Result<Server> {
        Server::start(self.clone())
    }

    fn route(&self, request: &Request<Bytes>) -> Option<&'static OperationSchema> {
        let mut handlers = self.handlers.iter();
        handlers.find_map(|it| it.protocol.route(it.service, request))
    }

    /// Records the request and returns its number.
    fn record(&self, routed: Option<&OperationSchema>, request: &Request<Bytes>) -> usize {
        let recorded = self.recorded.lock();
        let mut recorded = recorded.unwrap_or_else(PoisonError::into_inner);
        recorded.push(Recorded {
            operation: routed.map(|it| it.id.name),
            request: request.clone(),
        });
        recorded.len()
    }

    fn answer(
        &self,
        routed: Option<&'static OperationSchema>,
        request: &Request<Bytes>,
    ) -> Response<Body> {
        let handler = self
            .handlers
            .iter()
            .find(|it| routed.is_some_and(|operation| it.operation.id == operation.id));
        if let Some(handler) = handler {
            return (handler.answer)(request, &self.limits);
        }
        let refused = match (self.handlers.first(), routed) {
            (Some(first), Some(operation)) => refuse(
                first.protocol,
                "UnknownOperationException",
                format!("no answer was given for {}", operation.id),
            ),
            (Some(first), None) => {
                let refusal = first.protocol.refuse_unrouted(first.service, request);
                refused(first.protocol, &refusal)
            }
            (None, _) => plain(StatusCode::NOT_FOUND, "no operation is known"),
        };
        refused.map(Body::from)
    }
}

/// Runs an operation, from request to response.
fn respond<Op: Operation>(
    protocol: &dyn ServiceProtocol,
    answer: &dyn Fn(Op::Input) -> Result<Op::Output, Op::Error>,
    request: &Request<Bytes>,
    limits: &Limits,
) -> Response<Body> {
    let service = Op::Service::SCHEMA;
    let input = match read_input::<Op>(protocol, request, limits) {
        Ok(input) => input,
        Err(refusal) => return refused(protocol, &refusal).map(Body::from),
    };
    let response = match answer(input) {
        Ok(output) => streams::encode_output(protocol, service, Op::SCHEMA, &output),
        Err(error) => match (error.structure(), error.as_unmodelled()) {
            (Some(structure), _) => protocol
                .encode_error(service, Op::SCHEMA, structure)
                .map(|it| it.map(Body::from)),
            (None, Some(error)) => {
                let response = protocol.encode_unmodelled(error, status(&error.code));
                Ok(response.map(Body::from))
            }
            (None, None) => {
                return refuse(protocol, "InternalFailure", error.to_string()).map(Body::from);
            }
        },
    };
    response.unwrap_or_else(|error| {
        refuse(protocol, "InternalFailure", error.to_string()).map(Body::from)
    })
}

fn read_input<Op: Operation>(
    protocol: &dyn ServiceProtocol,
    request: &Request<Bytes>,
    limits: &Limits,
) -> Result<Op::Input, Rejection> {
    let mut input = Op::Input::blank();
    let service = Op::Service::SCHEMA;
    streams::decode_request(protocol, service, Op::SCHEMA, request, &mut input, limits)?;
    fill_defaults(&mut input)?;
    Ok(input)
}

fn refused(protocol: &dyn ServiceProtocol, refusal: &Rejection) -> Response<Bytes> {
    let error = Unmodelled::new(refusal.code).with_message(refusal.error.to_string());
    protocol.encode_unmodelled(&error, refusal.status)
}

fn refuse(protocol: &dyn ServiceProtocol, code: &str, message: String) -> Response<Bytes> {
    let error = Unmodelled::new(code).with_message(message);
    protocol.encode_unmodelled(&error, status(code))
}

/// The status of AWS services for an error that is not modelled.
fn status(code: &str) -> StatusCode {
    match code {
        "InternalFailure" | "InternalServerError" | "InternalError" => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
        "ServiceUnavailable" | "ServiceUnavailableException" => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_REQUEST,
    }
}

fn plain(status: StatusCode, text: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    response
}

fn request_id(number: usize) -> HeaderValue {
    let text = format!("00000000-0000-4000-8000-{number:012}");
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("unknown"))
}

impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operations = self.handlers.iter().map(|it| it.operation.id);
        f.debug_struct("Fake")
            .field("operations", &operations.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl Transport for Fake {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect(usize::MAX).await.map_err(|it| it.error)?;
            Ok(self.respond(&Request::from_parts(parts, body)))
        })
    }
}

impl BlockingTransport for Fake {
    fn send(
        &self,
        request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        crate::util::future::block_on(Transport::send(self, request))
    }
}
