tinsmith_macros::service!("models/weather.json");

use weather::Client;

async fn number_for_text(client: Client) {
    client.get_forecast().city(5).send().await;
}

async fn text_for_number(client: Client) {
    client.get_forecast().city("Bergen").days("three").send().await;
}

fn main() {}
