//! Streams of bytes and events created from `Stream`s, and used as `Stream`s.

use std::collections::VecDeque;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use tinsmith::rt::protocol::{Protocol, REST_JSON_1};
use tinsmith::stream::Streaming;
use tinsmith::{ByteStream, EventStream};

use crate::fixture::{Events, message};

/// A `Stream` of the items in a queue that is pending once.
struct Queue<T>(VecDeque<T>, bool);

impl<T: Unpin> Stream for Queue<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        self.1 = !self.1;
        if self.1 {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.0.pop_front())
    }
}

fn queue<T>(items: impl IntoIterator<Item = T>) -> Queue<T> {
    Queue(items.into_iter().collect(), false)
}

/// All items of a `Stream`.
fn all<T>(stream: impl Stream<Item = T>) -> Vec<T> {
    let mut stream = pin!(stream);
    let mut context = Context::from_waker(Waker::noop());
    let mut items = Vec::new();
    loop {
        match stream.as_mut().poll_next(&mut context) {
            Poll::Ready(Some(item)) => items.push(item),
            Poll::Ready(None) => return items,
            Poll::Pending => {}
        }
    }
}

#[test]
fn bytes_come_from_a_stream_and_go_to_one() {
    let chunks = queue([Ok("ab"), Ok("c"), Err("broken")]);
    let chunks = all(ByteStream::from_stream(chunks));
    let [Ok(first), Ok(second), Err(error)] = &chunks[..] else {
        panic!("{chunks:?}")
    };
    assert_eq!((first.as_ref(), second.as_ref()), (&b"ab"[..], &b"c"[..]));
    assert!(error.to_string().contains("broken"), "{error}");
}

#[test]
fn events_come_from_a_stream_and_go_to_one() {
    let events = [message(1, "a"), message(2, "b")];
    let source = queue(events.clone().map(Ok::<_, String>));
    let format = REST_JSON_1.events();
    let body = EventStream::from_stream(source).open(format).unwrap();
    let mut received = EventStream::<Events>::default();
    received.receive(body, format);
    let received = all(received).into_iter().map(Result::unwrap);
    assert_eq!(received.collect::<Vec<_>>(), events);
}
