//! Transfers that make no progress.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use tinsmith::body::{Body, Chunks};
use tinsmith::clock::{Clock, SystemClock};
use tinsmith::future::BoxFuture;
use tinsmith::rt::operation::Service;
use tinsmith::transport::{Transport, TransportError};
use tinsmith::{ByteStream, Client, Config, Credentials};

use crate::fixture::{Get, GetInput, Put, PutInput, Store};

const GRACE: Duration = Duration::from_millis(200);

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(future)
}

/// The behaviour of the peer of a connection.
#[derive(Clone, Copy)]
enum Peer {
    /// Reads this many chunks of a request, then stops.
    Takes(usize),
    /// Reads the request, and responds after this time.
    Answers(Duration),
    /// Sends some bytes of a response, then stops.
    Pauses,
    /// Sends a byte of the response at this interval.
    Trickles(Duration),
}

impl Transport for Peer {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let mut body = request.into_body();
        Box::pin(async move {
            let mut taken = 0;
            while let Some(chunk) = poll_fn(|context| body.poll_chunk(context)).await {
                chunk?;
                taken += 1;
                if matches!(self, Self::Takes(limit) if *limit == taken) {
                    std::future::pending::<()>().await;
                }
            }
            Ok(Response::new(match *self {
                Self::Takes(_) => Body::empty(),
                Self::Answers(after) => {
                    SystemClock.sleep(after).await;
                    Body::empty()
                }
                Self::Pauses => Body::from_chunks(Every(vec![Bytes::from(vec![b'x'; 99])], None)),
                Self::Trickles(pause) => {
                    let sleep = SystemClock.sleep(pause);
                    Body::from_chunks(Every(
                        vec![Bytes::from_static(b"x"); 99],
                        Some((pause, sleep)),
                    ))
                }
            }))
        })
    }
}

/// Chunks with pauses between them, or chunks without pauses before a pause that never ends.
struct Every(Vec<Bytes>, Option<(Duration, BoxFuture<'static, ()>)>);

impl Chunks for Every {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        if let Some((pause, sleep)) = &mut self.1 {
            std::task::ready!(sleep.as_mut().poll(context));
            *sleep = SystemClock.sleep(*pause);
        }
        match self.0.pop() {
            Some(chunk) => Poll::Ready(Some(Ok(chunk))),
            None if self.1.is_some() => Poll::Ready(None),
            None => Poll::Pending,
        }
    }
}

fn client(peer: Peer, grace: Option<Duration>) -> Client {
    let config = Config::builder()
        .endpoint_url("https://streams.test")
        .region("eu-central-1")
        .credentials(Credentials::new("AKID", "secret"))
        .stalled_stream_grace(grace)
        .transport(peer);
    Client::new(config.build(), Store::SCHEMA)
}

/// The result and duration of an upload.
fn put(peer: Peer, body: impl Into<ByteStream>) -> (Result<(), String>, Duration) {
    let started = Instant::now();
    let call = client(peer, Some(GRACE)).operation::<Put>().max_attempts(1);
    let sent = block_on(call.send(PutInput {
        key: "k".to_owned(),
        body: body.into(),
    }));
    let sent = sent.map(|_| ()).map_err(|it| it.to_string());
    (sent, started.elapsed())
}

fn assert_stalled((result, took): (Result<(), String>, Duration)) {
    let error = result.unwrap_err();
    assert!(
        error.contains("the transfer has stalled for 200ms"),
        "{error}"
    );
    assert!(took >= GRACE && took < GRACE * 5, "{took:?}");
}

#[test]
fn an_upload_that_is_not_read_ends_after_the_grace_period() {
    let much = vec![b'x'; 1_000_000];
    assert_stalled(put(Peer::Takes(3), much.clone()));
    let reader = std::io::Cursor::new(much);
    assert_stalled(put(Peer::Takes(3), ByteStream::from_reader(reader)));
}

#[test]
fn the_shortest_grace_period_ends_a_stalled_upload_only() {
    for nanos in [1, 7, 8, 1000] {
        let grace = Some(Duration::from_nanos(nanos));
        let send = |peer, body: ByteStream| {
            let call = client(peer, grace).operation::<Put>().max_attempts(1);
            let key = "k".to_owned();
            block_on(call.send(PutInput { key, body }))
        };
        let error = send(Peer::Takes(3), vec![b'x'; 1_000_000].into()).unwrap_err();
        assert!(error.to_string().contains("has stalled"), "{error}");
        send(Peer::Answers(Duration::ZERO), "abc".into()).unwrap();
    }
}

#[test]
fn a_response_to_an_upload_may_be_slow() {
    let peer = Peer::Answers(GRACE * 2);
    put(peer, vec![b'x'; 1_000_000]).0.unwrap();
    put(peer, ByteStream::from_reader(&b"abc"[..])).0.unwrap();
    put(peer, "abc").0.unwrap();
}

#[test]
fn a_source_may_be_slow() {
    let sleep = SystemClock.sleep(GRACE * 2);
    let slow = Every(vec![Bytes::from_static(b"x")], Some((GRACE * 2, sleep)));
    let body = ByteStream::from_chunks(slow).with_length(1);
    put(Peer::Answers(Duration::ZERO), body).0.unwrap();
}

/// The result and duration of a download.
fn get(peer: Peer, grace: Option<Duration>) -> (Result<(), String>, Duration) {
    let input = GetInput {
        key: "k".to_owned(),
    };
    let call = client(peer, grace).operation::<Get>();
    let output = block_on(call.send(input)).unwrap();
    let started = Instant::now();
    let read = block_on(output.body.collect(1000));
    let read = read.map(|_| ()).map_err(|it| it.error.to_string());
    (read, started.elapsed())
}

#[test]
fn a_download_that_stops_ends_after_the_grace_period() {
    assert_stalled(get(Peer::Pauses, Some(GRACE)));
}

#[test]
fn less_than_a_byte_a_second_is_not_progress() {
    let grace = Duration::from_secs(2);
    let (result, took) = get(Peer::Trickles(Duration::from_millis(1500)), Some(grace));
    assert!(result.unwrap_err().contains("stalled for 2s"));
    assert!(took >= grace, "{took:?}");
}

#[test]
fn a_caller_may_read_slowly() {
    let input = GetInput {
        key: "k".to_owned(),
    };
    let call = client(Peer::Pauses, Some(GRACE)).operation::<Get>();
    let mut output = block_on(call.send(input)).unwrap();
    SystemClock.sleep_blocking(GRACE * 2);
    let chunk = block_on(output.body.next()).unwrap().unwrap();
    assert_eq!(chunk.len(), 99);
}

#[test]
fn without_a_grace_period_a_transfer_may_stall() {
    let input = GetInput {
        key: "k".to_owned(),
    };
    let call = client(Peer::Pauses, None).operation::<Get>();
    let mut output = block_on(call.send(input)).unwrap();
    block_on(output.body.next()).unwrap().unwrap();
    let mut next = Box::pin(async move { output.body.next().await });
    let mut alarm = SystemClock.sleep(GRACE * 2);
    block_on(poll_fn(|context| match next.as_mut().poll(context) {
        Poll::Ready(next) => panic!("{next:?}"),
        Poll::Pending => alarm.as_mut().poll(context),
    }));
}
