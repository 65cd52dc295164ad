//! Exports a table through `reqwest`.

include!(concat!(env!("TINSMITH_BENCH_CODE"), "/dynamodb.rs"));

use std::error::Error;

use dynamodb::ExportFormat;
use tinsmith::Config;
use tinsmith::transport::ReqwestTransport;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    rustls::crypto::ring::default_provider()
        .install_default()
        .ok();
    let config = Config::from_env()
        .transport(ReqwestTransport::new()?)
        .region("us-east-1")
        .build();
    let exported = dynamodb::Client::new(config)
        .export_table_to_point_in_time()
        .table_arn("arn:aws:dynamodb:us-east-1:123456789012:table/T")
        .s3_bucket("bucket")
        .export_format(ExportFormat::DynamodbJson)
        .send()
        .await;
    println!("{exported:?}");
    Ok(())
}
