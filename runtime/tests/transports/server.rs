//! A server of plain sockets that behaves well or badly, as the path asks.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// Starts a server for the rest of the test.
pub(crate) fn start() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || serve(stream.unwrap()));
        }
    });
    address
}

/// An address where nobody listens.
pub(crate) fn nowhere() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

struct Asked {
    path: String,
    trace: String,
    body: String,
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let (mut length, mut trace) = (0, String::new());
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "x-trace" => value.clone_into(&mut trace),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let body = String::from_utf8(body).ok()?;
    Some(Asked { path, trace, body })
}

fn serve(mut stream: TcpStream) {
    let Some(asked) = read(&stream) else {
        return;
    };
    let echo = format!("{}:{}", asked.trace, asked.body);
    let answer = match asked.path.as_str() {
        "/echo" => whole("201 Created", &echo),
        "/error" => whole("500 Oh No", "broken"),
        "/redirect" => whole("302 Found\r\nlocation: /echo", "elsewhere"),
        "/chunked" => "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n\
                       3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"
            .to_owned(),
        "/cut" | "/stall" => "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc".to_owned(),
        "/cut-chunk" => {
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n".to_owned()
        }
        _ => String::new(),
    };
    // The client may be gone already, which is its right.
    let _ = stream.write_all(answer.as_bytes());
    if matches!(asked.path.as_str(), "/stall" | "/silence") {
        let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
        let _ = stream.read(&mut [0]);
    }
}

fn whole(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nx-amzn-requestid: R-1\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}
