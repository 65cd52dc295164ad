tinsmith_macros::service!("models/weather.json");
tinsmith_macros::service!("models/dynamodb.json", operations = [DescribeExport]);

use dynamodb::{DescribeExport, DescribeExportInput};

fn describe(client: weather::Client<tinsmith::Blocking>) {
    let input = DescribeExportInput::builder().export_arn("arn").build();
    client.call::<DescribeExport>(input).ok();
}

fn main() {}
