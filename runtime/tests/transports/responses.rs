//! Valid requests and responses.

use std::future::poll_fn;
use std::io::{BufReader, Read, Write};
use std::task::Poll;
use std::time::Duration;

use tinsmith::body::Body;
use tinsmith::transport::{BlockingTransport, ReqwestTransport, Transport, UreqTransport};

use crate::rig::{ALL, collect, get, hyper, in_tokio, post};
use crate::server;

#[test]
fn requests_and_responses_arrive_whole() {
    let address = server::start();
    for adapter in ALL {
        let answer = adapter.send(post(address, "/echo", "sent")).unwrap();
        assert_eq!(answer.status(), 201, "{adapter:?}");
        assert_eq!(answer.headers()["x-amzn-requestid"], "R-1");
        assert_eq!(answer.body().as_ref(), b"T:sent");
    }
}

#[test]
fn a_streamed_body_of_known_length_arrives_whole() {
    let address = server::start();
    for adapter in ALL {
        let body = Body::from_reader(&b"sent"[..]).with_length(4);
        let answer = adapter.send(post(address, "/echo", body)).unwrap();
        assert_eq!(answer.body().as_ref(), b"T:sent", "{adapter:?}");
    }
}

#[test]
fn statuses_of_errors_are_responses() {
    let address = server::start();
    for adapter in ALL {
        let answer = adapter.send(get(address, "/error")).unwrap();
        assert_eq!(
            (answer.status().as_u16(), answer.body().as_ref()),
            (500, b"broken".as_slice()),
            "{adapter:?}"
        );
    }
}

#[test]
fn chunks_are_put_together() {
    let address = server::start();
    for adapter in ALL {
        let answer = adapter.send(get(address, "/chunked")).unwrap();
        assert_eq!(answer.body().as_ref(), b"abcdefg", "{adapter:?}");
    }
}

#[test]
fn bytes_after_a_body_do_not_belong_to_it() {
    let address = server::start();
    for adapter in ALL {
        let answer = adapter.send(get(address, "/longer")).unwrap();
        assert_eq!(answer.body().as_ref(), b"abc", "{adapter:?}");
    }
}

/// A server that answers one request of each connection, as if to keep it open, and then closes it.
fn closing_between_calls() -> std::net::SocketAddr {
    server::serve(|mut stream| {
        if server::read_head(&mut BufReader::new(&stream)).is_some() {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        }
    })
}

#[test]
fn a_connection_closed_between_calls_is_not_used_again() {
    let address = closing_between_calls();
    let (reqwest, tower) = (ReqwestTransport::new().unwrap(), hyper());
    in_tokio(async {
        for _ in 0..10 {
            for transport in [&reqwest as &dyn Transport, &tower] {
                let sent = transport.send(get(address, "/")).await;
                assert_eq!(collect(sent).await.unwrap().body().as_ref(), b"ok");
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    let ureq = UreqTransport::new();
    for _ in 0..10 {
        let sent = ureq.send(get(address, "/"), None);
        assert_eq!(in_tokio(collect(sent)).unwrap().body().as_ref(), b"ok");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn the_clock_of_reqwest_sleeps_in_tokio() {
    let clock = ReqwestTransport::new().unwrap().clock().unwrap();
    let before = clock.monotonic();
    in_tokio(async {
        let mut longest = clock.sleep(Duration::MAX);
        let polled = poll_fn(|context| Poll::Ready(longest.as_mut().poll(context))).await;
        assert!(polled.is_pending());
        clock.sleep(Duration::from_millis(5)).await;
    });
    assert!(clock.monotonic() >= before + Duration::from_millis(5));
}

#[test]
fn informational_responses_are_skipped() {
    let address = server::serve(|mut stream| {
        if server::read_head(&mut BufReader::new(&stream)).is_some() {
            let body = "x".repeat(300_000);
            let hints = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(3);
            let answer = server::whole("200 OK", &body);
            let _ = stream.write_all(format!("{hints}{answer}").as_bytes());
            server::wait(&mut stream);
        }
    });
    for adapter in ALL {
        let answer = adapter.send(get(address, "/")).unwrap();
        assert_eq!(answer.status(), 200, "{adapter:?}");
        assert!(!answer.headers().contains_key("link"));
        assert_eq!(answer.body().len(), 300_000);
    }
}

#[test]
fn informational_responses_come_one_by_one_and_do_not_refuse_an_upload() {
    let address = server::serve(|mut stream| {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        if server::read_head(&mut reader).is_none() {
            return;
        }
        for status in ["102 Processing", "103 Early Hints", "100 Continue"] {
            let _ = stream.write_all(format!("HTTP/1.1 {status}\r\n\r\n").as_bytes());
            std::thread::sleep(Duration::from_millis(30));
        }
        let mut body = [0; 4];
        if reader.read_exact(&mut body).is_ok() {
            let body = String::from_utf8_lossy(&body);
            let _ = stream.write_all(server::whole("200 OK", &body).as_bytes());
        }
        server::wait(&mut stream);
    });
    for adapter in ALL {
        let body = Body::from_reader(&b"sent"[..]).with_length(4);
        let answer = adapter.send(post(address, "/", body)).unwrap();
        assert_eq!(answer.body().as_ref(), b"sent", "{adapter:?}");
    }
}
