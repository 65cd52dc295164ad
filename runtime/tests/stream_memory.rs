//! The memory of a stream does not depend on its length: 200 MB are sent and received with a few
//! megabytes of memory, through both kinds of transport. Run with all features; with the features
//! of the workspace alone, `reqwest` has no cryptography provider.

#![cfg(all(
    feature = "reqwest",
    feature = "tower",
    feature = "ureq",
    target_os = "linux"
))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "streams/fixture.rs"]
#[expect(dead_code, reason = "events are for other tests")]
mod fixture;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use tinsmith::fake::Fake;
use tinsmith::rt::operation::Service;
use tinsmith::transport::{ReqwestTransport, UreqTransport};
use tinsmith::{ByteStream, Client, Config};

use fixture::{Get, GetInput, GetOutput, Put, PutInput, Store};

const LENGTH: u64 = 200_000_000;
/// Maximum growth of the process, in kB.
const ALLOWED: u64 = 16 * 1024;

/// A memory statistic of the process, in kB.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    let figure = line.split_whitespace().nth(1).unwrap();
    figure.parse().unwrap()
}

fn generated() -> ByteStream {
    ByteStream::from_reader(std::io::repeat(b'x').take(LENGTH)).with_length(LENGTH)
}

fn put() -> PutInput {
    PutInput {
        key: "k".to_owned(),
        body: generated(),
    }
}

fn get() -> GetInput {
    GetInput {
        key: "k".to_owned(),
    }
}

/// A server that counts received bytes and drops them.
fn sink() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            swallow(&stream.unwrap());
        }
    });
    address
}

fn swallow(stream: &TcpStream) {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        match line.trim().split_once(": ") {
            None if line.trim().is_empty() => break,
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().unwrap();
            }
            _ => {}
        }
    }
    let count = std::io::copy(&mut reader.take(length), &mut std::io::sink());
    assert_eq!(count.unwrap(), LENGTH);
    let mut stream = stream;
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    stream.write_all(answer).unwrap();
}

fn in_tokio<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(future)
}

/// A single test, since all tests of a process share its memory.
#[test]
fn streams_take_memory_that_does_not_grow_with_them() {
    let config = |url: &str| Config::builder().endpoint_url(url);
    let ureq = |url: &str| {
        let config = config(url).blocking_transport(UreqTransport::new());
        Client::new(config.build(), Store::SCHEMA)
    };
    let reqwest = |url: &str| {
        let config = config(url).transport(ReqwestTransport::new().unwrap());
        Client::new(config.build(), Store::SCHEMA)
    };
    let sink = format!("http://{}", sink());
    let fake = Fake::new().on::<Get>(|_| {
        Ok(GetOutput {
            tag: None,
            body: generated(),
        })
    });
    let source = fake.serve().unwrap();
    let before = memory("VmRSS");

    ureq(&sink).operation::<Put>().send(put()).unwrap();
    in_tokio(reqwest(&sink).operation::<Put>().send(put())).unwrap();
    let output = ureq(&source.url()).operation::<Get>().send(get()).unwrap();
    let count = std::io::copy(&mut output.body.into_reader(), &mut std::io::sink());
    assert_eq!(count.unwrap(), LENGTH);
    in_tokio(async {
        let call = reqwest(&source.url()).operation::<Get>().send(get());
        let mut body = call.await.unwrap().body;
        let mut count = 0;
        while let Some(chunk) = body.next().await {
            count += chunk.unwrap().len() as u64;
        }
        assert_eq!(count, LENGTH);
    });

    let grown = memory("VmHWM").saturating_sub(before);
    println!("grown by {grown} kB");
    assert!(grown < ALLOWED, "grown by {grown} kB");
}
