//! Any files and answers lead to credentials or to an error that tells why: the grammar of the
//! shared files, the caches of logins, what metadata services and AWS answer, and (after `!`) what
//! a `credential_process` prints.

#![no_main]

#[path = "../../config/tests/hostile/world.rs"]
mod world;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = match bytes.split_first() {
        Some((b'!', output)) => Some(world::look_at_output(output)),
        _ => world::look(bytes),
    };
    assert!(text.is_none_or(|text| !text.is_empty()));
});
