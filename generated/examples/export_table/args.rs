//! The command line.

use std::ffi::OsString;

use generated::dynamodb::ExportFormat;
use lexopt::prelude::{Long, ValueExt};
use tinsmith::Timestamp;
use tinsmith::TimestampFormat;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Exports a DynamoDB table to S3 and waits until the export is done.

Usage: cargo run --example export_table -- [OPTIONS]

Without options it runs against a fake service on this machine.

  --table-arn ARN        the table
  --s3-bucket NAME       where the export goes
  --s3-prefix PREFIX     what its keys start with
  --format FORMAT        dynamodb-json (default) or ion
  --incremental          only what changed between --from and --to
  --from TIME, --to TIME as 2026-01-31T12:00:00Z
  --resume EXPORT-ARN    wait for an export that was requested before
  --profile NAME         of ~/.aws/config; else AWS_PROFILE
  --region REGION        else AWS_REGION, else the region in the ARN
  --endpoint-url URL     another endpoint, such as an emulator's
  --blocking             without async, through ureq
  --json                 print the description as JSON
  -h, --help

Credentials come from the environment, the profile with its roles and logins, a container or an
instance, as for every AWS program.
";

/// What to do.
pub(crate) enum Command {
    Help,
    Export(Box<Args>),
}

/// What to export, from where, and how to say so.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(crate) struct Args {
    pub(crate) table_arn: Option<String>,
    pub(crate) s3_bucket: Option<String>,
    pub(crate) s3_prefix: Option<String>,
    pub(crate) format: Option<ExportFormat>,
    pub(crate) incremental: bool,
    pub(crate) from: Option<Timestamp>,
    pub(crate) to: Option<Timestamp>,
    pub(crate) resume: Option<String>,
    pub(crate) profile: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) endpoint_url: Option<String>,
    pub(crate) blocking: bool,
    pub(crate) json: bool,
    /// Polls quickly, with credentials of no account: set for the demonstration only.
    pub(crate) demo: bool,
}

impl Args {
    /// Whether nothing says which table to export.
    pub(crate) fn is_demo(&self) -> bool {
        self.table_arn.is_none() && self.resume.is_none() && self.endpoint_url.is_none()
    }

    /// The region: as given, else the one in the ARN of the table or export.
    pub(crate) fn region(&self) -> Option<&str> {
        let arn = self.table_arn.as_deref().or(self.resume.as_deref());
        self.region
            .as_deref()
            .or_else(|| arn?.split(':').nth(3).filter(|region| !region.is_empty()))
    }

    /// The command that waits for an export again, but for `--resume`.
    pub(crate) fn resume_command(&self) -> String {
        let mut command = "cargo run --example export_table --".to_owned();
        for (option, value) in [
            ("--profile", self.profile.as_ref()),
            ("--region", self.region.as_ref()),
            ("--endpoint-url", self.endpoint_url.as_ref()),
        ] {
            if let Some(value) = value {
                command.extend([" ", option, " ", value]);
            }
        }
        command
    }
}

/// Reads the command line.
pub(crate) fn parse(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Command, lexopt::Error> {
    let mut args = Args::default();
    let mut parser = lexopt::Parser::from_iter(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("table-arn") => args.table_arn = Some(parser.value()?.string()?),
            Long("s3-bucket") => args.s3_bucket = Some(parser.value()?.string()?),
            Long("s3-prefix") => args.s3_prefix = Some(parser.value()?.string()?),
            Long("format") => args.format = Some(parser.value()?.parse_with(format)?),
            Long("incremental") => args.incremental = true,
            Long("from") => args.from = Some(parser.value()?.parse_with(time)?),
            Long("to") => args.to = Some(parser.value()?.parse_with(time)?),
            Long("resume") => args.resume = Some(parser.value()?.string()?),
            Long("profile") => args.profile = Some(parser.value()?.string()?),
            Long("region") => args.region = Some(parser.value()?.string()?),
            Long("endpoint-url") => args.endpoint_url = Some(parser.value()?.string()?),
            Long("blocking") => args.blocking = true,
            Long("json") => args.json = true,
            Long("help") | lexopt::Arg::Short('h') => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    check(&args)?;
    Ok(Command::Export(Box::new(args)))
}

fn check(args: &Args) -> Result<(), lexopt::Error> {
    let wrong = |reason: &str| Err(lexopt::Error::Custom(reason.into()));
    if args.resume.is_none()
        && !args.is_demo()
        && (args.table_arn.is_none() || args.s3_bucket.is_none())
    {
        return wrong("an export needs both --table-arn and --s3-bucket");
    }
    if args.incremental != (args.from.is_some() && args.to.is_some()) {
        return wrong("--incremental goes with both --from and --to");
    }
    Ok(())
}

fn format(text: &str) -> Result<ExportFormat, String> {
    match text {
        "dynamodb-json" => Ok(ExportFormat::DynamodbJson),
        "ion" => Ok(ExportFormat::Ion),
        _ => Err(format!(
            "`{text}` is not a format: use `dynamodb-json` or `ion`"
        )),
    }
}

fn time(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text, TimestampFormat::DateTime).map_err(|error| error.to_string())
}
