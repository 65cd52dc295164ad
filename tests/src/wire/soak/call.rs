//! One call, and whether its output is what the server meant for it.

use std::io::Cursor;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tinsmith::ByteStream;
use tinsmith::body::Body;
use tinsmith::retry::RetryConfig;
use tinsmith::rt::operation::Service;

use super::dice::{content, roll};
use crate::wire::adapters::{Caller, Failure, Handle, Setup};
use crate::wire::bench::KEYS;
use crate::wire::services::store;
use crate::wire::verify::hex;

/// How long a call may take.
pub(super) const LIMIT: Duration = Duration::from_secs(4);

/// How long an attempt may take.
const ATTEMPT: Duration = Duration::from_millis(700);

/// How a call ended.
pub(super) enum End {
    /// With what the server meant.
    Right,
    /// With an error, of this kind.
    Failed(String),
    /// With what must not be.
    Wrong(String),
}

/// A client, and what is called with it.
pub(super) struct Kit {
    caller: Caller,
    client: Handle,
    seed: u64,
}

/// The answer to a request. It differs from the answer to every other request.
pub(super) fn meant(method: &str, number: u64, body: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{method} {number} "));
    hash.update(body);
    hex(&hash.finalize())
}

impl Kit {
    pub(super) fn new(caller: Caller, url: &str, seed: u64) -> Self {
        // Faults are many here: nothing is to run out of the right to try again.
        let retry = RetryConfig::standard()
            .with_base_delay(Duration::from_millis(1))
            .with_throttling_base_delay(Duration::from_millis(1))
            .with_quota(u32::MAX / 2);
        let setup = Setup::new(url, &KEYS);
        let setup = setup.with(|it| it.retry(retry).attempt_timeout(ATTEMPT).call_timeout(LIMIT));
        Self {
            client: caller.client(setup, <store::S3 as Service>::SCHEMA),
            caller,
            seed,
        }
    }

    /// Makes the call with this number.
    pub(super) fn call(&self, number: u64) -> End {
        let ended = match roll(self.seed, number, 2) % 5 {
            0 => self.list(number),
            1 => self.head(number),
            2 => self.put(number, false),
            3 => self.put(number, true),
            _ => self.get(number),
        };
        ended.unwrap_or_else(|failure| judge(&failure))
    }

    fn list(&self, number: u64) -> Result<End, Failure> {
        let input = store::ListObjectsV2Input::builder().bucket("bucket");
        let input = input.prefix(number.to_string()).build();
        let output = self
            .caller
            .send::<store::ListObjectsV2>(&self.client, input)?;
        let wanted = (Some(meant("GET", number, b"")), Some(number.to_string()));
        Ok(compare(&(output.name, output.prefix), &wanted))
    }

    fn head(&self, number: u64) -> Result<End, Failure> {
        let input = store::HeadObjectInput::builder().bucket("bucket");
        let input = input.key(number.to_string()).build();
        let output = self.caller.send::<store::HeadObject>(&self.client, input)?;
        let length = i64::try_from(number).ok();
        let wanted = (Some(meant("HEAD", number, b"")), length);
        Ok(compare(&(output.e_tag, output.content_length), &wanted))
    }

    fn put(&self, number: u64, is_stream: bool) -> Result<End, Failure> {
        let bytes = content(self.seed, number);
        let wanted = Some(meant("PUT", number, &bytes));
        let input = store::PutObjectInput::builder().bucket("bucket");
        let input = input.key(number.to_string());
        let input = if is_stream {
            let length = bytes.len() as u64;
            let open = move || Ok(Body::from_reader(Cursor::new(bytes.clone())));
            let body = ByteStream::from_source(open).with_length(length);
            input
                .body(body)
                .checksum_algorithm(store::ChecksumAlgorithm::Crc32)
        } else {
            input.body(bytes)
        };
        let output = self
            .caller
            .send::<store::PutObject>(&self.client, input.build())?;
        Ok(compare(&output.e_tag, &wanted))
    }

    fn get(&self, number: u64) -> Result<End, Failure> {
        let input = store::GetObjectInput::builder().bucket("bucket");
        let input = input.key(number.to_string());
        let input = input.checksum_mode(store::ChecksumMode::Enabled).build();
        let output = self.caller.send::<store::GetObject>(&self.client, input)?;
        match self.caller.read(output.body) {
            Ok(bytes) if bytes == content(self.seed, number) => Ok(End::Right),
            Ok(bytes) => Ok(End::Wrong(format!("{} other bytes", bytes.len()))),
            Err(incomplete) => Ok(End::Failed(format!("read {:?}", incomplete.error.kind()))),
        }
    }
}

fn compare<T: PartialEq + std::fmt::Debug>(found: &T, wanted: &T) -> End {
    if found == wanted {
        End::Right
    } else {
        End::Wrong(format!("found {found:?}, instead of {wanted:?}"))
    }
}

/// Whether the error is one that the server's faults may lead to.
fn judge(failure: &Failure) -> End {
    match (failure.transport.as_deref(), failure.status) {
        (Some("Other" | "Unsendable" | "Connect" | "Tls"), _) => End::Wrong(failure.to_string()),
        (Some(kind), _) => End::Failed(kind.to_owned()),
        (None, Some(status @ (500 | 503))) => End::Failed(format!("HTTP {status}")),
        // What was announced too short ends within the document.
        (None, Some(200)) if failure.text.contains("could not be understood") => {
            End::Failed("not understood".to_owned())
        }
        _ => End::Wrong(failure.text.clone()),
    }
}
