//! What the program prints: progress on standard error, the result on standard output.

use std::error::Error;
use std::io::{IsTerminal, Write, stderr};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use generated::dynamodb::{DescribeExport, ExportDescription, ExportStatus};
use tinsmith::TimestampFormat;
use tinsmith::client::Mode;
use tinsmith::json::Json;
use tinsmith::wait::{Poll, Waiter};

use crate::args::Args;

/// How often the demonstration polls.
const DEMO_DELAY: Duration = Duration::from_millis(150);
const WIDTH: usize = 32;

/// Says what the program was generated from.
pub(crate) fn origin(args: &Args) {
    if !args.json {
        eprintln!(
            "client generated from {}",
            generated::dynamodb::GENERATED_FROM
        );
    }
}

/// Says that nothing real is about to happen.
pub(crate) fn demo(args: &Args, url: &str) {
    if !args.json {
        eprintln!("no table given: demonstration against a fake DynamoDB at {url}\n");
    }
}

/// Has `waiter` draw a progress bar after each poll.
pub(crate) fn progress<M: Mode>(
    args: &Args,
    waiter: Waiter<M, DescribeExport>,
) -> Waiter<M, DescribeExport> {
    let waiter = if args.demo {
        waiter.delay(DEMO_DELAY, DEMO_DELAY)
    } else {
        waiter
    };
    if args.json {
        return waiter;
    }
    let started = Instant::now();
    let polls = Mutex::new(0);
    waiter.observe(move |poll| {
        let mut polls = polls
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *polls += 1;
        draw(*polls, &status(poll), started.elapsed());
    })
}

fn status(poll: &Poll<DescribeExport>) -> String {
    match poll {
        Err(error) => error.to_string(),
        Ok(reply) => match reply
            .output
            .export_description
            .as_ref()
            .and_then(|it| it.export_status.as_ref())
        {
            Some(status) => status.to_string(),
            None => "unknown".to_owned(),
        },
    }
}

/// The service does not say how far it is, so the bar runs to and fro until the export is done.
fn draw(polls: usize, status: &str, elapsed: Duration) {
    let done = status == ExportStatus::Completed.as_str();
    let position = polls % WIDTH;
    let bar: String = (0..WIDTH)
        .map(|cell| {
            if done || cell.abs_diff(position) < 4 {
                '█'
            } else {
                '░'
            }
        })
        .collect();
    let end = if stderr().is_terminal() { "\r" } else { "\n" };
    eprint!(
        "{bar} {status:<12} {:>6.1} s, {polls} polls{end}",
        elapsed.as_secs_f64()
    );
    let _ = stderr().flush();
}

/// Ends the line of the progress bar.
pub(crate) fn done(args: &Args) {
    if !args.json && stderr().is_terminal() {
        eprintln!();
    }
}

/// Prints an export as a person wants to read it, or as JSON.
pub(crate) fn description(args: &Args, export: &ExportDescription) -> Result<(), Box<dyn Error>> {
    if args.json {
        println!("{}", json(export)?);
        return Ok(());
    }
    println!();
    for (label, value) in facts(export) {
        if let Some(value) = value {
            println!("{label:>12}  {value}");
        }
    }
    Ok(())
}

fn facts(export: &ExportDescription) -> [(&'static str, Option<String>); 12] {
    let text = |it: &Option<String>| it.clone();
    let changes = export.incremental_export_specification.as_ref();
    [
        ("export", text(&export.export_arn)),
        (
            "status",
            export.export_status.as_ref().map(ToString::to_string),
        ),
        ("failure", text(&export.failure_message)),
        ("table", text(&export.table_arn)),
        ("kind", export.export_type.as_ref().map(ToString::to_string)),
        (
            "from",
            changes
                .and_then(|it| it.export_from_time)
                .map(|it| it.to_string()),
        ),
        (
            "to",
            changes
                .and_then(|it| it.export_to_time)
                .map(|it| it.to_string()),
        ),
        (
            "format",
            export.export_format.as_ref().map(ToString::to_string),
        ),
        ("bucket", bucket(export)),
        ("manifest", text(&export.export_manifest)),
        ("items", export.item_count.map(grouped)),
        (
            "billed",
            export
                .billed_size_bytes
                .map(|bytes| format!("{} bytes", grouped(bytes))),
        ),
    ]
}

fn bucket(export: &ExportDescription) -> Option<String> {
    let bucket = export.s3_bucket.as_ref()?;
    Some(format!(
        "s3://{bucket}/{}",
        export.s3_prefix.as_deref().unwrap_or_default()
    ))
}

/// `1234567` as `1 234 567`.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// The description with the wire's member names, and times that a person can read.
fn json(export: &ExportDescription) -> Result<String, Box<dyn Error>> {
    let spelling = Json {
        timestamps: TimestampFormat::DateTime,
        ..Json::AWS_JSON
    };
    let mut text = Vec::new();
    spelling.encode(export, &mut text)?;
    Ok(String::from_utf8(text)?)
}
