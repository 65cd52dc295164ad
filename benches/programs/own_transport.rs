//! One export through a transport that knows no network, and an executor of ten lines: what is
//! left is what Tinsmith adds.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use tinsmith::Config;
use tinsmith::body::Body;
use tinsmith::future::BoxFuture;
use tinsmith::transport::{Transport, TransportError, TransportErrorKind};

use crate::dynamodb::{self, ExportFormat};

pub(crate) struct Nowhere;

impl Transport for Nowhere {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let reason = format!("no network to {}", request.uri());
        Box::pin(async move { Err(TransportError::new(TransportErrorKind::Other, reason)) })
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        std::thread::yield_now();
    }
}

/// Asks for the export, and prints what came of it.
pub(crate) fn export(config: Config) {
    let exported = block_on(
        dynamodb::Client::new(config)
            .export_table_to_point_in_time()
            .table_arn("arn:aws:dynamodb:us-east-1:123456789012:table/T")
            .s3_bucket("bucket")
            .export_format(ExportFormat::DynamodbJson)
            .send(),
    );
    println!("{exported:?}");
}
