tinsmith_macros::service!("models/dangling.json");

fn main() {}
