//! What must compile.

use dynamodb::{
    Client, ExportFormat, ExportTableToPointInTime, ExportTableToPointInTimeError,
    ExportTableToPointInTimeInput, ExportTableToPointInTimeOutput, ExportType,
};
use tinsmith::client::Mode;
use tinsmith::fake::Fake;
use tinsmith::{Blocking, Config, Credentials, Error};

tinsmith_macros::service!("models/dynamodb.json", operations = [ExportTableToPointInTime]);
tinsmith_macros::service!("models/weather.json", module = forecasts, required = ["Forecast$celsius"]);

fn is_send_and_static<T: Send + 'static>(value: T) -> T {
    value
}

/// Members in any order, some twice; a future that outlives the client.
fn export(client: &Client) -> impl Future + 'static {
    let call = client
        .export_table_to_point_in_time()
        .s3_bucket("first")
        .export_format(ExportFormat::Ion)
        .table_arn(String::from("arn"))
        .s3_bucket("second")
        .set_export_type(Some(ExportType::FullExport));
    is_send_and_static(call.send())
}

/// An input built where members are not known to be there.
fn call(client: &Client, bucket: &str) -> impl Future + 'static {
    let input = ExportTableToPointInTimeInput::builder().table_arn("arn").s3_bucket(bucket).build();
    is_send_and_static(client.call::<ExportTableToPointInTime>(input))
}

type Exported = Result<ExportTableToPointInTimeOutput, Error<ExportTableToPointInTimeError>>;

/// A call by a client of either mode.
fn either<M: Mode>(client: &Client<M>) -> M::Return<Exported> {
    client.export_table_to_point_in_time().table_arn("arn").s3_bucket("bucket").send()
}

/// What it returns is a future, or the result.
async fn both(client: &Client, blocking: &Client<Blocking>) -> [Exported; 2] {
    [either(client).await, either(blocking)]
}

/// A token that the caller keeps.
fn token(client: &Client<Blocking>) -> String {
    client.export_table_to_point_in_time().ensure_client_token().to_owned()
}

/// A member that is required by an overlay is no `Option`.
fn celsius(forecast: &forecasts::Forecast) -> i32 {
    forecast.celsius
}

fn main() {
    let settings = || Config::builder().region("eu-central-1").credentials(Credentials::new("a", "b"));
    let client = Client::new(settings().transport(Fake::new()).build());
    drop(export(&client));
    drop(call(&client, "bucket"));
    let blocking = Client::new(settings().blocking_transport(Fake::new()).build());
    drop(is_send_and_static(either(&client)));
    drop(both(&client, &blocking));
    assert!(either(&blocking).is_err());
    assert_eq!(token(&blocking).len(), 36);
    assert_eq!(celsius(&forecasts::Forecast::builder().celsius(21).build()), 21);
}
