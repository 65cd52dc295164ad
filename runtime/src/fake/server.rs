//! Threads that serve a [`Fake`] over loopback: one that accepts, one for each connection.

use std::io::{self, BufReader};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use bytes::Bytes;
use http::{Request, Response, StatusCode};

use super::{Fake, http1, plain};
use crate::io::body::Body;

/// A [`Fake`] at an address of this machine. Dropping it stops it: connections are closed and all
/// threads have ended when the drop returns.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    open: Arc<Open>,
    acceptor: Option<JoinHandle<()>>,
}

/// The state that the threads of a server share.
#[derive(Debug, Default)]
struct Open {
    stopped: AtomicBool,
    connections: Mutex<Vec<Connection>>,
}

#[derive(Debug)]
struct Connection {
    stream: TcpStream,
    thread: JoinHandle<()>,
}

impl Server {
    pub(super) fn start(fake: Fake) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let open = Arc::new(Open::default());
        let shared = Arc::clone(&open);
        let acceptor = thread::Builder::new()
            .name("fake service".to_owned())
            .spawn(move || accept(&listener, &fake, &shared))?;
        Ok(Self {
            address,
            open,
            acceptor: Some(acceptor),
        })
    }

    /// The endpoint, as `http://127.0.0.1:49152`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address that the server listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.open.stopped.store(true, Ordering::SeqCst);
        // The acceptor checks `stopped` after each connection: make one.
        drop(TcpStream::connect(self.address));
        if let Some(acceptor) = self.acceptor.take() {
            // A thread that panicked has ended, too.
            let _ = acceptor.join();
        }
        for connection in self.open.take_connections() {
            let _ = connection.stream.shutdown(Shutdown::Both);
            let _ = connection.thread.join();
        }
    }
}

impl Open {
    fn take_connections(&self) -> Vec<Connection> {
        let connections = self.connections.lock();
        std::mem::take(&mut *connections.unwrap_or_else(PoisonError::into_inner))
    }

    /// Stores a connection, and removes those that have ended.
    fn keep(&self, connection: Connection) {
        let connections = self.connections.lock();
        let mut connections = connections.unwrap_or_else(PoisonError::into_inner);
        connections.retain(|it| !it.thread.is_finished());
        connections.push(connection);
    }
}

fn accept(listener: &TcpListener, fake: &Fake, open: &Open) {
    for stream in listener.incoming() {
        if open.stopped.load(Ordering::SeqCst) {
            return;
        }
        // The client reports a connection that fails.
        let Ok(stream) = stream else { continue };
        let Ok(own) = stream.try_clone() else {
            continue;
        };
        let fake = fake.clone();
        let served = thread::Builder::new()
            .name("fake service connection".to_owned())
            .spawn(move || serve(&own, &fake));
        if let Ok(thread) = served {
            open.keep(Connection { stream, thread });
        }
    }
}

/// Answers the requests of one connection until either side closes it.
fn serve(stream: &TcpStream, fake: &Fake) {
    let mut reader = BufReader::new(stream);
    loop {
        let served = match http1::read(&mut reader, stream) {
            Ok(Some(incoming)) => {
                let response = handle(fake, &incoming.request);
                let head_only = incoming.request.method() == http::Method::HEAD;
                write(stream, response, head_only, incoming.keep_alive)
                    .map(|()| incoming.keep_alive)
            }
            Ok(None) => return,
            Err(http1::Refused::Io(error)) => Err(error),
            Err(http1::Refused::Request(status, reason)) => {
                let response = plain(status, reason).map(Body::from);
                http1::write(stream, response, false, false).map(|()| false)
            }
        };
        // The client sees a broken connection; nobody else needs to know.
        if !served.unwrap_or(false) {
            let _ = stream.shutdown(Shutdown::Both);
            return;
        }
    }
}

/// The fake's answer, or an error if its closure panics.
fn handle(fake: &Fake, request: &Request<Bytes>) -> Response<Body> {
    catch_unwind(AssertUnwindSafe(|| fake.respond(request))).unwrap_or_else(|_| {
        let reason = "the closure that answers this operation panicked";
        plain(StatusCode::INTERNAL_SERVER_ERROR, reason).map(Body::from)
    })
}

/// Writes a response; a stream of the user's that panics breaks the connection.
fn write(
    stream: &TcpStream,
    response: Response<Body>,
    head_only: bool,
    keep_alive: bool,
) -> io::Result<()> {
    let written = AssertUnwindSafe(|| http1::write(stream, response, head_only, keep_alive));
    catch_unwind(written).unwrap_or_else(|_| Err(io::Error::other("the stream panicked")))
}
