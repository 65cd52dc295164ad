//! What every consumer does with its module `dynamodb`: one export, against a service in
//! process.

use std::error::Error;

use tinsmith::fake::Fake;
use tinsmith::{Config, Credentials};

use crate::dynamodb::{
    self, ExportDescription, ExportFormat, ExportTableToPointInTime, ExportTableToPointInTimeOutput,
};

/// Asks for the export and prints what the service says of it.
pub fn run() -> Result<(), Box<dyn Error>> {
    let fake = Fake::new().on::<ExportTableToPointInTime>(|input| {
        let description = ExportDescription::builder()
            .table_arn(input.table_arn)
            .s3_bucket(input.s3_bucket)
            .set_export_format(input.export_format)
            .build();
        let output = ExportTableToPointInTimeOutput::builder();
        Ok(output.export_description(description).build())
    });
    let config = Config::builder()
        .region("eu-central-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .blocking_transport(fake)
        .build();
    let output = dynamodb::Client::new(config)
        .export_table_to_point_in_time()
        .table_arn("arn:aws:dynamodb:eu-central-1:123456789012:table/orders")
        .s3_bucket("exports")
        .export_format(ExportFormat::Ion)
        .send()?;
    let description = output
        .export_description
        .ok_or("the export is not described")?;
    println!(
        "{} of {} to {}",
        description.export_format.ok_or("no format")?.as_str(),
        description.table_arn.ok_or("no table")?,
        description.s3_bucket.ok_or("no bucket")?,
    );
    Ok(())
}
