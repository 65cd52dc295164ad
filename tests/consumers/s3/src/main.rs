//! Stores and fetches objects at the server that the environment names.

include!(concat!(env!("OUT_DIR"), "/s3.rs"));

use std::error::Error;

use s3::{
    Client, ClientParams, CompletedMultipartUpload, CompletedPart, Delete, HeadObjectError,
    ObjectIdentifier,
};
use tinsmith::transport::UreqTransport;
use tinsmith::{Blocking, ByteStream, Config, Credentials};

const BUCKET: &str = "stories";

/// Whatever resolves paths would make another one of it.
const ODD: &str = "a/../b//c+d e/ä";

/// All parts but the last have at least as much.
const PART: usize = 5 * 1024 * 1024;

type Done<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Done {
    let variable = |name: &str| std::env::var(name).map_err(|it| format!("{name}: {it}"));
    let credentials = Credentials::new(variable("S3_KEY")?, variable("S3_SECRET")?);
    let config = Config::builder()
        .region("us-east-1")
        .endpoint_url(variable("S3_URL")?)
        .credentials(credentials)
        .blocking_transport(UreqTransport::new());
    let params = ClientParams::default().force_path_style(true);
    let client = Client::with_params(config.build(), params);
    client.create_bucket().bucket(BUCKET).send()?;
    for key in ["plain", ODD] {
        round(&client, key)?;
    }
    in_parts(&client)?;
    listed(&client)?;
    missing(&client)?;
    println!("done");
    Ok(())
}

/// Puts, fetches and copies an object.
fn round(client: &Client<Blocking>, key: &str) -> Done {
    let put = client.put_object().bucket(BUCKET).key(key);
    put.body(ByteStream::from(key.to_owned())).send()?;
    assert_eq!(fetched(client, key)?, key);
    let head = client.head_object().bucket(BUCKET).key(key).send()?;
    assert_eq!(head.content_length, Some(i64::try_from(key.len())?));
    let copy = client
        .copy_object()
        .bucket(BUCKET)
        .key(format!("copies/{key}"));
    copy.copy_source(format!("{BUCKET}/{}", escaped(key)))
        .send()?;
    assert_eq!(fetched(client, &format!("copies/{key}"))?, key);
    Ok(())
}

fn fetched(client: &Client<Blocking>, key: &str) -> Done<String> {
    let got = client.get_object().bucket(BUCKET).key(key).send()?;
    let bytes = got.body.collect_blocking(2 * PART).map_err(|it| it.error)?;
    Ok(String::from_utf8(bytes.to_vec())?)
}

fn escaped(key: &str) -> String {
    let plain = |it: u8| it.is_ascii_alphanumeric() || b"/.-_~".contains(&it);
    let spelled = key.bytes().map(|it| match plain(it) {
        true => char::from(it).to_string(),
        false => format!("%{it:02X}"),
    });
    spelled.collect()
}

/// Uploads an object in two parts.
fn in_parts(client: &Client<Blocking>) -> Done {
    let key = "parts";
    let begun = client
        .create_multipart_upload()
        .bucket(BUCKET)
        .key(key)
        .send()?;
    let id = begun.upload_id.ok_or("an upload has an id")?;
    let mut parts = Vec::new();
    for (number, body) in [(1, "a".repeat(PART)), (2, "end".to_owned())] {
        let part = client.upload_part().bucket(BUCKET).key(key).upload_id(&id);
        let sent = part
            .part_number(number)
            .body(ByteStream::from(body))
            .send()?;
        let tag = sent.e_tag.ok_or("a part has a tag")?;
        parts.push(
            CompletedPart::builder()
                .part_number(number)
                .e_tag(tag)
                .build(),
        );
    }
    let pages = client
        .list_parts()
        .bucket(BUCKET)
        .key(key)
        .upload_id(&id)
        .into_paginator();
    let mut numbers = Vec::new();
    for page in pages {
        let known = page?.parts.unwrap_or_default();
        numbers.extend(known.into_iter().filter_map(|it| it.part_number));
    }
    assert_eq!(numbers, [1, 2]);
    let upload = CompletedMultipartUpload::builder()
        .set_parts(Some(parts))
        .build();
    let complete = client.complete_multipart_upload().bucket(BUCKET).key(key);
    complete.upload_id(&id).multipart_upload(upload).send()?;
    assert_eq!(fetched(client, key)?.len(), PART + 3);
    Ok(())
}

/// Lists in pages of two, and deletes what is listed.
fn listed(client: &Client<Blocking>) -> Done {
    let pages = client
        .list_objects_v2()
        .bucket(BUCKET)
        .max_keys(2)
        .into_paginator();
    let mut keys = Vec::new();
    for page in pages {
        let found = page?.contents.unwrap_or_default();
        keys.extend(found.into_iter().filter_map(|it| it.key));
    }
    assert_eq!(
        keys,
        [
            ODD,
            &format!("copies/{ODD}"),
            "copies/plain",
            "parts",
            "plain"
        ]
    );
    let objects = keys
        .iter()
        .map(|key| ObjectIdentifier::builder().key(key).build());
    let delete = Delete::builder().set_objects(objects.collect()).build();
    client
        .delete_objects()
        .bucket(BUCKET)
        .delete(delete)
        .send()?;
    let left = client.list_objects_v2().bucket(BUCKET).send()?;
    assert_eq!(left.key_count, Some(0));
    Ok(())
}

/// Asks for what is not there.
fn missing(client: &Client<Blocking>) -> Done {
    let error = client.head_object().bucket(BUCKET).key("none").send();
    let error = error.expect_err("there is no such object");
    assert!(
        matches!(error.as_service_error(), Some(HeadObjectError::NotFound(_))),
        "{error}"
    );
    client.get_bucket_location().bucket(BUCKET).send()?;
    Ok(())
}
