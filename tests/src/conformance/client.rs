//! Cases for clients: a call through a transport that keeps the request and gives the response.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tinsmith::body::Body;
use tinsmith::client::{Blocking, Client};
use tinsmith::entropy::Entropy;
use tinsmith::operation::{Operation, Service, ServiceError};
use tinsmith::transport::{BlockingTransport, TransportError};
use tinsmith::validate::Validation;
use tinsmith::value::Field;
use tinsmith::{Config, Credentials, ErrorKind};

use super::case::{Case, Kind};
use super::{compare, expect, params};

/// Runs a case of `O`.
pub(super) fn check<O: Operation>(case: &Case) -> Result<(), String> {
    match case.kind {
        Kind::Request => request::<O>(case),
        Kind::Response => response::<O>(case),
        Kind::Error => error::<O>(case),
        Kind::Events | Kind::Malformed => Err(format!(
            "cases of {} are not supported yet",
            case.kind.name()
        )),
    }
}

fn request<O: Operation>(case: &Case) -> Result<(), String> {
    let mut input = O::Input::blank();
    params::fill(&mut input, &case.test["params"])?;
    let wire = Wire::new(Response::new(Bytes::new()));
    let result = wire.client::<O>(case).operation::<O>().send(input);
    let sent = wire
        .0
        .sent
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    match (sent, result) {
        (Some(sent), _) => expect::request(case, &sent),
        (None, Ok(_)) => Err("nothing was sent".to_owned()),
        (None, Err(error)) => Err(format!("nothing was sent: {error}")),
    }
}

fn response<O: Operation>(case: &Case) -> Result<(), String> {
    let mut expected = O::Output::blank();
    params::fill(&mut expected, &case.test["params"])?;
    match receive::<O>(case)? {
        Ok(output) => compare::structures(&expected, &output),
        Err(error) => Err(format!("expected an output, found: {error}")),
    }
}

fn error<O: Operation>(case: &Case) -> Result<(), String> {
    let mut expected = blank_error::<O>(case)?;
    let expected = expected.structure_mut().ok_or("an error without members")?;
    params::fill(expected, &case.test["params"])?;
    let Err(error) = receive::<O>(case)? else {
        return Err("expected an error, found an output".to_owned());
    };
    let ErrorKind::Service(found) = error.kind() else {
        return Err(format!("expected an error of the service, found: {error}"));
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

type Received<O> = Result<<O as Operation>::Output, tinsmith::Error<<O as Operation>::Error>>;

/// What a call makes of the case's response.
fn receive<O: Operation>(case: &Case) -> Result<Received<O>, String> {
    let wire = Wire::new(expect::given_response(case)?);
    let call = wire.client::<O>(case).operation::<O>().max_attempts(1);
    Ok(call.send(O::Input::blank()))
}

/// A network that keeps what it is sent and has one answer.
#[derive(Clone)]
struct Wire(Arc<Ends>);

struct Ends {
    sent: Mutex<Option<Request<Bytes>>>,
    answer: Response<Bytes>,
}

impl Wire {
    fn new(answer: Response<Bytes>) -> Self {
        Self(Arc::new(Ends {
            sent: Mutex::default(),
            answer,
        }))
    }

    fn client<O: Operation>(&self, case: &Case) -> Client<Blocking> {
        let config = Config::builder()
            .region("us-east-1")
            .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
            .endpoint_url(format!("https://{}", expect::host(case)))
            .entropy(Zero)
            // Cases are about what travels; that it fits the model they take for granted.
            .validation(Validation::Off)
            .blocking_transport(self.clone());
        Client::new(config.build(), O::Service::SCHEMA)
    }
}

impl BlockingTransport for Wire {
    fn send(
        &self,
        request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        let request = request.map(|body| body.as_bytes().cloned().unwrap_or_default());
        *self.0.sent.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
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
