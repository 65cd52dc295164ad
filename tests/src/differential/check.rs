//! One case: what we make of it beside what it says.

use serde_json::Value;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::operation::OperationSchema;
use tinsmith::rt::schema::{Kind, Schema, Trait};
use tinsmith::rt::value::{Slot, Structure};

use super::case::{self, Case};
use super::difference::{Difference, Place};
use super::request;
use super::service::Service;
use super::value::Record;
use crate::conformance::{compare, params};

/// What the fault of a value begins with that does not fit its shape.
pub(super) const NO_VALUE: &str = "the case's value";

/// All differences; none where both are the same.
pub(super) fn check(
    service: &Service,
    operation: &'static OperationSchema,
    case: &Case,
) -> Vec<Difference> {
    let checked = match case.kind {
        case::Kind::Request => request::check(service, operation, case),
        case::Kind::Response => response(service, operation, case),
        case::Kind::Error => error(service, operation, case),
    };
    checked.unwrap_or_else(|fault| vec![Difference::fault(&fault)])
}

/// The value that the case is about.
pub(super) fn filled(schema: &'static Schema, case: &Case) -> Result<Record, String> {
    let mut value = Record::blank(schema);
    let mut given = case.value.clone();
    for member in schema.members {
        let is_json = |it: &Trait| matches!(it, Trait::MediaType("application/json"));
        let is_text = member.target.kind == Kind::String;
        if is_text && member.find_trait(|it| is_json(it).then_some(())).is_some() {
            spell_json(&mut given[member.name]);
        }
    }
    params::fill(&mut value, &given).map_err(|fault| format!("{NO_VALUE}: {fault}"))?;
    Ok(value)
}

/// What AWS's JSON takes for any value (`jsonvalue`), Smithy has as its text.
fn spell_json(value: &mut Value) {
    if !(value.is_null() || value.is_string()) {
        *value = value.to_string().into();
    }
}

fn response(
    service: &Service,
    operation: &'static OperationSchema,
    case: &Case,
) -> Result<Vec<Difference>, String> {
    let protocol = service.schema.protocol;
    let response = case.message.response()?;
    let expected = filled(operation.output, case)?;
    if protocol.is_error(&response) {
        return Err("taken for an error".to_owned());
    }
    let mut found = Record::blank(operation.output);
    let decoded = protocol.decode_output(operation, &response, &mut found, &Limits::default());
    decoded.map_err(|error| error.to_string())?;
    if let Some(index) = operation.output_stream {
        let found: &mut dyn Structure = &mut found;
        if let Slot::Stream(stream) = found.slot(index) {
            stream.receive(response.into_body().into(), None);
        }
    }
    Ok(values(&expected, &found))
}

fn values(expected: &Record, found: &Record) -> Vec<Difference> {
    let compared = compare(expected, found).err();
    let compared = compared.iter();
    compared
        .map(|it| Difference::told(Place::Value, it))
        .collect()
}

fn error(
    service: &Service,
    operation: &'static OperationSchema,
    case: &Case,
) -> Result<Vec<Difference>, String> {
    let protocol = service.schema.protocol;
    let response = case.message.response()?;
    if !protocol.is_error(&response) {
        return Err("taken for a success".to_owned());
    }
    let failure = protocol.identify_error(operation, &response);
    let mut differences = Vec::new();
    let mut named = |place, expected: &Option<String>, found: Option<&str>| {
        if expected.is_some() && expected.as_deref() != found {
            differences.push(Difference::new(place, expected.as_deref(), found));
        }
    };
    named(Place::Code, &case.error.code, Some(&failure.code));
    named(
        Place::Message,
        &case.error.message,
        failure.message.as_deref(),
    );
    let schema = failure.index.and_then(|index| operation.errors.get(index));
    named(Place::Shape, &case.error.shape, schema.map(|it| it.id.name));
    if let Some(schema) = schema.filter(|_| !case.value.is_null()) {
        let mut found = Record::blank(schema);
        let limits = Limits::default();
        let decoded = protocol.decode_error(operation, &response, &mut found, &limits);
        decoded.map_err(|error| error.to_string())?;
        let mut expected = filled(schema, case)?;
        add_message(&mut expected, case);
        differences.extend(values(&expected, &found));
    }
    Ok(differences)
}

/// What an error says is a member, too, where it has one for it.
fn add_message(error: &mut dyn Structure, case: &Case) {
    let mut members = error.schema().members.iter();
    let index = members.position(|it| it.name.eq_ignore_ascii_case("message"));
    if let (Some(index), Some(message)) = (index, &case.error.message) {
        if let Slot::String(text) = error.slot(index) {
            text.set(message.into());
        }
    }
}
