//! Calls through a transport that answers from memory, as the yardstick's `percall` makes them:
//! same input, same response, same arguments, same lines printed.

include!(concat!(env!("TINSMITH_BENCH_CODE"), "/dynamodb.rs"));

use std::collections::BTreeSet;
use std::hint::black_box;
use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use dynamodb::{ExportFormat, ExportStatus};
use http::{HeaderValue, Request, Response};
use nix::time::{ClockId, clock_gettime};
use tinsmith::body::Body;
use tinsmith::future::BoxFuture;
use tinsmith::transport::{Transport, TransportError};
use tinsmith::{Config, Credentials};

/// Whatever goes wrong ends the measurement.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const REQUEST: &str = r#"{"TableArn":"arn:aws:dynamodb:us-east-1:123456789012:table/T","S3Bucket":"bucket","ClientToken":"00000000-0000-4000-8000-000000000000","ExportFormat":"DYNAMODB_JSON"}"#;
const RESPONSE: &str = r#"{"ExportDescription":{"ExportArn":"arn:aws:dynamodb:us-east-1:123456789012:table/T/export/01700000000000-abcdef01","ExportStatus":"IN_PROGRESS","StartTime":1700000000.123,"ExportTime":1700000000.123,"TableArn":"arn:aws:dynamodb:us-east-1:123456789012:table/T","TableId":"5c9d5f0e-5c9d-4f0e-9c9d-5f0e5c9d5f0e","ClientToken":"00000000-0000-4000-8000-000000000000","S3Bucket":"bucket","S3SseAlgorithm":"AES256","ExportFormat":"DYNAMODB_JSON","ExportType":"FULL_EXPORT"}}"#;
const REQUEST_ID: &str = "8I8FJ0J0Q3C5T8B0V4L3Q2T6DJVV4KQNSO5AEMVJF66Q9ASUAAJG";

/// Keeps the first request and answers every one the same.
struct Canned {
    first: Mutex<Option<Bytes>>,
}

impl Transport for &'static Canned {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, std::result::Result<Response<Body>, TransportError>> {
        if let Ok(mut first) = self.first.try_lock() {
            first.get_or_insert_with(|| request.body().as_bytes().cloned().unwrap_or_default());
        }
        black_box(&request);
        let mut response = Response::new(Body::from(Bytes::from_static(RESPONSE.as_bytes())));
        let headers = response.headers_mut();
        headers.insert(
            "content-type",
            HeaderValue::from_static("application/x-amz-json-1.0"),
        );
        headers.insert("x-amzn-requestid", HeaderValue::from_static(REQUEST_ID));
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// Runs `tinsmith export CALLS [BATCHES]`. `allocations`, if there is something that counts
/// them, is asked in place of the clock.
pub fn run(allocations: Option<fn() -> usize>) -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (calls, batches) = match &arguments[..] {
        [client, case, calls] if client == "tinsmith" && case == "export" => (calls, "1"),
        [client, case, calls, batches] if client == "tinsmith" && case == "export" => {
            (calls, batches.as_str())
        }
        _ => return Err("usage: calls tinsmith export CALLS [BATCHES]".into()),
    };
    let (calls, batches): (u32, u32) = (calls.parse()?, batches.parse()?);
    let canned: &'static Canned = Box::leak(Box::new(Canned {
        first: Mutex::new(None),
    }));
    let client = client(canned);
    call(&client, 1)?;
    check(
        canned
            .first
            .try_lock()
            .ok()
            .as_deref()
            .and_then(Option::as_ref),
    )?;
    if let Some(allocations) = allocations {
        let before = allocations();
        call(&client, calls)?;
        let counted = u32::try_from(allocations() - before)?;
        println!(
            "tinsmith\texport\tallocs/call {:.1}",
            f64::from(counted) / f64::from(calls)
        );
        return Ok(());
    }
    let mut least = Duration::MAX;
    for _ in 0..batches {
        let before = cpu_of_thread()?;
        call(&client, calls)?;
        least = least.min(cpu_of_thread()? - before);
    }
    let nanoseconds = least.as_secs_f64() * 1e9 / f64::from(calls);
    println!("tinsmith\texport\tn={calls}x{batches}\tcpu min {nanoseconds:.0} ns/call");
    Ok(())
}

/// Whether the request is the yardstick's; the order of members is not part of it.
fn check(sent: Option<&Bytes>) -> Result<()> {
    let sent = std::str::from_utf8(sent.ok_or("nothing was sent")?)?;
    if members(sent) == members(REQUEST) {
        return Ok(());
    }
    Err(format!("sent {sent}").into())
}

fn members(object: &str) -> BTreeSet<&str> {
    object.trim_matches(['{', '}']).split(',').collect()
}

fn client(canned: &'static Canned) -> dynamodb::Client {
    let config = Config::builder()
        .transport(canned)
        .region("us-east-1")
        .credentials(Credentials::new(
            "AKIDEXAMPLE",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        ))
        .build();
    dynamodb::Client::new(config)
}

fn call(client: &dynamodb::Client, times: u32) -> Result<()> {
    for _ in 0..times {
        let export = client
            .export_table_to_point_in_time()
            .table_arn("arn:aws:dynamodb:us-east-1:123456789012:table/T")
            .s3_bucket("bucket")
            .client_token("00000000-0000-4000-8000-000000000000")
            .export_format(ExportFormat::DynamodbJson)
            .send();
        let description = block_on(export)?
            .export_description
            .ok_or("no description")?;
        if description.export_status != Some(ExportStatus::InProgress) {
            return Err(format!("received {description:?}").into());
        }
        black_box(description);
    }
    Ok(())
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        std::thread::yield_now();
    }
}

/// What a noisy machine disturbs least; everything here runs on one thread.
fn cpu_of_thread() -> Result<Duration> {
    Ok(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?.into())
}
