//! One operation, both ways through its protocol: what a client encodes a service decodes, and
//! the other way round.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::Response;
use tests::conformance::compare;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::operation::{Operation, Service, ServiceError};
use tinsmith::rt::protocol::ServiceProtocol;
use tinsmith::rt::value::{Field, Structure};

use crate::carrier::Carrier;
use crate::dice::Dice;
use crate::values::Maker;

/// Failures, one of a kind.
#[derive(Default)]
pub(crate) struct Faults(BTreeMap<String, (usize, String)>);

impl Faults {
    /// Counts a failure; those that differ in indices and keys are of a kind.
    pub(crate) fn add(&mut self, place: &str, fault: &str) {
        let path: String = fault
            .split(": ")
            .next()
            .unwrap_or_default()
            .chars()
            .filter(|it| !it.is_ascii_digit())
            .collect();
        let short: String = path.chars().take(60).collect();
        let entry = self
            .0
            .entry(format!("{place} {short}"))
            .or_insert_with(|| (0, fault.to_owned()));
        entry.0 += 1;
    }

    pub(crate) fn note(&mut self, place: &str, result: Result<(), String>) {
        if let Err(fault) = result {
            self.add(place, &fault);
        }
    }

    /// Fails if there were any.
    pub(crate) fn none(self) {
        let lines = self
            .0
            .iter()
            .map(|(place, (count, fault))| format!("{count} times {place}: {fault}"));
        let lines: Vec<String> = lines.collect();
        assert!(lines.is_empty(), "\n{}", lines.join("\n"));
    }
}

/// A structure that `carrier` carries.
pub(crate) fn make<T: Structure + Field>(dice: &mut Dice, carrier: Carrier) -> T {
    let mut value = T::blank();
    Maker { dice, carrier }.structure(&mut value, 0);
    value
}

/// Round trips of `O` that have no stream.
pub(crate) fn both_ways<O: Operation>(carrier: Carrier, count: usize, faults: &mut Faults) {
    let name = format!("{:?} {}", O::Service::SCHEMA.protocol, O::SCHEMA.id.name);
    let mut dice = Dice::new(7);
    for _ in 0..count {
        faults.note(&format!("{name} input"), request::<O>(carrier, &mut dice));
        faults.note(&format!("{name} output"), output::<O>(carrier, &mut dice));
        for index in 0..O::SCHEMA.errors.len() {
            let result = error::<O>(carrier, index, &mut dice);
            faults.note(&format!("{name} error {index}"), result);
        }
    }
}

fn request<O: Operation>(carrier: Carrier, dice: &mut Dice) -> Result<(), String> {
    let input = make::<O::Input>(dice, carrier);
    let service = O::Service::SCHEMA;
    let request = service.protocol.encode_request(service, O::SCHEMA, &input);
    let request = request.map_err(|error| format!("encoding: {error}"))?;
    let protocol = served::<O>()?;
    let routed = protocol.route(service, &request);
    if routed.is_none_or(|it| it.id != O::SCHEMA.id) {
        return Err(format!(
            "routed to {:?}: {}",
            routed.map(|it| it.id),
            request.uri()
        ));
    }
    let mut found = O::Input::blank();
    let decoded = protocol.decode_request(O::SCHEMA, &request, &mut found, &Limits::default());
    let shown = || show(request.body());
    decoded.map_err(|it| {
        format!(
            "{}: decoding: {} {}",
            it.error.path,
            it.error.reason,
            shown()
        )
    })?;
    compare(&input, &found)
        .map_err(|it| format!("{it} {} {:?} {}", request.uri(), request.headers(), shown()))
}

fn output<O: Operation>(carrier: Carrier, dice: &mut Dice) -> Result<(), String> {
    let output = make::<O::Output>(dice, carrier.responding());
    let service = O::Service::SCHEMA;
    let response = served::<O>()?.encode_output(service, O::SCHEMA, &output);
    let response = response.map_err(|error| format!("encoding: {error}"))?;
    if service.protocol.is_error(&response) {
        return Err(format!("a failure: {}", show(response.body())));
    }
    let mut found = O::Output::blank();
    let decoded =
        service
            .protocol
            .decode_output(O::SCHEMA, &response, &mut found, &Limits::default());
    same(&output, &found, decoded.map(|it| it.corrected), &response)
}

fn error<O: Operation>(carrier: Carrier, index: usize, dice: &mut Dice) -> Result<(), String> {
    let blank = || O::Error::modelled(index).ok_or("no error");
    let (mut error, mut found) = (blank()?, blank()?);
    let error = error.structure_mut().ok_or("no structure")?;
    Maker {
        dice,
        carrier: carrier.responding(),
    }
    .structure(error, 0);
    let service = O::Service::SCHEMA;
    let response = served::<O>()?.encode_error(service, O::SCHEMA, error);
    let response = response.map_err(|error| format!("encoding: {error}"))?;
    if !service.protocol.is_error(&response) {
        return Err(format!("no failure: {}", show(response.body())));
    }
    let failure = service.protocol.identify_error(O::SCHEMA, &response);
    if failure.index != Some(index) {
        return Err(format!("taken for {failure:?}: {}", show(response.body())));
    }
    let found = found.structure_mut().ok_or("no structure")?;
    let decoded = service
        .protocol
        .decode_error(O::SCHEMA, &response, found, &Limits::default());
    same(error, found, decoded.map(|it| it.corrected), &response)
}

/// The protocol as services speak it.
pub(crate) fn served<O: Operation>() -> Result<&'static dyn ServiceProtocol, String> {
    let protocol = O::Service::SCHEMA.protocol.service();
    protocol.ok_or_else(|| "the protocol is for clients only".to_owned())
}

fn same(
    expected: &dyn Structure,
    found: &dyn Structure,
    decoded: Result<Vec<String>, tinsmith::rt::codec::DecodeError>,
    response: &Response<Bytes>,
) -> Result<(), String> {
    let shown = || format!("{:?} {}", response.headers(), show(response.body()));
    let corrected = decoded
        .map_err(|error| format!("{}: decoding: {} {}", error.path, error.reason, shown()))?;
    if !corrected.is_empty() {
        return Err(format!("corrected: {corrected:?} {}", shown()));
    }
    compare(expected, found).map_err(|fault| format!("{fault} {}", shown()))
}

fn show(body: &[u8]) -> String {
    let text = body.escape_ascii().to_string();
    text.chars().take(600).collect()
}
