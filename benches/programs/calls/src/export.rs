//! DynamoDB's `ExportTableToPointInTime`: what a call costs when it carries next to nothing.

use std::collections::BTreeSet;
use std::hint::black_box;

use bytes::Bytes;

use crate::canned::{Canned, block_on};
use crate::generated::dynamodb::{self, ExportFormat, ExportStatus};
use crate::{Result, Runner};

const REQUEST: &str = r#"{"TableArn":"arn:aws:dynamodb:us-east-1:123456789012:table/T","S3Bucket":"bucket","ClientToken":"00000000-0000-4000-8000-000000000000","ExportFormat":"DYNAMODB_JSON"}"#;
const RESPONSE: &str = r#"{"ExportDescription":{"ExportArn":"arn:aws:dynamodb:us-east-1:123456789012:table/T/export/01700000000000-abcdef01","ExportStatus":"IN_PROGRESS","StartTime":1700000000.123,"ExportTime":1700000000.123,"TableArn":"arn:aws:dynamodb:us-east-1:123456789012:table/T","TableId":"5c9d5f0e-5c9d-4f0e-9c9d-5f0e5c9d5f0e","ClientToken":"00000000-0000-4000-8000-000000000000","S3Bucket":"bucket","S3SseAlgorithm":"AES256","ExportFormat":"DYNAMODB_JSON","ExportType":"FULL_EXPORT"}}"#;

pub(crate) fn calls() -> Result<Runner> {
    let canned = Canned::leaked(RESPONSE, "application/x-amz-json-1.0");
    let client = dynamodb::Client::new(canned.config());
    call(&client)?;
    check(canned.first())?;
    Ok(Box::new(move |count| {
        (0..count).try_for_each(|_| call(&client))
    }))
}

fn call(client: &dynamodb::Client) -> Result<()> {
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
    Ok(())
}

/// Whether the request is the yardstick's; the order of members is not part of it.
fn check(sent: Option<Bytes>) -> Result<()> {
    let sent = sent.ok_or("nothing was sent")?;
    let sent = std::str::from_utf8(&sent)?;
    if members(sent) == members(REQUEST) {
        return Ok(());
    }
    Err(format!("sent {sent}").into())
}

fn members(object: &str) -> BTreeSet<&str> {
    object.trim_matches(['{', '}']).split(',').collect()
}
