//! Every way to create a request checks buckets that the endpoint rules put into the host.

use std::time::Duration;

use tinsmith::config::ConfigBuilder;
use tinsmith::{Config, Credentials, wire};

use crate::rig::{client, in_both_of, run};
use crate::script::{World, reply};
use crate::store::{Delete, DeleteInput, Store, StoreInput};

fn config() -> ConfigBuilder<()> {
    Config::builder()
        .region("eu-1")
        .credentials(Credentials::new("AKID", "secret"))
}

fn delete(bucket: &str) -> DeleteInput {
    DeleteInput {
        bucket: bucket.to_owned(),
        key: "photos".to_owned(),
    }
}

/// `DELETE /photos` without the bucket would delete the bucket `photos`.
const WRONG: [&str; 7] = ["", ".", "..", "a/b", "a?b", "a b", "a.store.test/b#"];

#[test]
fn a_call_without_a_valid_bucket_sends_nothing() {
    for bucket in WRONG {
        in_both_of::<Delete>(config, Vec::new, |rig, world| {
            let error = rig.call::<Delete>(delete(bucket)).unwrap_err().to_string();
            assert!(error.contains("Bucket: "), "{bucket:?}: {error}");
            assert!(world.sent().is_empty());
        });
    }
}

#[test]
fn nothing_is_stored_without_a_valid_bucket() {
    for bucket in WRONG {
        in_both_of::<Store>(config, Vec::new, |rig, world| {
            let input = StoreInput {
                bucket: bucket.to_owned(),
                key: "other-bucket/photos".to_owned(),
                ..StoreInput::default()
            };
            let error = rig.call::<Store>(input).unwrap_err().to_string();
            assert!(error.contains("Bucket: "), "{bucket:?}: {error}");
            assert!(world.sent().is_empty());
        });
    }
}

#[test]
fn no_request_without_a_valid_bucket_is_presigned_explained_or_encoded() {
    for bucket in WRONG {
        let client = client::<Delete>(config(), &World::default());
        let call = || client.operation::<Delete>();
        let minute = Duration::from_secs(60);
        let presigned = run(call().presign(delete(bucket), minute)).map(|_| ());
        let explained = run(call().explain(delete(bucket))).map(|_| ());
        let made = wire::request::<Delete>(&delete(bucket)).map(|_| ());
        let errors = [
            presigned.unwrap_err().to_string(),
            explained.unwrap_err().to_string(),
            made.unwrap_err().to_string(),
        ];
        for error in errors {
            assert!(error.contains("Bucket: "), "{bucket:?}: {error}");
        }
    }
}

#[test]
fn a_bucket_goes_into_the_host() {
    in_both_of::<Delete>(
        config,
        || vec![reply(204, "")],
        |rig, world| {
            rig.call::<Delete>(delete("a.b-c")).unwrap();
            let uri = world.sent().remove(0).request.uri().to_string();
            assert_eq!(uri, "https://a.b-c.store.test/photos");
        },
    );
}
