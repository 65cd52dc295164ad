//! Calls through real clients, blocking and not, of a fake service.

use std::sync::{Arc, Mutex};

use tests::conformance::compare;
use tinsmith::fake::Fake;
use tinsmith::rt::operation::{Operation, Service, ServiceError};
use tinsmith::validate::Validation;
use tinsmith::{Client, Config, ErrorKind};

use crate::carrier::Carrier;
use crate::check::{Faults, make};
use crate::dice::Dice;
use crate::values::Maker;

/// Calls `O`, blocking and not in turn, and is answered with outputs and errors in turn.
pub(crate) fn calls<O: Operation>(carrier: Carrier, count: usize, faults: &mut Faults)
where
    O::Output: Clone,
{
    let name = format!(
        "{:?} {} call",
        O::Service::SCHEMA.protocol,
        O::SCHEMA.id.name
    );
    let mut dice = Dice::new(11);
    for number in 0..count {
        let errors = O::SCHEMA.errors.len();
        let answer = number % (errors + 1);
        let result = call::<O>(carrier, &mut dice, answer.checked_sub(1), number % 2 == 0);
        faults.note(&name, result);
    }
}

/// One call, which fails with the error at `error` where there is one.
fn call<O: Operation>(
    carrier: Carrier,
    dice: &mut Dice,
    error: Option<usize>,
    blocking: bool,
) -> Result<(), String>
where
    O::Output: Clone,
{
    let input: O::Input = make(dice, carrier);
    let output: O::Output = make(dice, carrier.responding());
    let roll = dice.next();
    let failure = move || made_error::<O>(carrier.responding(), error?, roll);
    let seen = Arc::new(Mutex::new(Err("nothing came".to_owned())));
    let (answer, keep) = (output.clone(), Arc::clone(&seen));
    let wanted = Mutex::new(input.clone());
    let fake = Fake::new().on::<O>(move |found| {
        *keep.lock().unwrap() = compare(&*wanted.lock().unwrap(), &found);
        failure().map_or_else(|| Ok(answer.clone()), Err)
    });
    let result = send::<O>(fake, input, blocking);
    let compared = seen.lock().unwrap().clone();
    compared.map_err(|fault| format!("input.{fault}; {result:?}"))?;
    match (result, failure()) {
        (Ok(found), None) => compare(&output, &found).map_err(|fault| format!("output.{fault}")),
        (Err(error), Some(expected)) => same_error(&expected, &error),
        (result, expected) => Err(format!("expected {expected:?}, found {result:?}")),
    }
}

/// The error at `index` of the operation, the same for each `seed`.
fn made_error<O: Operation>(carrier: Carrier, index: usize, seed: u64) -> Option<O::Error> {
    let mut error = O::Error::modelled(index)?;
    let dice = &mut Dice::new(seed);
    Maker { dice, carrier }.structure(error.structure_mut()?, 0);
    Some(error)
}

fn same_error<E: ServiceError>(expected: &E, error: &tinsmith::Error<E>) -> Result<(), String> {
    let found = match error.kind() {
        ErrorKind::Service(found) => found.structure(),
        _ => None,
    };
    match (expected.structure(), found) {
        (Some(expected), Some(found)) if found.schema().id == expected.schema().id => {
            compare(expected, found).map_err(|fault| format!("error.{fault}"))
        }
        _ => Err(format!("expected {expected:?}, found {error:?}")),
    }
}

/// What a client makes of a call.
pub(crate) fn send<O: Operation>(
    fake: Fake,
    input: O::Input,
    blocking: bool,
) -> Result<O::Output, tinsmith::Error<O::Error>> {
    let config = Config::builder()
        .endpoint_url("https://round.trip")
        .validation(Validation::Off);
    if blocking {
        let config = config.blocking_transport(fake).build();
        let client = Client::new(config, O::Service::SCHEMA);
        return client.operation::<O>().max_attempts(1).send(input);
    }
    let client = Client::new(config.transport(fake).build(), O::Service::SCHEMA);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(client.operation::<O>().max_attempts(1).send(input))
}
