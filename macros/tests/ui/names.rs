//! Names that collide with those of Rust, its library and the runtime. The generator's fixtures
//! say which identifiers they get.

tinsmith_macros::service!("models/colliding_methods.json");
tinsmith_macros::service!("models/odd_names.json");

fn main() {}
