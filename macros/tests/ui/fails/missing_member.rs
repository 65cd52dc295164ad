tinsmith_macros::service!("models/dynamodb.json", operations = [ExportTableToPointInTime]);

use dynamodb::{Client, ExportFormat, ExportTableToPointInTimeInput};
use tinsmith::Blocking;

fn no_table(client: Client<Blocking>) {
    client
        .export_table_to_point_in_time()
        .s3_bucket("bucket")
        .export_format(ExportFormat::Ion)
        .send()
        .ok();
}

async fn no_bucket(client: Client) {
    client.export_table_to_point_in_time().table_arn("arn").send().await.ok();
}

fn neither() -> ExportTableToPointInTimeInput {
    ExportTableToPointInTimeInput::builder().build()
}

fn main() {}
