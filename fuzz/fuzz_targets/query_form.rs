//! Any bytes are an error or a structure that is read back as it was written, in either spelling
//! of forms. What is empty may have no spelling: the first writing drops it, and numbers close up
//! in the second.

#![no_main]

#[path = "../../runtime/tests/aws_query/fixture.rs"]
#[allow(dead_code, reason = "only the input is used")]
mod fixture;

use libfuzzer_sys::fuzz_target;
use tinsmith::rt::codec::query::Query;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::value::Field;

use fixture::OrderInput;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::new().strict();
    for query in [Query::Aws, Query::Ec2] {
        let mut value = OrderInput::blank();
        if query.decode(bytes, &mut value, &limits).is_err() {
            continue;
        }
        // A moment may be out of the years that its format can spell.
        let Some(first) = write(query, &value) else {
            continue;
        };
        let second = rewrite(query, &first, &limits);
        let third = second.as_ref().and_then(|it| rewrite(query, it, &limits));
        assert!(third.is_some(), "{first}");
        assert_eq!(second, third);
    }
});

fn write(query: Query, value: &OrderInput) -> Option<String> {
    let mut form = Vec::new();
    query.encode(value, &mut form).ok()?;
    String::from_utf8(form).ok()
}

fn rewrite(query: Query, form: &str, limits: &Limits) -> Option<String> {
    let mut value = OrderInput::blank();
    query.decode(form.as_bytes(), &mut value, limits).ok()?;
    write(query, &value)
}
