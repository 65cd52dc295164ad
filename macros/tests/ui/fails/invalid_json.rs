tinsmith_macros::service!("models/broken.json");

fn main() {}
