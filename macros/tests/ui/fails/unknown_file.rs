tinsmith_macros::service!("models/wether.json", operations = [GetForecast]);

use weather::{Client, GetForecast};

async fn forecast(client: Client) {
    client.get_forecast().city("Bergen").send().await.ok();
    client.call::<GetForecast>(()).await.ok();
}

fn main() {}
