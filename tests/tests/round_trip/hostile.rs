//! Messages that were right and are damaged: no panic, no message without end, and neither time
//! nor memory beyond what their size justifies.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderValue, Request, Response, Uri};
use tinsmith::fake::Fake;
use tinsmith::rt::codec::{DecodeError, Decoded, Limits};
use tinsmith::rt::operation::{Operation, Service, ServiceError, Unmodelled};
use tinsmith::rt::value::Field;
use tinsmith::wire;

use crate::carrier::Carrier;
use crate::check::{Faults, make, served};
use crate::dice::Dice;
use crate::values::Maker;

/// How long a message may take, in a build that is not optimised, on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the words about one message may be, in bytes.
const WORDS: usize = 64 * 1024;

/// How many corrections are told at most.
const CORRECTIONS: usize = 101;

/// How much memory the process may have taken, in kB.
const MEMORY: u64 = 512 * 1024;

/// What is put in place of bytes: brackets, quotes, escapes, and the heads of absurd lengths.
const PIECES: [&[u8]; 20] = [
    b"{",
    b"[",
    b"}",
    b"\"",
    b"\\u",
    b"<",
    b"</",
    b"<!DOCTYPE a>",
    b"&#x0;",
    b"&lol;",
    b"%",
    b"%zz",
    b"=",
    b"&",
    b"\xff",
    b"\x9f",
    b"\xbf",
    b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\xbb\x7f\xff\xff\xff\xff\xff\xff\xff",
    b"1e999999999",
];

/// Sends damaged messages of `O` both ways.
pub(crate) fn damaged<O: Operation>(carrier: Carrier, count: usize, faults: &mut Faults) {
    let name = format!(
        "{:?} {} damaged",
        O::Service::SCHEMA.protocol,
        O::SCHEMA.id.name
    );
    let mut dice = Dice::new(17);
    for _ in 0..count {
        let start = Instant::now();
        faults.note(&name, request::<O>(carrier, &mut dice));
        faults.note(&name, responses::<O>(carrier, &mut dice));
        if start.elapsed() > PATIENCE {
            faults.add(&name, &format!("took {:?}", start.elapsed()));
        }
    }
    faults.note(&name, memory());
}

fn request<O: Operation>(carrier: Carrier, dice: &mut Dice) -> Result<(), String> {
    let input: O::Input = make(dice, carrier);
    let request = wire::request::<O>(&input).map_err(|error| error.to_string())?;
    let request = damaged_request(request, dice);
    let protocol = served::<O>()?;
    let _ = protocol.route(O::Service::SCHEMA, &request);
    let mut found = O::Input::blank();
    let limits = Limits::default();
    let decoded = protocol.decode_request(O::SCHEMA, &request, &mut found, &limits);
    brief(decoded.map_err(|refusal| refusal.error))?;
    let fake = Fake::new().on::<O>(|_| Err(O::Error::unmodelled(Unmodelled::default())));
    short(&format!("{:?}", fake.handle(&request).body()))
}

fn responses<O: Operation>(carrier: Carrier, dice: &mut Dice) -> Result<(), String> {
    let service = O::Service::SCHEMA;
    let output: O::Output = make(dice, carrier.responding());
    let response = served::<O>()?.encode_output(service, O::SCHEMA, &output);
    let response = response.map_err(|error| error.to_string())?;
    response_of::<O>(&damaged_response(response, dice))?;
    for index in 0..O::SCHEMA.errors.len() {
        let mut error = O::Error::modelled(index).ok_or("no error")?;
        let error = error.structure_mut().ok_or("no structure")?;
        let carrier = carrier.responding();
        Maker { dice, carrier }.structure(error, 0);
        let response = served::<O>()?.encode_error(service, O::SCHEMA, error);
        let response = response.map_err(|error| error.to_string())?;
        response_of::<O>(&damaged_response(response, dice))?;
    }
    Ok(())
}

