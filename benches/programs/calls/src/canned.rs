//! A transport that answers every request the same, from memory, and the executor for it.

use std::hint::black_box;
use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use tinsmith::body::Body;
use tinsmith::future::BoxFuture;
use tinsmith::transport::{Transport, TransportError};
use tinsmith::{Config, Credentials};

const REQUEST_ID: &str = "8I8FJ0J0Q3C5T8B0V4L3Q2T6DJVV4KQNSO5AEMVJF66Q9ASUAAJG";

/// Keeps the first request and answers every one the same.
pub(crate) struct Canned {
    body: Bytes,
    content_type: &'static str,
    first: Mutex<Option<Bytes>>,
}

impl Canned {
    pub(crate) fn leaked(body: impl Into<Bytes>, content_type: &'static str) -> &'static Self {
        Box::leak(Box::new(Self {
            body: body.into(),
            content_type,
            first: Mutex::new(None),
        }))
    }

    /// The body of the first request.
    pub(crate) fn first(&self) -> Option<Bytes> {
        self.first.try_lock().ok()?.clone()
    }

    /// What the yardstick's clients are configured with.
    pub(crate) fn config(&'static self) -> Config {
        Config::builder()
            .transport(self)
            .region("us-east-1")
            .credentials(Credentials::new(
                "AKIDEXAMPLE",
                "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            ))
            .build()
    }
}

impl Transport for &'static Canned {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        if let Ok(mut first) = self.first.try_lock() {
            first.get_or_insert_with(|| request.body().as_bytes().cloned().unwrap_or_default());
        }
        black_box(&request);
        let mut response = Response::new(Body::from(self.body.clone()));
        let headers = response.headers_mut();
        headers.insert("content-type", HeaderValue::from_static(self.content_type));
        headers.insert("x-amzn-requestid", HeaderValue::from_static(REQUEST_ID));
        if self.content_type == "application/cbor" {
            headers.insert("smithy-protocol", HeaderValue::from_static("rpc-v2-cbor"));
        }
        Box::pin(std::future::ready(Ok(response)))
    }
}

pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        std::thread::yield_now();
    }
}
