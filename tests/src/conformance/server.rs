//! Cases for services: the protocols' other half, which the fake service is made of.

use tinsmith::codec::Limits;
use tinsmith::operation::{Operation, Service, ServiceError};
use tinsmith::value::Field;

use super::case::{Case, Kind};
use super::client::blank_error;
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
    let service = O::Service::SCHEMA;
    let mut expected = O::Input::blank();
    params::fill(&mut expected, &case.test["params"])?;
    let usual = service
        .protocol
        .encode_request(service, O::SCHEMA, &expected)
        .map_err(|error| format!("params: {error}"))?;
    let request = expect::given_request(case, usual)?;
    let routed = service.protocol.route(service, &request).map(|it| it.id);
    if routed != Some(O::SCHEMA.id) {
        return Err(format!(
            "route: expected {}, found {routed:?}",
            O::SCHEMA.id
        ));
    }
    let mut input = O::Input::blank();
    let decoded =
        service
            .protocol
            .decode_request(O::SCHEMA, &request, &mut input, &Limits::default());
    match decoded {
        Ok(_) => compare::structures(&expected, &input),
        Err(error) => Err(format!("expected an input, found: {error}")),
    }
}

fn response<O: Operation>(case: &Case) -> Result<(), String> {
    let mut output = O::Output::blank();
    params::fill(&mut output, &case.test["params"])?;
    let protocol = O::Service::SCHEMA.protocol;
    match protocol.encode_output(O::SCHEMA, &output) {
        Ok(response) => expect::response(case, &response),
        Err(error) => Err(format!("expected a response, found: {error}")),
    }
}

fn error<O: Operation>(case: &Case) -> Result<(), String> {
    let mut error = blank_error::<O>(case)?;
    let error = error.structure_mut().ok_or("an error without members")?;
    params::fill(error, &case.test["params"])?;
    let protocol = O::Service::SCHEMA.protocol;
    match protocol.encode_error(O::SCHEMA, error) {
        Ok(response) => expect::response(case, &response),
        Err(error) => Err(format!("expected a response, found: {error}")),
    }
}
