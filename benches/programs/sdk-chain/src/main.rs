//! Exports a table with the credentials that are configured, by the AWS SDK.

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::types::ExportFormat;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let exported = aws_sdk_dynamodb::Client::new(&config)
        .export_table_to_point_in_time()
        .table_arn("arn:aws:dynamodb:us-east-1:123456789012:table/T")
        .s3_bucket("bucket")
        .export_format(ExportFormat::DynamodbJson)
        .send()
        .await;
    println!("{exported:?}");
}
