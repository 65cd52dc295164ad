//! Cases for clients: a call through a transport that keeps the request and gives the response.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{Method, Request, Response};
use tinsmith::body::Body;
use tinsmith::client::{Blocking, Client};
use tinsmith::entropy::Entropy;
use tinsmith::rt::operation::{Operation, Service, ServiceError};
use tinsmith::rt::value::Field;
use tinsmith::transport::{BlockingTransport, TransportError, TransportErrorKind};
use tinsmith::validate::Validation;
use tinsmith::{Config, Credentials, Error, ErrorKind};

use super::case::Case;
use super::message::{Message, drain};
use super::settings::Settings;
use super::{compare, expect, params};

pub(super) fn request<O: Operation>(case: &Case) -> Result<(), String> {
    let mut input = O::Input::blank();
    params::fill(&mut input, &case.test["params"])?;
    let wire = Wire::new(Response::new(Bytes::new()));
    let result = wire.client::<O>(case, case.message()).operation::<O>();
    let result = result.send(input);
    match (wire.sent(), result) {
        (Some(sent), _) => expect::request(case.message(), &sent),
        (None, Ok(_)) => Err("nothing was sent".to_owned()),
        (None, Err(error)) => Err(format!("nothing was sent: {error}")),
    }
}

pub(super) fn response<O: Operation>(case: &Case) -> Result<(), String> {
    let mut expected = O::Output::blank();
    params::fill(&mut expected, &case.test["params"])?;
    match receive::<O>(case)? {
        Ok(output) => compare::structures(&expected, &output),
        Err(error) => Err(format!("expected an output, found: {}", chain(&error))),
    }
}

pub(super) fn error<O: Operation>(case: &Case) -> Result<(), String> {
    let mut expected = blank_error::<O>(case)?;
    let expected = expected.structure_mut().ok_or("an error without members")?;
    params::fill(expected, &case.test["params"])?;
    let Err(error) = receive::<O>(case)? else {
        return Err("expected an error, found an output".to_owned());
    };
    let ErrorKind::Service(found) = error.kind() else {
        let found = chain(&error);
        return Err(format!("expected an error of the service, found: {found}"));
    };
    match found.structure() {
        Some(found) if found.schema().id == expected.schema().id => {
            compare::structures(expected, found)?;
        }
        _ => return Err(format!("expected {}, found: {error}", expected.schema().id)),
    }
    // `aws.protocoltests.config#ErrorCodeParams`: the code that is shown to callers.
    let code = case.test["vendorParams"]["code"].as_str();
    match (code, error.code()) {
        (Some(expected), found) if found != Some(expected) => {
            Err(format!("code: expected `{expected}`, found {found:?}"))
        }
        _ => Ok(()),
    }
}

/// The error that carries a case, without members yet.
pub(super) fn blank_error<O: Operation>(case: &Case) -> Result<O::Error, String> {
    let id = case.error.as_deref().unwrap_or_default();
    let mut errors = O::SCHEMA.errors.iter();
    let index = errors.position(|it| it.id.to_string() == id);
    let blank = index.and_then(O::Error::modelled);
    blank.ok_or_else(|| format!("{id} is none of the operation's errors"))
}

/// An error with its causes.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |it| it.source());
    causes.fold(error.to_string(), |text, it| format!("{text}: {it}"))
}

/// What a call comes to.
type Sent<O> = Result<<O as Operation>::Output, Error<<O as Operation>::Error>>;

/// What a call makes of the case's response.
fn receive<O: Operation>(case: &Case) -> Result<Sent<O>, String> {
    let wire = Wire::new(case.message().response()?);
    let client = wire.client::<O>(case, case.message());
    let call = client.operation::<O>().max_attempts(1);
    let mut input = O::Input::blank();
    params::fill_labels(&mut input, O::SCHEMA);
    Ok(call.send(input))
}

/// A network that keeps what it is sent and has one answer.
#[derive(Clone)]
pub(super) struct Wire(Arc<Ends>);

struct Ends {
    sent: Mutex<Option<Request<Bytes>>>,
    answer: Response<Bytes>,
}

impl Wire {
    pub(super) fn new(answer: Response<Bytes>) -> Self {
        Self(Arc::new(Ends {
            sent: Mutex::default(),
            answer,
        }))
    }

    /// A client of the case's service, whose messages say where it is.
    pub(super) fn client<O: Operation>(
        &self,
        case: &Case,
        message: Message<'_>,
    ) -> Client<Blocking> {
        let settings = Settings::of(case);
        let mut config = Config::builder()
            .region(settings.region)
            .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
            .entropy(Zero)
            // Cases are about what travels; that it fits the model they take for granted.
            .validation(Validation::Off);
        if let Some(choice) = settings.use_dual_stack {
            config = config.use_dual_stack(choice);
        }
        let service = O::Service::SCHEMA;
        // Rules know where the service is.
        if service.endpoint.is_none() {
            config = config.endpoint_url(format!("https://{}", message.endpoint()));
        }
        let config = config.blocking_transport(self.clone()).build();
        Client::with_params(config, settings.params, service)
    }

    /// The last request.
    pub(super) fn sent(&self) -> Option<Request<Bytes>> {
        let sent = self.0.sent.lock();
        sent.unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl BlockingTransport for Wire {
    fn send(
        &self,
        request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        let (mut parts, body) = request.into_parts();
        // What an HTTP client adds to a body of known length (RFC 9110, section 8.6).
        let has_content = [Method::POST, Method::PUT, Method::PATCH].contains(&parts.method);
        let length = body.as_bytes().map(Bytes::len);
        if let Some(length) = length.filter(|length| has_content || *length > 0) {
            parts.headers.entry(CONTENT_LENGTH).or_insert(length.into());
        }
        let body =
            drain(body).map_err(|fault| TransportError::new(TransportErrorKind::Other, fault))?;
        let sent = Request::from_parts(parts, body);
        *self.0.sent.lock().unwrap_or_else(PoisonError::into_inner) = Some(sent);
        Ok(self.0.answer.clone().map(Body::from))
    }
}

/// Makes the idempotency token that the suites expect: a version 4 UUID of zeros.
struct Zero;

impl Entropy for Zero {
    fn next(&self) -> u64 {
        0
    }
}
