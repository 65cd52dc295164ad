//! Streams of events, through calls of a fake service: out, in and both ways.

use std::io::Read;
use std::sync::{Arc, Mutex};

use http::Request;
use tests::conformance::{compare, compare_unions};
use tinsmith::event_stream::{EventError, EventStream};
use tinsmith::fake::Fake;
use tinsmith::rt::operation::Operation;
use tinsmith::rt::value::{Field, Slot, Union};
use tinsmith::wire;

use crate::calls::send;
use crate::carrier::Carrier;
use crate::check::{Faults, make};
use crate::dice::Dice;
use crate::hostile;
use crate::values::Maker;

/// The streams of a structure.
pub(crate) type Stream<T, U> = fn(&mut T) -> &mut EventStream<U>;

/// Calls `O`, whose input and output both stream `U`.
pub(crate) fn chats<O: Operation, U>(
    carrier: Carrier,
    count: usize,
    streams: (Stream<O::Input, U>, Stream<O::Output, U>),
    faults: &mut Faults,
) where
    U: Union + Field + Clone + Send + 'static,
    O::Output: Clone,
{
    let name = format!("{carrier:?} events");
    let mut dice = Dice::new(13);
    for number in 0..count {
        let result = chat::<O, U>(carrier, &mut dice, streams, number % 2 == 0);
        faults.note(&name, result);
    }
}

fn chat<O: Operation, U>(
    carrier: Carrier,
    dice: &mut Dice,
    (of_input, of_output): (Stream<O::Input, U>, Stream<O::Output, U>),
    blocking: bool,
) -> Result<(), String>
where
    U: Union + Field + Clone + Send + 'static,
    O::Output: Clone,
{
    let (mut input, mut output): (O::Input, O::Output) =
        (make(dice, carrier), make(dice, carrier.responding()));
    let (out, back) = (
        some::<U>(dice, carrier),
        some::<U>(dice, carrier.responding()),
    );
    *of_input(&mut input) = out.clone().into();
    *of_output(&mut output) = back.clone().into();
    let seen = Arc::new(Mutex::new(Err("nothing came".to_owned())));
    let keep = Arc::clone(&seen);
    let (wanted, sent) = (Mutex::new(input.clone()), Mutex::new(output.clone()));
    let fake = Fake::new().on::<O>(move |mut found| {
        let same = compare(&*wanted.lock().unwrap(), &found);
        let same = same.and_then(|()| read(&out, of_input(&mut found)));
        *keep.lock().unwrap() = same;
        Ok(sent.lock().unwrap().clone())
    });
    let result = send::<O>(fake, input, blocking);
    let seen = seen.lock().unwrap().clone();
    seen.map_err(|fault| format!("input.{fault}; {result:?}"))?;
    let mut found = result.map_err(|error| format!("{error:?}"))?;
    compare(&output, &found).map_err(|fault| format!("output.{fault}"))?;
    read(&back, of_output(&mut found)).map_err(|fault| format!("output.{fault}"))
}

/// Sends damaged streams both ways, and reads them to their ends.
pub(crate) fn damaged<O: Operation, U>(
    carrier: Carrier,
    count: usize,
    (of_input, of_output): (Stream<O::Input, U>, Stream<O::Output, U>),
    faults: &mut Faults,
) where
    U: Union + Field + Clone + Send + 'static,
    O::Output: Clone,
{
    let mut dice = Dice::new(19);
    for _ in 0..count {
        let (mut input, output): (O::Input, O::Output) = (
            make(&mut dice, carrier),
            make(&mut dice, carrier.responding()),
        );
        *of_input(&mut input) = some::<U>(&mut dice, carrier).into();
        let back = some::<U>(&mut dice, carrier.responding());
        let fake = Fake::new().on::<O>(move |mut found| {
            drain(of_input(&mut found));
            let mut output = output.clone();
            *of_output(&mut output) = back.clone().into();
            Ok(output)
        });
        let (head, body) = wire::streamed_request::<O>(&input).unwrap().into_parts();
        let mut bytes = Vec::new();
        body.into_reader().read_to_end(&mut bytes).unwrap();
        let request = Request::from_parts(head.clone(), hostile::damage(&bytes, &mut dice).into());
        fake.handle(&request);
        let answer = fake.handle(&Request::from_parts(head, bytes.into()));
        let answer = hostile::damaged_response(answer, &mut dice);
        if let Ok(mut output) = wire::response::<O>(answer) {
            drain(of_output(&mut output));
        }
    }
    faults.note("events", hostile::memory());
}

fn drain<U: Union + Field + 'static>(stream: &mut EventStream<U>) {
    while stream.next_blocking().is_some() {}
}

/// Events; one that is an error is the last.
fn some<U: Union + Field>(dice: &mut Dice, carrier: Carrier) -> Vec<U> {
    let mut events = Vec::new();
    for _ in 0..dice.below(5) {
        let mut event = U::blank();
        if let Slot::Union(union) = event.slot() {
            Maker { dice, carrier }.event(union);
        }
        events.push(event);
    }
    events
}

/// Reads `stream` to its end and compares what it has. Exceptions end it.
fn read<U: Union + Field + 'static>(
    events: &[U],
    stream: &mut EventStream<U>,
) -> Result<(), String> {
    for (index, expected) in events.iter().enumerate() {
        let at = |fault: String| format!("events[{index}].{fault}");
        match stream.next_blocking() {
            Some(Ok(found)) => compare_unions(expected, &found).map_err(at)?,
            Some(Err(EventError::Exception(found))) => {
                return compare_unions(expected, &found).map_err(at);
            }
            other => return Err(at(format!("expected {expected:?}, found {other:?}"))),
        }
    }
    match stream.next_blocking() {
        None => Ok(()),
        Some(more) => Err(format!("events: expected no more, found {more:?}")),
    }
}
