tinsmith_macros::service!("models/weather.json", operation = [GetForecast]);
tinsmith_macros::service!("models/weather.json", module = a, required = ["Forecast$celcius"]);
tinsmith_macros::service!("models/weather.json", module = b, service = "Wether");
tinsmith_macros::service!("models/weather.json", module = c, protocol = restXml);
tinsmith_macros::service!(operations = [GetForecast]);

fn main() {}
