tinsmith_macros::service!("models/weather.json");

use weather::Client;

async fn twice(client: Client) {
    let call = client.get_forecast().city("Bergen");
    call.send().await.ok();
    call.send().await.ok();
}

fn main() {}
