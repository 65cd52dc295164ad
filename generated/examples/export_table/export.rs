//! The export itself: once awaited, once blocking.

use std::error::Error;
use std::sync::PoisonError;
use std::time::Duration;

use generated::dynamodb::{
    Client, ExportDescription, ExportFormat, ExportTableToPointInTime,
    ExportTableToPointInTimeInput, ExportType, IncrementalExportSpecification,
};
use tinsmith::Credentials;
use tinsmith::config::{ConfigBuilder, Environment};
use tinsmith::transport::{ReqwestTransport, UreqTransport};
use tinsmith_config::Loader;

use crate::args::Args;
use crate::{Resume, show};

/// How long an export may take before the program stops waiting.
const LIMIT: Duration = Duration::from_secs(24 * 60 * 60);

type Finished = Result<ExportDescription, Box<dyn Error>>;

/// Exports with futures, on a tokio runtime.
pub(crate) fn on_tokio(args: &Args, resume: &Resume) -> Finished {
    // Refused only where a provider is installed already, which serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(awaited(args, resume))
}

async fn awaited(args: &Args, resume: &Resume) -> Finished {
    let config = loader(args).transport(ReqwestTransport::new()?);
    let client = Client::new(chosen(args, config).build());
    let arn = match &args.resume {
        Some(arn) => arn.clone(),
        None => accepted(
            client
                .call::<ExportTableToPointInTime>(input(args))
                .await?
                .export_description,
        )?,
    };
    remember(resume, &arn);
    let wait = client
        .wait_until_export_completed()
        .export_arn(arn)
        .customize(|waiter| show::progress(args, waiter));
    let done = wait.wait(LIMIT).await??;
    show::done(args);
    done.output
        .export_description
        .ok_or_else(|| "the service described no export".into())
}

/// Exports on this thread, without futures.
pub(crate) fn blocking(args: &Args, resume: &Resume) -> Finished {
    let config = loader(args).blocking_transport(UreqTransport::new());
    let client = Client::new(chosen(args, config).build());
    let arn = match &args.resume {
        Some(arn) => arn.clone(),
        None => accepted(
            client
                .call::<ExportTableToPointInTime>(input(args))?
                .export_description,
        )?,
    };
    remember(resume, &arn);
    let wait = client
        .wait_until_export_completed()
        .export_arn(arn)
        .customize(|waiter| show::progress(args, waiter));
    let done = wait.wait(LIMIT)??;
    show::done(args);
    done.output
        .export_description
        .ok_or_else(|| "the service described no export".into())
}

/// Configuration and credentials as every AWS program has them; the demonstration asks nobody.
fn loader(args: &Args) -> Loader {
    let mut loader = tinsmith_config::load();
    if args.demo {
        loader = loader.environment(Environment::none());
    }
    if let Some(profile) = &args.profile {
        loader = loader.profile(profile);
    }
    match args.region() {
        Some(region) => loader.region(region),
        None => loader,
    }
}

fn chosen<T>(args: &Args, mut config: ConfigBuilder<T>) -> ConfigBuilder<T> {
    if args.demo {
        config = config.credentials(Credentials::new(
            "AKIDEXAMPLE",
            "only-the-fake-service-takes-this",
        ));
    }
    if let Some(url) = &args.endpoint_url {
        config = config.endpoint_url(url);
    }
    config.app_name("export_table")
}

fn input(args: &Args) -> ExportTableToPointInTimeInput {
    let changes = args.from.zip(args.to).map(|(from, to)| {
        IncrementalExportSpecification::builder()
            .export_from_time(from)
            .export_to_time(to)
            .build()
    });
    ExportTableToPointInTimeInput::builder()
        .table_arn(args.table_arn.as_deref().unwrap_or_default())
        .s3_bucket(args.s3_bucket.as_deref().unwrap_or_default())
        .set_s3_prefix(args.s3_prefix.clone())
        .export_format(args.format.clone().unwrap_or(ExportFormat::DynamodbJson))
        .export_type(if args.incremental {
            ExportType::IncrementalExport
        } else {
            ExportType::FullExport
        })
        .set_incremental_export_specification(changes)
        .build()
}

fn accepted(description: Option<ExportDescription>) -> Result<String, Box<dyn Error>> {
    description
        .and_then(|it| it.export_arn)
        .ok_or_else(|| "the service accepted the export but did not name it".into())
}

fn remember(resume: &Resume, arn: &str) {
    *resume.lock().unwrap_or_else(PoisonError::into_inner) = Some(arn.to_owned());
}