/// Reads a response as every kind of answer that the operation has.
fn response_of<O: Operation>(response: &Response<Bytes>) -> Result<(), String> {
    let (protocol, limits) = (O::Service::SCHEMA.protocol, Limits::default());
    let mut output = O::Output::blank();
    brief(protocol.decode_output(O::SCHEMA, response, &mut output, &limits))?;
    let _ = protocol.request_id(response);
    let failure = protocol.identify_error(O::SCHEMA, response);
    if let Some(mut error) = failure.index.and_then(O::Error::modelled) {
        let error = error.structure_mut().ok_or("no structure")?;
        brief(protocol.decode_error(O::SCHEMA, response, error, &limits))?;
    }
    let _ = wire::response::<O>(response.clone());
    Ok(())
}

/// What is said of a message must be short, whatever is wrong with it.
fn brief(decoded: Result<Decoded, DecodeError>) -> Result<(), String> {
    match decoded {
        Ok(decoded) if decoded.corrected.len() <= CORRECTIONS => Ok(()),
        Ok(decoded) => Err(format!("{} corrections", decoded.corrected.len())),
        Err(error) => short(&error.to_string()),
    }
}

fn short(words: &str) -> Result<(), String> {
    if words.len() <= WORDS {
        return Ok(());
    }
    let start: String = words.chars().take(200).collect();
    Err(format!(
        "{} bytes are said of a message: {start}",
        words.len()
    ))
}

fn damaged_request(request: Request<Bytes>, dice: &mut Dice) -> Request<Bytes> {
    let (mut head, body) = request.into_parts();
    match dice.below(4) {
        0 => {
            let target = damage(head.uri.to_string().as_bytes(), dice);
            head.uri = Uri::try_from(&target[..]).unwrap_or(head.uri);
        }
        1 => damage_headers(&mut head.headers, dice),
        _ => return Request::from_parts(head, damage(&body, dice).into()),
    }
    Request::from_parts(head, body)
}

pub(crate) fn damaged_response(response: Response<Bytes>, dice: &mut Dice) -> Response<Bytes> {
    let (mut head, body) = response.into_parts();
    if dice.one_in(4) {
        damage_headers(&mut head.headers, dice);
        return Response::from_parts(head, body);
    }
    Response::from_parts(head, damage(&body, dice).into())
}

fn damage_headers(headers: &mut http::HeaderMap, dice: &mut Dice) {
    let chosen = dice.below(headers.len().max(1));
    let Some((name, value)) = headers.iter().nth(chosen) else {
        return;
    };
    let (name, value) = (name.clone(), damage(value.as_bytes(), dice));
    match HeaderValue::from_bytes(&value) {
        Ok(value) => headers.insert(name, value),
        Err(_) => headers.remove(name),
    };
}

/// Bytes with a few faults.
pub(crate) fn damage(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(3) {
        fault(&mut bytes, dice);
    }
    bytes
}

fn fault(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let end = (at + dice.below(24)).min(bytes.len());
    let part = bytes[at..end].to_vec();
    match dice.below(7) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..end)),
        2 => drop(bytes.splice(at..at, part)),
        // As deep, or as often, as it takes.
        3 if bytes.len() < 10_000 => drop(bytes.splice(at..at, part.repeat(200))),
        4 | 3 => {
            let piece = dice.pick(&PIECES).to_vec();
            let times = if dice.one_in(8) { 2000 } else { 1 };
            bytes.splice(at..at, piece.repeat(times));
        }
        5 => drop(bytes.splice(at..end, dice.pick(&PIECES).iter().copied())),
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
    }
}

/// Fails where the process took more memory than it may, on systems that tell.
pub(crate) fn memory() -> Result<(), String> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|it| it.split_whitespace().next()?.parse().ok());
    match peak {
        Some(peak) if peak > MEMORY => Err(format!("{peak} kB of memory were taken")),
        Some::<u64>(_) | None => Ok(()),
    }
}
