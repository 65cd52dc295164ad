//! Independent stores confirm what the verifier finds: the calls of every adapter, and presigned
//! URLs that other clients use.

use super::adapters::{Adapter, Caller, Setup};
use super::services::store;
use super::tools::Tool;
use super::verify::Keys;

/// Keys that stores of all kinds can keep.
const OBJECTS: [&str; 3] = ["plain", "a b/c+d=ä&?#", "it's (1)~*!;:@$,"];

/// A store to talk to.
pub struct Store {
    /// Its root.
    pub url: String,
    /// A bucket that exists.
    pub bucket: String,
    /// The access key id of a user who may do anything.
    pub id: String,
    /// The secret access key.
    pub secret: String,
}

impl Store {
    /// Has every adapter store, find, list and delete objects.
    ///
    /// Fails with what the store did not take.
    pub fn calls(&self) -> Result<(), String> {
        for adapter in Adapter::ALL {
            let caller = Caller::new(adapter);
            for key in OBJECTS {
                let key = format!("called/{key}");
                let done = self.call(&caller, &key);
                done.map_err(|why| format!("{}, {key:?}: {why}", adapter.name()))?;
            }
        }
        Ok(())
    }

    /// Has `curl` and Python store, find, list and delete objects with presigned URLs, and no
    /// others.
    ///
    /// Fails with what the store did not take.
    pub fn presigned(&self) -> Result<(), String> {
        let caller = Caller::new(Adapter::Ureq);
        for tool in [Tool::Curl, Tool::Urllib] {
            for key in OBJECTS {
                let key = format!("presigned/{key}");
                let done = self.use_urls(&caller, tool, &key);
                done.map_err(|why| format!("{tool:?}, {key:?}: {why}"))?;
            }
        }
        Ok(())
    }

    fn setup(&self, secret: &str) -> Setup {
        // The few keys of a test may be there until it ends.
        let leak = |text: &str| &*text.to_owned().leak();
        let keys = Keys {
            id: leak(&self.id),
            secret: leak(secret),
            token: None,
        };
        Setup::new(&self.url, &keys)
    }

    fn call(&self, caller: &Caller, key: &str) -> Result<(), String> {
        let setup = || self.setup(&self.secret);
        let bucket = self.bucket.as_str();
        let content = format!("the content of {key}").into_bytes();
        let put = store::PutObjectInput::builder().bucket(bucket).key(key);
        let put = put.body(content.clone()).build();
        caller
            .call::<store::PutObject>(setup(), put)
            .map_err(|it| it.to_string())?;
        let get = store::GetObjectInput::builder().bucket(bucket).key(key);
        let got = caller
            .call::<store::GetObject>(setup(), get.build())
            .map_err(|it| it.to_string())?;
        let found = caller.read(got.body).map_err(|it| it.error.to_string())?;
        expect("GET", &found.as_ref(), &content.as_slice())?;
        let head = store::HeadObjectInput::builder().bucket(bucket).key(key);
        let head = caller
            .call::<store::HeadObject>(setup(), head.build())
            .map_err(|it| it.to_string())?;
        if head.content_length != i64::try_from(content.len()).ok() {
            return Err(format!("HEAD: {:?}", head.content_length));
        }
        let delete = store::DeleteObjectInput::builder().bucket(bucket).key(key);
        caller
            .call::<store::DeleteObject>(setup(), delete.build())
            .map(drop)
            .map_err(|it| it.to_string())
    }

    fn use_urls(&self, caller: &Caller, tool: Tool, key: &str) -> Result<(), String> {
        let setup = || self.setup(&self.secret);
        let bucket = self.bucket.as_str();
        let content = format!("the content of {key}").into_bytes();
        let put = store::PutObjectInput::builder().bucket(bucket).key(key);
        let put = caller.presign::<store::PutObject>(setup(), put.build());
        let put = put.map_err(|it| it.to_string())?;
        succeeded("PUT", &tool.send(&put, &content)?)?;
        let get = store::GetObjectInput::builder().bucket(bucket).key(key);
        let get = get
            .response_content_type("text/plain; charset=utf-8")
            .build();
        let get = caller
            .presign::<store::GetObject>(setup(), get)
            .map_err(|it| it.to_string())?;
        expect("GET", &succeeded("GET", &tool.send(&get, b"")?)?, &content)?;
        let head = store::HeadObjectInput::builder().bucket(bucket).key(key);
        let head = caller.presign::<store::HeadObject>(setup(), head.build());
        let head = head.map_err(|it| it.to_string())?;
        succeeded("HEAD", &tool.send(&head, b"")?)?;
        self.list(caller, tool, key)?;
        self.is_guarded(caller, tool, key)?;
        let delete = store::DeleteObjectInput::builder().bucket(bucket).key(key);
        let delete = caller.presign::<store::DeleteObject>(setup(), delete.build());
        let delete = delete.map_err(|it| it.to_string())?;
        succeeded("DELETE", &tool.send(&delete, b"")?).map(drop)
    }

    fn list(&self, caller: &Caller, tool: Tool, key: &str) -> Result<(), String> {
        let list = store::ListObjectsV2Input::builder().bucket(&self.bucket);
        let prefix: String = key.chars().take(14).collect();
        let list = list.prefix(prefix).build();
        let list = caller.presign::<store::ListObjectsV2>(self.setup(&self.secret), list);
        let list = list.map_err(|it| it.to_string())?;
        let listed = succeeded("list", &tool.send(&list, b"")?)?;
        let listed = String::from_utf8_lossy(&listed).matches("<Key>").count();
        expect("keys in the list", &listed, &1)
    }

    /// A store that took any signature would confirm nothing.
    fn is_guarded(&self, caller: &Caller, tool: Tool, key: &str) -> Result<(), String> {
        let get = store::GetObjectInput::builder()
            .bucket(&self.bucket)
            .key(key);
        let get = caller.presign::<store::GetObject>(self.setup("another"), get.build());
        let answer = tool.send(&get.map_err(|it| it.to_string())?, b"")?;
        expect(
            "the status of a wrong signature",
            &answer.status.as_str(),
            &"403",
        )
    }
}

fn succeeded(what: &str, answer: &super::tools::Answer) -> Result<Vec<u8>, String> {
    let body = String::from_utf8_lossy(&answer.body);
    match answer.status.as_str() {
        "200" | "204" => Ok(answer.body.clone()),
        status => Err(format!("{what}: HTTP {status}: {body}")),
    }
}

fn expect<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, wanted: &T) -> Result<(), String> {
    if found == wanted {
        Ok(())
    } else {
        Err(format!("{what}: found {found:?}, instead of {wanted:?}"))
    }
}
