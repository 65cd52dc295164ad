//! The fake service of the demonstration: one table, whose export is done after a few polls.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use generated::dynamodb::{
    DescribeExport, DescribeExportOutput, ExportDescription, ExportStatus,
    ExportTableToPointInTime, ExportTableToPointInTimeInput, ExportTableToPointInTimeOutput,
    ExportType,
};
use tinsmith::Timestamp;
use tinsmith::fake::{Fake, Server};

use crate::args::Args;

const TABLE_ARN: &str = "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders";
const EXPORT_ARN: &str =
    "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders/export/01767225600000-3f9c2a71";

/// How many polls find the export in progress.
const POLLS: i64 = 8;
const ITEMS: i64 = 48_213;

/// A running fake service.
pub(crate) struct Demo {
    server: Server,
}

/// Starts the fake service on a free loopback port.
pub(crate) fn start() -> std::io::Result<Demo> {
    let accepted = Arc::new(Mutex::new(None));
    let (requested, polls) = (Arc::clone(&accepted), AtomicI64::new(0));
    let fake = Fake::new()
        .on::<ExportTableToPointInTime>(move |input| {
            let description = describe(&input);
            *requested.lock().unwrap_or_else(PoisonError::into_inner) = Some(description.clone());
            Ok(ExportTableToPointInTimeOutput {
                export_description: Some(description),
            })
        })
        .on::<DescribeExport>(move |_| {
            let mut description = accepted
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            if polls.fetch_add(1, Ordering::Relaxed) >= POLLS {
                description = description.map(complete);
            }
            Ok(DescribeExportOutput {
                export_description: description,
            })
        });
    Ok(Demo {
        server: fake.serve()?,
    })
}

impl Demo {
    /// Where the service listens.
    pub(crate) fn url(&self) -> String {
        self.server.url()
    }

    /// Points the program at the service.
    pub(crate) fn fill_in(&self, args: &mut Args) {
        args.demo = true;
        args.endpoint_url = Some(self.url());
        args.table_arn = Some(TABLE_ARN.to_owned());
        args.s3_bucket
            .get_or_insert_with(|| "orders-archive".to_owned());
    }
}

fn describe(input: &ExportTableToPointInTimeInput) -> ExportDescription {
    ExportDescription::builder()
        .export_arn(EXPORT_ARN)
        .export_status(ExportStatus::InProgress)
        .start_time(Timestamp::from(SystemTime::now()))
        .table_arn(&input.table_arn)
        .s3_bucket(&input.s3_bucket)
        .set_s3_prefix(input.s3_prefix.clone())
        .set_client_token(input.client_token.clone())
        .set_export_format(input.export_format.clone())
        .export_type(input.export_type.clone().unwrap_or(ExportType::FullExport))
        .set_incremental_export_specification(input.incremental_export_specification.clone())
        .build()
}

fn complete(description: ExportDescription) -> ExportDescription {
    ExportDescription {
        export_status: Some(ExportStatus::Completed),
        end_time: Some(Timestamp::from(SystemTime::now())),
        export_manifest: Some(
            "AWSDynamoDB/01767225600000-3f9c2a71/manifest-summary.json".to_owned(),
        ),
        item_count: Some(ITEMS),
        billed_size_bytes: Some(ITEMS * 431),
        ..description
    }
}
