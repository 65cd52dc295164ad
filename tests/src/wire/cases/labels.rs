//! Labels that would make another operation, or another resource, of a request.

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Failure};
use crate::wire::bench::{Bench, STORE, depot, done};
use crate::wire::server::answer::Protocol;
use crate::wire::services::{rest_json, store};

const GROUP: &str = "label";

/// No names of buckets: botocore's `validate_bucket_name`, and what URLs resolve.
const NO_BUCKETS: &[&str] = &[
    "", ".", "..", "a/b", "a/../b", "/", "a?b", "a#b", "a%2Fb", "a b", "ä",
];

/// Paths that lead elsewhere when dot segments are resolved.
const ELSEWHERE: &[&str] = &[
    "..",
    ".",
    "../uploads/x",
    "a/..",
    "a/../../b",
    "a/./b",
    "./a",
    "a/.",
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for bucket in NO_BUCKETS {
        let name = format!("{bucket:?} is not a bucket, deleting an object");
        cases.push(Case::new(GROUP, name, |adapter| {
            refused(adapter, "Bucket", |bench| {
                delete_object(bench, bucket, "photos")
            })
        }));
        let name = format!("{bucket:?} is not a bucket, storing an object");
        cases.push(Case::new(GROUP, name, |adapter| {
            refused(adapter, "Bucket", |bench| put_object(bench, bucket))
        }));
        let name = format!("{bucket:?} is not a bucket, presigned");
        cases.push(Case::new(GROUP, name, |adapter| {
            refused(adapter, "Bucket", |bench| presigned(bench, bucket))
        }));
    }
    cases.push(Case::new(GROUP, "an empty key is refused", |adapter| {
        refused(adapter, "Key", |bench| delete_object(bench, "bucket", ""))
    }));
    for path in ELSEWHERE {
        let name = format!("the path {path:?} leads elsewhere");
        cases.push(Case::new(GROUP, name, |adapter| elsewhere(adapter, path)));
    }
    cases.push(Case::new(GROUP, "a bucket in the host", in_the_host));
    cases
}

/// Nothing is sent, and the error names the member.
fn refused(
    adapter: Adapter,
    member: &str,
    call: impl Fn(&Bench) -> Result<(), Failure>,
) -> Outcome {
    let bench = Bench::new(adapter, STORE, done());
    named(&bench.refused(call(&bench))?, member)
}

fn named(text: &str, member: &str) -> Outcome {
    if text
        .to_ascii_lowercase()
        .contains(&member.to_ascii_lowercase())
    {
        Ok(())
    } else {
        Err(format!("the error does not name `{member}`: {text}"))
    }
}

fn delete_object(bench: &Bench, bucket: &str, key: &str) -> Result<(), Failure> {
    let input = store::DeleteObjectInput::builder().bucket(bucket).key(key);
    let setup = unvalidated(bench);
    let caller = &bench.caller;
    caller
        .call::<store::DeleteObject>(setup, input.build())
        .map(drop)
}

fn put_object(bench: &Bench, bucket: &str) -> Result<(), Failure> {
    let input = store::PutObjectInput::builder()
        .bucket(bucket)
        .key("photos");
    let setup = unvalidated(bench);
    let caller = &bench.caller;
    caller
        .call::<store::PutObject>(setup, input.build())
        .map(drop)
}

/// A URL that is refused must not be made.
fn presigned(bench: &Bench, bucket: &str) -> Result<(), Failure> {
    let input = store::DeleteObjectInput::builder()
        .bucket(bucket)
        .key("photos");
    let setup = unvalidated(bench);
    let caller = &bench.caller;
    caller
        .presign::<store::DeleteObject>(setup, input.build())
        .map(drop)
}

/// What protects data does not depend on whether constraints are checked.
fn unvalidated(bench: &Bench) -> crate::wire::adapters::Setup {
    let off = tinsmith::validate::Validation::Off;
    bench.setup().with(|config| config.validation(off))
}

fn elsewhere(adapter: Adapter, path: &str) -> Outcome {
    let bench = Bench::new(adapter, depot(Protocol::Json), done());
    let input = rest_json::RemoveInput::builder().path(path).build();
    let result = bench.caller.call::<rest_json::Remove>(bench.setup(), input);
    named(&bench.refused(result)?, "path")
}

fn in_the_host(adapter: Adapter) -> Outcome {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(|it| it.to_string())?;
    let address = listener.local_addr().map_err(|it| it.to_string())?;
    let caller = crate::wire::adapters::Caller::to(adapter, address);
    let bench = Bench::at(listener, caller, STORE, done());
    let mut setup = bench.setup_of(&format!("http://store.test:{}", address.port()));
    setup.params = tinsmith::rt::endpoint::ClientParams::default();
    let input = store::GetObjectInput::builder().bucket("photos").key("a/b");
    let result = bench.caller.call::<store::GetObject>(setup, input.build());
    let request = bench.sent(result)?;
    let host = format!("photos.store.test:{}", address.port());
    equal("the host", &request.head.one("host"), &Some(host.as_str()))?;
    equal("the path", &request.head.path(), &"/a/b")
}
