tinsmith_macros::service!("models/unclosed.smithy");

fn main() {}
