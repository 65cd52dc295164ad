//! Exports a table through `ureq`.

include!(concat!(env!("TINSMITH_BENCH_CODE"), "/dynamodb.rs"));

use dynamodb::ExportFormat;
use tinsmith::Config;
use tinsmith::transport::UreqTransport;

fn main() {
    let config = Config::from_env()
        .blocking_transport(UreqTransport::new())
        .region("us-east-1")
        .build();
    let exported = dynamodb::Client::new(config)
        .export_table_to_point_in_time()
        .table_arn("arn:aws:dynamodb:us-east-1:123456789012:table/T")
        .s3_bucket("bucket")
        .export_format(ExportFormat::DynamodbJson)
        .send();
    println!("{exported:?}");
}
