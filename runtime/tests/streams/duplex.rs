//! Both directions at the same time, with a transport that responds before the request ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::{Request, Response};
use tinsmith::body::Body;
use tinsmith::rt::operation::Service;
use tinsmith::transport::{BlockingTransport, TransportError};
use tinsmith::{Client, Config, EventStream};

use crate::fixture::{Chat, ChatInput, Rest, message};

/// A transport that answers with the body of the request while it arrives.
struct Echo;

impl BlockingTransport for Echo {
    fn send(
        &self,
        request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        let response = Response::builder().header("x-id", "i");
        Ok(response.body(request.into_body()).unwrap())
    }
}

#[test]
fn events_are_taken_from_the_caller_as_they_are_needed() {
    let config = Config::builder()
        .endpoint_url("http://streams.test")
        .blocking_transport(Echo);
    let client = Client::new(config.build(), Rest::SCHEMA);
    let taken = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&taken);
    let events = (1..).map(move |number| {
        counted.fetch_add(1, Ordering::SeqCst);
        message(number, "again")
    });
    let input = ChatInput {
        room: "r".to_owned(),
        events: EventStream::from_events(events),
    };
    let mut output = client.operation::<Chat<Rest>>().send(input).unwrap();
    assert_eq!(taken.load(Ordering::SeqCst), 0);
    for number in 1..=3 {
        let event = output.events.next_blocking().unwrap().unwrap();
        assert_eq!(event, message(number, "again"));
        assert_eq!(
            taken.load(Ordering::SeqCst),
            usize::try_from(number).unwrap()
        );
    }
}
