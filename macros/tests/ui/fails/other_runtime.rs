tinsmith::rt::require_runtime!("0.9");

fn main() {}
