//! Calls through a transport that answers from memory, as the yardstick's `percall` makes them:
//! same input, same response, same arguments, same lines printed.

mod canned;
mod export;
mod generated;
#[cfg(feature = "official")]
mod official;
mod tables;

use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

/// Whatever goes wrong ends the measurement.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Makes a number of calls.
type Runner = Box<dyn FnMut(u32) -> Result<()>>;

const USAGE: &str = "usage: calls CLIENT CASE CALLS [BATCHES] | calls body CASE

CLIENT is `tinsmith` for whole calls, `wire` for encoding and decoding alone.
BODIES is the folder of the yardstick's bodies.";

/// Does what the arguments say. `allocations`, if there is something that counts them, is asked
/// in place of the clock.
pub fn run(allocations: Option<fn() -> usize>) -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (client, case, calls, batches) = match arguments[..] {
        ["body", case] => return print_body(case),
        [client, case, calls] => (client, case, calls, "1"),
        [client, case, calls, batches] => (client, case, calls, batches),
        _ => return Err(USAGE.into()),
    };
    let (calls, batches): (u32, u32) = (calls.parse()?, batches.parse()?);
    let mut run = prepare(client, case)?;
    run(1)?;
    if let Some(allocations) = allocations {
        let before = allocations();
        run(calls)?;
        let counted = u32::try_from(allocations() - before)?;
        let per_call = f64::from(counted) / f64::from(calls);
        println!("{client}\t{case}\tallocs/call {per_call:.1}");
        return Ok(());
    }
    let mut least = Duration::MAX;
    for _ in 0..batches {
        let before = cpu_of_thread()?;
        run(calls)?;
        least = least.min(cpu_of_thread()? - before);
    }
    let nanoseconds = least.as_secs_f64() * 1e9 / f64::from(calls);
    println!("{client}\t{case}\tn={calls}x{batches}\tcpu min {nanoseconds:.0} ns/call");
    Ok(())
}

fn prepare(client: &str, case: &str) -> Result<Runner> {
    match (client, case) {
        ("tinsmith", "export") => export::calls(),
        ("tinsmith", "query") => tables::query(),
        ("wire", "query") => tables::decode_query(),
        ("wire", "batchwrite") => tables::encode_batch(),
        #[cfg(feature = "official")]
        ("tinsmith", "s3list") => official::s3_listing(),
        #[cfg(feature = "official")]
        ("tinsmith", "subscriptions") => official::subscriptions(),
        #[cfg(feature = "official")]
        ("tinsmith", "plans") => official::plans(),
        _ => Err(USAGE.into()),
    }
}

/// Writes a response's body, which the yardstick does not have.
fn print_body(case: &str) -> Result<()> {
    let body: Vec<u8> = match case {
        #[cfg(feature = "official")]
        "subscriptions" => official::subscriptions_body()?,
        #[cfg(feature = "official")]
        "plans" => official::plans_body()?,
        _ => return Err(USAGE.into()),
    };
    std::io::Write::write_all(&mut std::io::stdout(), &body)?;
    Ok(())
}

/// One of the yardstick's bodies.
fn body(name: &str) -> Result<Vec<u8>> {
    let folder = std::env::var("BODIES").map_err(|_| USAGE)?;
    let path = std::path::Path::new(&folder).join(name);
    std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// What a noisy machine disturbs least; everything here runs on one thread.
fn cpu_of_thread() -> Result<Duration> {
    Ok(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?.into())
}
