//! The runtime of clients that Tinsmith generates: calls, errors, pages, waiters, streams and a fake
//! service, for AWS and every other Smithy service.
//!
//! Generated code declares the operations that a program calls; this crate carries them out. The
//! examples on this page use `dynamodb`, which a build script generated from a model:
//!
//! ```rust,ignore
//! // build.rs
//! fn main() {
//!     tinsmith_codegen::Build::new("dynamodb")
//!         .model("models/dynamodb.json")
//!         .operations(["GetItem", "ListExports", "DescribeTable"])
//!         .write();
//! }
//! // src/main.rs
//! include!(concat!(env!("OUT_DIR"), "/dynamodb.rs"));
//! ```
//!
//! # Set up
//!
//! A [`Config`] has a region, credentials and a transport. [`Config::from_env`] reads what is not set
//! from environment variables; the crate `tinsmith-config` also reads profiles, roles, SSO, containers
//! and instances. A transport of an HTTP library is a feature of this crate. An async transport makes
//! an async client, a blocking one a blocking client with the same methods.
//!
//! ```no_run
//! # #[cfg(feature = "reqwest")]
//! # fn set_up() -> Result<(), Box<dyn std::error::Error>> {
//! # use generated::dynamodb;
//! use tinsmith::Config;
//! use tinsmith::transport::ReqwestTransport;
//!
//! let config = Config::from_env().transport(ReqwestTransport::new()?).build();
//! let client = dynamodb::Client::new(config);
//! # Ok(())
//! # }
//! ```
//!
//! # Call
//!
//! An operation is a method of the client. It returns a builder, `send` ends it. A required member
//! that was never set is a compile error that names it. With an async client, `send` is awaited.
//!
//! ```
//! # use generated::dynamodb;
//! # use tinsmith::Blocking;
//! # fn call(client: &dynamodb::Client<Blocking>) -> Result<(), Box<dyn std::error::Error>> {
//! use tinsmith::Map;
//! use dynamodb::AttributeValue;
//!
//! let key = Map::from([("id".to_owned(), AttributeValue::S("order-17".to_owned()))]);
//! let output = client.get_item().table_name("Orders").set_key(key).send()?;
//! println!("{:?}", output.item);
//! # Ok(())
//! # }
//! ```
//!
//! [`reply`](client::Reply) in place of `send` also returns the raw response, its request ID and the
//! number of attempts. `customize` changes one call: its endpoint, headers, limits of time, attempts.
//!
//! # Errors
//!
//! An [`Error`] prints the whole story: operation, code, message, status, request ID. Its
//! [`kind`](Error::kind) tells errors of the service from everything else that can go wrong, and the
//! service's errors are an enum for each operation.
//!
//! ```
//! # use generated::dynamodb;
//! # use tinsmith::Blocking;
//! # fn call(client: &dynamodb::Client<Blocking>) -> Result<(), Box<dyn std::error::Error>> {
//! use dynamodb::DescribeTableError;
//! use tinsmith::ErrorKind;
//!
//! match client.describe_table().table_name("Orders").send() {
//!     Ok(output) => println!("{:?}", output.table),
//!     Err(error) => match error.kind() {
//!         ErrorKind::Service(DescribeTableError::ResourceNotFoundException(_)) => {
//!             println!("there is no such table");
//!         }
//!         ErrorKind::Invalid(violations) => println!("never sent: {violations}"),
//!         _ => return Err(error.into()),
//!     },
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Pages
//!
//! [`into_paginator`](paginate) fetches the pages of an operation on demand; `items` goes through the
//! items of all pages. Both are iterators of blocking clients and have `next().await` for async ones.
//!
//! ```
//! # use generated::dynamodb;
//! # use tinsmith::Blocking;
//! # fn pages(client: &dynamodb::Client<Blocking>) -> Result<(), Box<dyn std::error::Error>> {
//! for export in client.list_exports().into_paginator().items() {
//!     println!("{:?}", export?.export_arn);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Waiters
//!
//! A [waiter](wait) of the model polls until a resource is in a state, with the pauses that the model
//! names, and for as long as you say.
//!
//! ```
//! # use generated::dynamodb;
//! # use tinsmith::Blocking;
//! # fn wait(client: &dynamodb::Client<Blocking>) -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//!
//! client
//!     .wait_until_table_exists()
//!     .table_name("Orders")
//!     .wait(Duration::from_secs(300))?;
//! # Ok(())
//! # }
//! ```
//!
//! # Streams
//!
//! A [`ByteStream`] carries a body that need not fit into memory, such as an object of Amazon S3. It
//! is made of text, bytes, a file or a reader, and is read by chunks or as a whole. Streams of events
//! are [`EventStream`](event_stream)s, with the feature `event-stream`.
//!
//! ```
//! use tinsmith::ByteStream;
//!
//! # async fn read() -> Result<(), Box<dyn std::error::Error>> {
//! let mut body = ByteStream::from("some text");
//! while let Some(chunk) = body.next().await {
//!     println!("{} bytes", chunk?.len());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Tests
//!
//! [`Fake`](fake::Fake) is a service of the same model, made of closures, with the feature `fake`. It
//! is a transport, and it can also be served on loopback.
//!
//! ```
//! # use generated::dynamodb;
//! use dynamodb::{GetItem, GetItemOutput};
//! use tinsmith::fake::Fake;
//! use tinsmith::{Config, Credentials};
//!
//! let fake = Fake::new().on::<GetItem>(|input| {
//!     assert_eq!(input.table_name, "Orders");
//!     Ok(GetItemOutput::default())
//! });
//! let config = Config::builder()
//!     .region("eu-central-1")
//!     .credentials(Credentials::new("key", "secret"))
//!     .blocking_transport(fake.clone())
//!     .build();
//! let client = dynamodb::Client::new(config);
//! let output = client.get_item().table_name("Orders").set_key(Default::default()).send()?;
//! assert_eq!(output.item, None);
//! assert_eq!(fake.inputs::<GetItem>().len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Further
//!
//! [`presign`](client::Presigned) makes a URL that somebody else can use until it expires.
//! [`wire`] is an operation as two pure functions, for programs that send requests themselves.
//! [`credentials`], [`retry`] and [`transport`] have the traits for your own sources of keys, retry
//! settings and HTTP libraries. [`rt`] is the part that only generated code uses.
//!
//! # Features
//!
//! No feature is on by default. Each adds API and changes nothing else.
//!
//! | feature | adds |
//! |---|---|
//! | `aws-json-1-0`, `aws-json-1-1`, `aws-query`, `ec2-query`, `rest-json-1`, `rest-xml`, `rpc-v2-cbor`, `rpc-v2-json` | the protocols of that name |
//! | `reqwest` | an async transport; its TLS is what `reqwest` was built with |
//! | `reqwest-rustls`, `reqwest-rustls-ring` | the same with TLS: rustls with aws-lc-rs, or with ring |
//! | `tower` | an async transport through any `tower` service, hyper's client for one |
//! | `ureq` | a blocking transport; its TLS is what `ureq` was built with |
//! | `ureq-rustls` | the same with TLS: rustls with ring |
//! | `fake` | a service for tests, in process or over loopback |
//! | `checksum` | checksums of bodies: CRC-32, CRC-32C, CRC-64, SHA-1, SHA-256 and MD5 |
//! | `sigv4a` | requests that are signed for several regions |
//! | `http-digest` | HTTP Digest authentication |
//! | `event-stream` | streams of events, where the model has them |
//! | `regex` | patterns that are too large for an automaton, or ask for Unicode categories |
//! | `gzip` | compressed requests, where the model has them |
//! | `tokio-io` | streams of bytes as tokio's `AsyncRead`, and from any |
//! | `futures-core` | `Stream` for streams of bytes and events, and from any `Stream` |
//! | `serde` | `Serialize` and `Deserialize` for the types of generated structures |
//! | `aws-credential-types` | credentials from whatever the AWS SDK takes them from |
//! | `tracing` | events of calls: see [`client`] |
//! | `json`, `xml`, `cbor`, `query` | the codecs; the protocols switch them on |

#![forbid(unsafe_code)]

pub mod auth;
mod call;
pub mod client;
mod codec;
mod declare;
#[cfg(feature = "fake")]
pub mod fake;
mod io;
mod model;
mod protocol;
pub mod rt;
mod rules;
pub mod stream;
pub mod types;
mod util;

pub use auth::credentials::{self, Credentials};
pub use call::error::{self, Error, ErrorKind};
pub use call::{retry, wire};
pub use client::config::{self, Config};
pub use client::{Async, Blocking, Call, Client, paginate, wait};
#[cfg(feature = "json")]
pub use codec::json;
#[cfg(feature = "checksum")]
pub use io::checksum;
pub use io::{body, clock, entropy, transport};
pub use model::operation::{Operation, Service};
pub use model::schema::ShapeId;
pub use model::value::Unit;
pub use rules::validate;
pub use stream::ByteStream;
#[cfg(not(feature = "event-stream"))]
#[doc(hidden)]
pub use stream::EventStream;
#[cfg(feature = "event-stream")]
pub use stream::events::{self as event_stream, EventStream};
pub use types::map::{self, Map};
pub use types::{BigDecimal, BigInteger, Blob, Document, Number, Timestamp, TimestampFormat};
pub use util::future;
