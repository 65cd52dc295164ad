//! A server of plain sockets whose behaviour each test chooses.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Starts a server for the rest of the test; the path of a request chooses the response.
pub(crate) fn start() -> SocketAddr {
    serve(|mut stream| {
        if let Some(asked) = read(&stream) {
            answer(&mut stream, &asked);
        }
    })
}

/// Starts a server that calls `handle` for every connection.
pub(crate) fn serve(handle: impl Fn(TcpStream) + Clone + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let handle = handle.clone();
            thread::spawn(move || handle(stream.unwrap()));
        }
    });
    address
}

/// A server that sends the same response to every request, and the heads of its requests.
pub(crate) fn recorded(answer: &'static str) -> (SocketAddr, Receiver<String>) {
    let (sender, heads) = channel();
    let address = serve(move |mut stream| {
        if let Some(asked) = read(&stream) {
            // The test may have ended.
            let _ = sender.send(asked.head);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (address, heads)
}

/// The address of a closed port.
pub(crate) fn nowhere() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// A request.
pub(crate) struct Asked {
    /// The request line and the headers, as received.
    pub(crate) head: String,
    path: String,
    trace: String,
    body: String,
}

/// Reads the request line and the headers, up to the empty line.
pub(crate) fn read_head(reader: &mut impl BufRead) -> Option<String> {
    let mut head = String::new();
    loop {
        let before = head.len();
        reader
            .read_line(&mut head)
            .ok()
            .filter(|&count| count > 0)?;
        if head[before..].trim().is_empty() {
            return Some(head);
        }
    }
}

/// The value of a header.
pub(crate) fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let mut headers = head.lines().filter_map(|line| line.split_once(": "));
    headers
        .find(|(own, _)| own.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let head = read_head(&mut reader)?;
    if header(&head, "expect").is_some() {
        (&mut &*stream)
            .write_all(b"HTTP/1.1 100 Continue\r\n\r\n")
            .ok()?;
    }
    let length = header(&head, "content-length").map_or(Ok(0), str::parse);
    let mut body = vec![0; length.ok()?];
    reader.read_exact(&mut body).ok()?;
    Some(Asked {
        path: head.split(' ').nth(1)?.to_owned(),
        trace: header(&head, "x-trace").unwrap_or_default().to_owned(),
        body: String::from_utf8(body).ok()?,
        head,
    })
}

fn answer(stream: &mut TcpStream, asked: &Asked) {
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
        "/cut-head" => "HTTP/1.1 200 OK\r\ncontent-le".to_owned(),
        "/longer" => "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabcdefg".to_owned(),
        "/garbage" => "SSH-2.0-OpenSSH_9.9\r\n".to_owned(),
        "/bad-chunk" => {
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n".to_owned()
        }
        "/many-headers" => {
            let headers = "x: y\r\n".repeat(1000);
            format!("HTTP/1.1 200 OK\r\n{headers}content-length: 0\r\n\r\n")
        }
        _ => String::new(),
    };
    // The client may have closed the connection.
    let _ = stream.write_all(answer.as_bytes());
    if matches!(asked.path.as_str(), "/stall" | "/silence") {
        wait(stream);
    }
}

/// Keeps the connection open until the client closes it.
pub(crate) fn wait(stream: &mut TcpStream) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
    let _ = stream.read(&mut [0]);
}

/// A response with a body, after which the connection is closed.
pub(crate) fn whole(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nx-amzn-requestid: R-1\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}
