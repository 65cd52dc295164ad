//! The journey of an export against `MiniStack`, which checks signatures and policies for real.

use std::time::Duration;

use generated::dynamodb::{
    AttributeDefinition, AttributeValue, BillingMode, Client, DescribeExport, DescribeExportError,
    DescribeExportInput, ExportDescription, ExportFormat, ExportStatus, ExportSummary,
    ExportTableToPointInTimeError, ExportType, KeySchemaElement, KeyType,
    PointInTimeRecoverySpecification, PointInTimeRecoveryStatus, ScalarAttributeType, TableStatus,
};
use http::Request;
use tests::servers::ministack::{self, AccessKey, BUCKET, Ministack};
use tinsmith::body::Body;
use tinsmith::config::ConfigBuilder;
use tinsmith::rt::operation::Unmodelled;
use tinsmith::transport::{BlockingTransport, ReqwestTransport, UreqTransport};
use tinsmith::{Blob, Blocking, Config, Credentials, Error, Map};

/// A table that nobody made.
const UNKNOWN_TABLE: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/nobody-made-this";
/// An export that nobody started.
const UNKNOWN_EXPORT: &str =
    "arn:aws:dynamodb:us-east-1:000000000000:table/orders/export/01234567890123-a1b2c3d4";

#[tokio::test]
async fn a_new_table_is_filled_exported_and_its_exports_listed_and_described() {
    let Some(server) = ministack::server() else {
        return;
    };
    let client = awaited(&server);
    let table_arn = create_table(&client, "journey").await;
    enable_recovery(&client, "journey").await;
    let items: Vec<_> = (1..=3).map(order).collect();
    put_and_get(&client, "journey", &items).await;

    let started = export(&client, &table_arn, None).await;
    assert_eq!(started.export_status, Some(ExportStatus::InProgress));
    assert_eq!(started.table_arn.as_deref(), Some(table_arn.as_str()));
    let arn = started.export_arn.clone().expect("an export has an ARN");
    let completed = wait_until_completed(&client, &arn).await;
    assert_eq!(completed.item_count, Some(3));
    assert_eq!(completed.start_time, started.start_time);
    assert!(completed.end_time >= completed.start_time);
    assert!(completed.export_manifest.is_some());

    let described = client.describe_export().export_arn(&arn).send().await;
    let described = described.expect("a completed export is described");
    assert_eq!(described.export_description, Some(completed));

    let second = export(&client, &table_arn, None).await;
    let third = export(&client, &table_arn, None).await;
    let expected = [Some(arn), second.export_arn, third.export_arn];
    let pages = list_exports_in_pages_of_two(&client, &table_arn).await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    let listed = pages.into_iter().flatten().map(|it| it.export_arn);
    assert_eq!(listed.collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn the_same_client_token_gives_the_same_export_and_another_gives_another() {
    let Some(server) = ministack::server() else {
        return;
    };
    let client = awaited(&server);
    let table_arn = create_table(&client, "tokens").await;
    let first = export(&client, &table_arn, Some("one")).await;
    let again = export(&client, &table_arn, Some("one")).await;
    let other = export(&client, &table_arn, Some("two")).await;
    assert_eq!(first.client_token.as_deref(), Some("one"));
    assert_eq!(again.export_arn, first.export_arn);
    assert_ne!(other.export_arn, first.export_arn);
}

#[tokio::test]
async fn a_client_token_is_made_for_each_call_that_has_none() {
    let Some(server) = ministack::server() else {
        return;
    };
    let client = awaited(&server);
    let table_arn = create_table(&client, "made-tokens").await;
    let first = export(&client, &table_arn, None).await;
    let second = export(&client, &table_arn, None).await;
    let token = first.client_token.as_deref().expect("the token arrived");
    assert_eq!(token.len(), 36, "{token} is a UUID");
    assert_ne!(first.client_token, second.client_token);
    assert_ne!(first.export_arn, second.export_arn);
}

#[test]
fn a_wrong_secret_is_an_unmodelled_error() {
    let Some(server) = ministack::server() else {
        return;
    };
    let id = server.exporter.id.clone();
    let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned();
    let error = refused_export(&server, &AccessKey { id, secret });
    let unmodelled = unmodelled(&error);
    assert_eq!(unmodelled.code, "InvalidSignatureException");
    let message = unmodelled.message.as_deref().expect("it says why");
    let expected =
        format!("ExportTableToPointInTime: InvalidSignatureException: {message} (HTTP 400)");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn an_unknown_key_is_an_unmodelled_error() {
    let Some(server) = ministack::server() else {
        return;
    };
    let id = "AKIAIOSFODNN7EXAMPLE".to_owned();
    let secret = server.exporter.secret.clone();
    let error = refused_export(&server, &AccessKey { id, secret });
    assert_eq!(unmodelled(&error).code, "UnrecognizedClientException");
    let expected = "ExportTableToPointInTime: UnrecognizedClientException: \
        The security token included in the request is invalid. (HTTP 400)";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_user_without_a_policy_is_told_what_is_denied() {
    let Some(server) = ministack::server() else {
        return;
    };
    let error = refused_export(&server, &server.stranger);
    assert_eq!(unmodelled(&error).code, "AccessDeniedException");
    let message = error.message().expect("it says why");
    assert!(
        message.contains("dynamodb:ExportTableToPointInTime"),
        "{message}"
    );
    let expected = format!("ExportTableToPointInTime: AccessDeniedException: {message} (HTTP 403)");
    assert_eq!(error.to_string(), expected);
}

/// What an error says of the response that it came with.
fn response_of<E>(error: &Error<E>) -> String {
    let id = error.request_id().expect("MiniStack names requests");
    let extended = error.extended_request_id().expect("and names them twice");
    format!("(HTTP 400, request id {id}, extended request id {extended})")
}

#[test]
fn an_unknown_table_is_a_typed_error() {
    let Some(server) = ministack::server() else {
        return;
    };
    let error = refused_export(&server, &server.exporter);
    assert!(matches!(
        error.as_service_error(),
        Some(ExportTableToPointInTimeError::TableNotFoundException(_))
    ));
    let expected = format!(
        "ExportTableToPointInTime: TableNotFoundException: Table not found: {UNKNOWN_TABLE} {}",
        response_of(&error)
    );
    assert_eq!(error.to_string(), expected);
}

#[test]
fn an_unknown_export_is_a_typed_error() {
    let Some(server) = ministack::server() else {
        return;
    };
    let client = blocking(&server, &server.exporter);
    let described = client.describe_export().export_arn(UNKNOWN_EXPORT).send();
    let error = described.expect_err("there is no such export");
    assert!(matches!(
        error.as_service_error(),
        Some(DescribeExportError::ExportNotFoundException(_))
    ));
    let expected = format!(
        "DescribeExport: ExportNotFoundException: Export not found: {UNKNOWN_EXPORT} {}",
        response_of(&error)
    );
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_presigned_request_is_accepted_and_one_by_a_wrong_secret_is_not() {
    let Some(server) = ministack::server() else {
        return;
    };
    let wrong = AccessKey {
        secret: "wrong".to_owned(),
        ..server.exporter.clone()
    };
    assert_eq!(
        error_type_of_presigned(&server, &server.exporter),
        "ExportNotFoundException"
    );
    assert_eq!(
        error_type_of_presigned(&server, &wrong),
        "InvalidSignatureException"
    );
}

/// What `MiniStack` answers to a presigned request for an unknown export.
fn error_type_of_presigned(server: &Ministack, key: &AccessKey) -> String {
    let input = DescribeExportInput::builder()
        .export_arn(UNKNOWN_EXPORT)
        .build();
    let presigned = blocking(server, key)
        .operation::<DescribeExport>()
        .presign(input, Duration::from_secs(60))
        .expect("DescribeExport is signed");
    let mut request = Request::new(Body::from(format!(r#"{{"ExportArn":"{UNKNOWN_EXPORT}"}}"#)));
    *request.method_mut() = presigned.method;
    *request.uri_mut() = presigned.uri;
    *request.headers_mut() = presigned.headers;
    let response = UreqTransport::new()
        .send(request, None)
        .expect("MiniStack answers");
    let kind = response
        .headers()
        .get("x-amzn-errortype")
        .expect("an error");
    kind.to_str().expect("a name").to_owned()
}

fn config(server: &Ministack, key: &AccessKey) -> ConfigBuilder<()> {
    Config::builder()
        .region("us-east-1")
        .endpoint_url(&server.url)
        .credentials(Credentials::new(&key.id, &key.secret))
}

fn awaited(server: &Ministack) -> Client {
    // Refused where another test has installed it, which serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let transport = ReqwestTransport::new().expect("plain HTTP needs nothing");
    Client::new(
        config(server, &server.exporter)
            .transport(transport)
            .build(),
    )
}

fn blocking(server: &Ministack, key: &AccessKey) -> Client<Blocking> {
    Client::new(
        config(server, key)
            .blocking_transport(UreqTransport::new())
            .build(),
    )
}

async fn create_table(client: &Client, name: &str) -> String {
    let key = AttributeDefinition::builder()
        .attribute_name("id")
        .attribute_type(ScalarAttributeType::S);
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
        .await;
    created.expect("the table is new");
    let waiter = client.wait_until_table_exists().table_name(name);
    let exists = waiter
        .wait(Duration::from_secs(30))
        .await
        .expect("the table comes to be");
    let table = exists
        .expect("the table is described")
        .output
        .table
        .expect("a description");
    assert_eq!(table.table_status, Some(TableStatus::Active));
    table.table_arn.expect("a table has an ARN")
}

async fn enable_recovery(client: &Client, table: &str) {
    let on = PointInTimeRecoverySpecification::builder().point_in_time_recovery_enabled(true);
    let updated = client
        .update_continuous_backups()
        .table_name(table)
        .point_in_time_recovery_specification(on.build())
        .send()
        .await;
    updated.expect("recovery is switched on");
    let backups = client
        .describe_continuous_backups()
        .table_name(table)
        .send()
        .await;
    let backups = backups
        .expect("backups are described")
        .continuous_backups_description;
    let recovery = backups.and_then(|it| it.point_in_time_recovery_description);
    let status = recovery.and_then(|it| it.point_in_time_recovery_status);
    assert_eq!(status, Some(PointInTimeRecoveryStatus::Enabled));
}

type Item = Map<String, AttributeValue>;

fn order(number: u8) -> Item {
    let lines = vec![
        AttributeValue::S("tin".to_owned()),
        AttributeValue::Null(true),
    ];
    [
        ("id", AttributeValue::S(number.to_string())),
        ("price", AttributeValue::N(format!("{number}.25"))),
        ("label", AttributeValue::B(Blob::new([0, 255, number]))),
        ("lines", AttributeValue::L(lines)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

async fn put_and_get(client: &Client, table: &str, items: &[Item]) {
    for item in items {
        let put = client
            .put_item()
            .table_name(table)
            .set_item(item.clone())
            .send()
            .await;
        put.expect("the item is put");
        let id = item.get("id").expect("an order has an id").clone();
        let got = client
            .get_item()
            .table_name(table)
            .key("id", id)
            .send()
            .await;
        assert_eq!(got.expect("the item is read").item.as_ref(), Some(item));
    }
}

async fn export(client: &Client, table_arn: &str, token: Option<&str>) -> ExportDescription {
    let exported = client
        .export_table_to_point_in_time()
        .table_arn(table_arn)
        .s3_bucket(BUCKET)
        .s3_prefix("orders")
        .export_format(ExportFormat::DynamodbJson)
        .export_type(ExportType::FullExport)
        .set_client_token(token.map(str::to_owned))
        .send()
        .await;
    exported
        .expect("the export starts")
        .export_description
        .expect("a description")
}

async fn wait_until_completed(client: &Client, arn: &str) -> ExportDescription {
    let pause = Duration::from_millis(200);
    let completed = client
        .wait_until_export_completed()
        .export_arn(arn)
        .customize(|waiter| waiter.delay(pause, pause))
        .wait(Duration::from_secs(30))
        .await
        .expect("the export completes")
        .expect("a completed export is described");
    let description = completed.output.export_description.expect("a description");
    assert_eq!(description.export_status, Some(ExportStatus::Completed));
    description
}

async fn list_exports_in_pages_of_two(client: &Client, table: &str) -> Vec<Vec<ExportSummary>> {
    let exports = client.list_exports().table_arn(table).max_results(2);
    let mut paginator = exports.into_paginator();
    let mut pages = Vec::new();
    while let Some(page) = paginator.next().await {
        let page = page.expect("a page is listed");
        pages.push(page.export_summaries.expect("a page has summaries"));
    }
    pages
}

fn refused_export(server: &Ministack, key: &AccessKey) -> Error<ExportTableToPointInTimeError> {
    let client = blocking(server, key);
    let exporting = client
        .export_table_to_point_in_time()
        .table_arn(UNKNOWN_TABLE)
        .s3_bucket(BUCKET);
    exporting.send().expect_err("there is no such table")
}

fn unmodelled(error: &Error<ExportTableToPointInTimeError>) -> &Unmodelled {
    match error.as_service_error() {
        Some(ExportTableToPointInTimeError::Unmodelled(unmodelled)) => unmodelled,
        _ => panic!("{error} is modelled"),
    }
}
