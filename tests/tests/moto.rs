//! The export journey against moto: responses of other people's shaping, and files really written.
//!
//! moto has habits: it wants `S3Prefix` and the `TableArn` of `ListExports`, knows no pages, and
//! answers what it does not expect with an HTML page and status 500.

use std::collections::BTreeSet;
use std::time::Duration;

use generated::dynamodb::{
    AttributeDefinition, AttributeValue, BillingMode, Client, DescribeExportError,
    ExportDescription, ExportFormat, ExportStatus, ExportTableToPointInTime,
    ExportTableToPointInTimeError, ExportTableToPointInTimeInput, ExportTableToPointInTimeOutput,
    ExportType, KeySchemaElement, KeyType, PointInTimeRecoverySpecification, ScalarAttributeType,
};
use serde_json::{Value, json};
use tests::servers::moto::{self, BUCKET, Moto};
use tinsmith::config::ConfigBuilder;
use tinsmith::transport::{ReqwestTransport, UreqTransport};
use tinsmith::{Blocking, Config, Credentials};

/// Between two polls of a wait; moto finishes at once.
const PAUSE: Duration = Duration::from_millis(100);
/// How long a wait may take.
const LIMIT: Duration = Duration::from_secs(30);

#[test]
fn an_export_writes_every_item_under_its_prefix() {
    let Some(server) = moto::server() else {
        return;
    };
    let client = blocking(&server);
    let table_arn = create_recoverable_table(&client, "written");
    put_orders(&client, "written", 3);

    let input = export(&table_arn, BUCKET, "written");
    let started = client.call::<ExportTableToPointInTime>(input);
    let completed = wait_until_completed(&client, &arn(started.expect("the export starts")));
    assert_eq!(completed.item_count, Some(3));
    assert_eq!(completed.s3_prefix.as_deref(), Some("written"));
    assert_eq!(completed.export_format, Some(ExportFormat::DynamodbJson));
    assert_eq!(completed.export_type, Some(ExportType::FullExport));

    let objects = server.objects("written/");
    let lines = objects.values().flatten();
    let items = lines.map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    let written: BTreeSet<String> = items.map(|item| item.to_string()).collect();
    let expected = (1..=3).map(|id| json!({"Item": {"id": {"N": id.to_string()}}}).to_string());
    assert_eq!(written, expected.collect());
}

#[tokio::test]
async fn a_finished_export_is_found_by_an_async_client_too() {
    let Some(server) = moto::server() else {
        return;
    };
    let client = awaited(&server);
    let table_arn = create_recoverable_table(&blocking(&server), "awaited");
    let input = export(&table_arn, BUCKET, "awaited");
    let arn = arn(client
        .call::<ExportTableToPointInTime>(input)
        .await
        .expect("the export starts"));
    let completed = client
        .wait_until_export_completed()
        .export_arn(&arn)
        .customize(|waiter| waiter.delay(PAUSE, PAUSE))
        .wait(LIMIT)
        .await
        .expect("the export completes")
        .expect("a completed export is described")
        .output;
    let status = completed.export_description.and_then(|it| it.export_status);
    assert_eq!(status, Some(ExportStatus::Completed));
}

#[test]
fn a_list_without_further_token_is_one_page() {
    let Some(server) = moto::server() else {
        return;
    };
    let client = blocking(&server);
    let table_arn = create_recoverable_table(&client, "listed");
    let started: Vec<String> = (0..3)
        .map(|_| client.call::<ExportTableToPointInTime>(export(&table_arn, BUCKET, "listed")))
        .map(|started| arn(started.expect("the export starts")))
        .collect();
    let pages = client
        .list_exports()
        .table_arn(&table_arn)
        .max_results(2)
        .into_paginator();
    let pages: Vec<_> = pages.map(|page| page.expect("a page is listed")).collect();
    assert_eq!(pages.len(), 1);
    let summaries = pages
        .into_iter()
        .flat_map(|page| page.export_summaries.unwrap_or_default());
    let listed: Vec<String> = summaries.filter_map(|it| it.export_arn).collect();
    assert_eq!(listed, started);
}

#[test]
fn an_export_into_a_missing_bucket_ends_the_wait_with_its_failure() {
    let Some(server) = moto::server() else {
        return;
    };
    let client = blocking(&server);
    let table_arn = create_recoverable_table(&client, "bucketless");
    let input = export(&table_arn, "nobody-made-this", "bucketless");
    let started = client
        .call::<ExportTableToPointInTime>(input)
        .expect("the export starts");
    let error = client
        .wait_until_export_completed()
        .export_arn(arn(started))
        .customize(|waiter| waiter.delay(PAUSE, PAUSE))
        .wait(LIMIT)
        .expect_err("it cannot complete");
    let last = error.last_output().expect("the last poll had an answer");
    let failed = last.export_description.as_ref().expect("a description");
    assert_eq!(failed.export_status, Some(ExportStatus::Failed));
    assert_eq!(failed.failure_code.as_deref(), Some("S3NoSuchBucket"));
    let text = error.to_string();
    assert!(
        text.contains("The specified bucket does not exist"),
        "{text}"
    );
}

