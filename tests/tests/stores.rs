//! Stores of other people's making, which check signatures: calls over every adapter, and
//! presigned URLs that `curl` and Python's `urllib` use.

use tests::servers::{ministack, s3s};
use tests::wire::Store;

/// Does something with `MiniStack`, as a user of IAM.
fn at_ministack(work: impl Fn(&Store) -> Result<(), String>) {
    if let Some(server) = ministack::server() {
        let store = Store {
            url: server.url.clone(),
            bucket: ministack::BUCKET.to_owned(),
            id: server.exporter.id.clone(),
            secret: server.exporter.secret,
        };
        assert_eq!(work(&store), Ok(()));
    }
}

fn at_s3s(work: impl Fn(&Store) -> Result<(), String>) {
    if let Some(server) = s3s::server() {
        let store = Store {
            url: server.url,
            bucket: s3s::BUCKET.to_owned(),
            id: s3s::ID.to_owned(),
            secret: s3s::SECRET.to_owned(),
        };
        assert_eq!(work(&store), Ok(()));
    }
}

#[test]
fn ministack_accepts_calls() {
    at_ministack(Store::calls);
}

#[test]
fn ministack_accepts_presigned_urls() {
    at_ministack(Store::presigned);
}

#[test]
fn s3s_accepts_calls() {
    at_s3s(Store::calls);
}

#[test]
fn s3s_accepts_presigned_urls() {
    at_s3s(Store::presigned);
}
