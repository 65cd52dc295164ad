//! Any files and answers lead to credentials or to an error that tells why: the grammar of the
//! shared files, the caches of logins, and what metadata services and AWS answer.

#![no_main]

#[path = "../../config/tests/hostile/world.rs"]
mod world;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(text) = world::look(bytes) {
        assert!(!text.is_empty());
    }
});