#[test]
fn an_export_without_recovery_is_refused_with_a_typed_error() {
    let Some(server) = moto::server() else {
        return;
    };
    let client = blocking(&server);
    let input = export(
        &create_table(&client, "unrecoverable"),
        BUCKET,
        "unrecoverable",
    );
    let error = client
        .call::<ExportTableToPointInTime>(input)
        .expect_err("recovery is off");
    assert!(matches!(
        error.as_service_error(),
        Some(ExportTableToPointInTimeError::PointInTimeRecoveryUnavailableException(_))
    ));
    let id = error.request_id().expect("moto names requests");
    let expected = format!(
        "ExportTableToPointInTime: PointInTimeRecoveryUnavailableException: \
         Point in time recovery is not enabled for table 'unrecoverable' \
         (HTTP 400, request id {id})"
    );
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_format_newer_than_the_model_is_kept_as_it_came() {
    let Some(server) = moto::server() else {
        return;
    };
    let client = blocking(&server);
    let mut input = export(
        &create_recoverable_table(&client, "formats"),
        BUCKET,
        "formats",
    );
    input.export_format = None;
    let started = client
        .call::<ExportTableToPointInTime>(input)
        .expect("the export starts");
    let format = started.export_description.and_then(|it| it.export_format);
    // moto misspells its own default, which the model does not know.
    assert_eq!(
        format,
        Some(ExportFormat::Unknown("DYNAMO_JSON".to_owned()))
    );
}

#[test]
fn a_page_of_html_with_status_500_is_an_unmodelled_error_that_was_tried_again() {
    let Some(server) = moto::server() else {
        return;
    };
    let arn = "arn:aws:dynamodb:us-east-1:123456789012:table/orders/export/01234567890123-a1b2c3d4";
    let described = blocking(&server).describe_export().export_arn(arn).send();
    let error = described.expect_err("there is no such export");
    assert!(matches!(
        error.as_service_error(),
        Some(DescribeExportError::Unmodelled(_))
    ));
    let shown = error.to_string();
    let page =
        "DescribeExport: unknown error (HTTP 500, text/html; charset=utf-8: \"<!doctype html>";
    assert!(shown.starts_with(page), "{shown}");
    assert!(shown.ends_with("), after 4 attempts"), "{shown}");
    let body = error.raw_body().expect("the page came");
    assert!(body.starts_with(b"<!doctype html>"));
}

fn config(server: &Moto) -> ConfigBuilder<()> {
    Config::builder()
        .region("us-east-1")
        .endpoint_url(&server.url)
        .credentials(Credentials::new("test", "test"))
}

fn awaited(server: &Moto) -> Client {
    // Refused where it is installed already, which serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let transport = ReqwestTransport::new().expect("plain HTTP needs nothing");
    Client::new(config(server).transport(transport).build())
}

fn blocking(server: &Moto) -> Client<Blocking> {
    Client::new(
        config(server)
            .blocking_transport(UreqTransport::new())
            .build(),
    )
}

fn create_table(client: &Client<Blocking>, name: &str) -> String {
    let key = AttributeDefinition::builder()
        .attribute_name("id")
        .attribute_type(ScalarAttributeType::N);
    let hash = KeySchemaElement::builder()
        .attribute_name("id")
        .key_type(KeyType::Hash);
    let created = client
        .create_table()
        .table_name(name)
        .attribute_definitions(key.build())
        .key_schema(hash.build())
        .billing_mode(BillingMode::PayPerRequest)
        .send()
        .expect("the table is new");
    let table = created.table_description.expect("a description");
    table.table_arn.expect("a table has an ARN")
}

fn create_recoverable_table(client: &Client<Blocking>, name: &str) -> String {
    let table_arn = create_table(client, name);
    let on = PointInTimeRecoverySpecification::builder().point_in_time_recovery_enabled(true);
    client
        .update_continuous_backups()
        .table_name(name)
        .point_in_time_recovery_specification(on.build())
        .send()
        .expect("recovery is switched on");
    table_arn
}

fn put_orders(client: &Client<Blocking>, table: &str, count: usize) {
    for id in 1..=count {
        let id = AttributeValue::N(id.to_string());
        let put = client.put_item().table_name(table).item("id", id).send();
        put.expect("the item is put");
    }
}

fn export(table_arn: &str, bucket: &str, prefix: &str) -> ExportTableToPointInTimeInput {
    ExportTableToPointInTimeInput::builder()
        .table_arn(table_arn)
        .s3_bucket(bucket)
        .s3_prefix(prefix)
        .export_format(ExportFormat::DynamodbJson)
        .build()
}

fn arn(started: ExportTableToPointInTimeOutput) -> String {
    let description = started.export_description.expect("a description");
    description.export_arn.expect("an export has an ARN")
}

fn wait_until_completed(client: &Client<Blocking>, arn: &str) -> ExportDescription {
    let completed = client
        .wait_until_export_completed()
        .export_arn(arn)
        .customize(|waiter| waiter.delay(PAUSE, PAUSE))
        .wait(LIMIT)
        .expect("the export completes")
        .expect("a completed export is described");
    let description = completed.output.export_description.expect("a description");
    assert_eq!(description.export_status, Some(ExportStatus::Completed));
    description
}
