tinsmith_macros::service!("models/weather.json", operations = [GetForcast, ListCities]);

use weather::Client;

async fn cities(client: Client) {
    client.list_cities().send().await.ok();
}

fn main() {}
