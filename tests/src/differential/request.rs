//! A request that we write beside that of a case.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::{HeaderMap, Request};
use tinsmith::rt::operation::{HostPart, OperationSchema};
use tinsmith::rt::schema::Trait;
use tinsmith::rt::value::{Slot, Structure, Value};

use super::case::{Case, Message};
use super::check::filled;
use super::difference::{Difference, Place};
use super::service::Service;
use crate::conformance::body::{self, spell};
use crate::conformance::headers::{self, elements};
use crate::conformance::message::{drain, essence};

/// A version 4 UUID of zeros, which suites expect where a caller gives no token.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

pub(super) fn check(
    service: &Service,
    operation: &'static OperationSchema,
    case: &Case,
) -> Result<Vec<Difference>, String> {
    let mut input = filled(operation.input, case)?;
    fill_token(&mut input);
    let encoded = service
        .schema
        .protocol
        .encode_request(service.schema, operation, &input);
    let mut found = encoded.map_err(|error| error.to_string())?;
    let input: &dyn Structure = &input;
    if let Some(Value::Stream(stream)) = operation.input_stream.map(|index| input.get(index)) {
        *found.body_mut() = drain(stream.open(None).unwrap_or_default())?;
    }
    let expected = &case.message;
    let (host, base) = expected.endpoint.split_at(slash(&expected.endpoint));
    let host = host_prefix(operation, input) + host;
    let (path, query) = expected
        .target
        .split_once('?')
        .unwrap_or((&expected.target, ""));
    let path_found = base.to_owned() + found.uri().path();
    let mut differences = Vec::new();
    let mut compare = |place, expected: &str, found: &str| {
        if expected != found {
            differences.push(Difference::new(place, Some(expected), Some(found)));
        }
    };
    compare(Place::Method, &expected.method, found.method().as_str());
    compare(Place::Host, &expected.host, &host);
    compare(
        Place::Path,
        if path.is_empty() { "/" } else { path },
        &path_found,
    );
    let query_found = found.uri().query().unwrap_or_default();
    if !body::form::same(query.as_bytes(), query_found.as_bytes()) {
        compare(Place::Query, query, query_found);
    }
    headers(expected, found.headers(), &mut differences);
    content(expected, &found, &mut differences);
    Ok(differences)
}

fn slash(endpoint: &str) -> usize {
    endpoint.find('/').unwrap_or(endpoint.len())
}

/// What a client does about a token that its caller does not give.
fn fill_token(input: &mut dyn Structure) {
    let is_token = |it: &Trait| matches!(it, Trait::IdempotencyToken);
    let mut members = input.schema().members.iter();
    let Some(index) = members.position(|it| it.traits.iter().any(is_token)) else {
        return;
    };
    if matches!(input.get(index), Value::Null) {
        if let Slot::String(token) = input.slot(index) {
            token.set(TOKEN.into());
        }
    }
}

fn host_prefix(operation: &OperationSchema, input: &dyn Structure) -> String {
    let parts = operation.host_prefix.iter().map(|part| match part {
        HostPart::Text(text) => *text,
        HostPart::Label(index) => match input.get(*index) {
            Value::String(text) => text,
            _ => "",
        },
    });
    parts.collect()
}

fn headers(expected: &Message, found: &HeaderMap, differences: &mut Vec<Difference>) {
    let mut names: BTreeSet<String> = found.keys().map(ToString::to_string).collect();
    if let Some(forbidden) = &expected.forbidden {
        names.retain(|it| forbidden.iter().any(|name| name.eq_ignore_ascii_case(it)));
    }
    let expected_names = expected.headers.iter();
    names.extend(expected_names.map(|(name, _)| name.to_ascii_lowercase()));
    // Both corpora leave it to whoever sends.
    names.remove("content-length");
    for name in names {
        let expected = expected.header(&name);
        let found = headers::value(found, &name);
        let (a, b) = (expected.map(elements), found.as_deref().map(elements));
        if a != b {
            let place = Place::Header(name);
            differences.push(Difference::new(place, expected, found.as_deref()));
        }
    }
}

fn content(expected: &Message, found: &Request<Bytes>, differences: &mut Vec<Difference>) {
    let Some(body) = expected.body.as_ref().filter(|it| *it != found.body()) else {
        return;
    };
    let ours = found.headers().get("content-type");
    let ours = ours.and_then(|it| it.to_str().ok());
    let media_type = expected.header("content-type").or(ours).map(essence);
    let media_type = match media_type {
        Some("application/x-amz-json-1.0" | "application/x-amz-json-1.1") => {
            Some("application/json")
        }
        other => other,
    };
    if body::compare(body, found.body(), media_type, &[]).is_err() {
        let (expected, found) = (spell(body, media_type), spell(found.body(), media_type));
        let difference = Difference::new(Place::Body, Some(&expected), Some(&found));
        differences.push(difference);
    }
}
