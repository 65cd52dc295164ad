//! A connection of a server to a client, with or without TLS.

use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::rc::Rc;
use std::sync::Arc;

use rustls::{ServerConfig, ServerConnection, Stream};

/// A connection; clones are the same one.
#[derive(Clone)]
pub(super) struct Channel {
    socket: Rc<TcpStream>,
    tls: Option<Rc<RefCell<ServerConnection>>>,
}

impl Channel {
    /// Fails where `config` is of no use. The handshake is part of the first read.
    pub(super) fn new(socket: TcpStream, config: Option<Arc<ServerConfig>>) -> io::Result<Self> {
        let tls = config.map(ServerConnection::new).transpose();
        Ok(Self {
            socket: Rc::new(socket),
            tls: tls
                .map_err(io::Error::other)?
                .map(|it| Rc::new(RefCell::new(it))),
        })
    }

    /// The socket below.
    pub(super) fn socket(&self) -> &TcpStream {
        &self.socket
    }

    fn with<T>(&self, run: impl FnOnce(&mut dyn Both) -> io::Result<T>) -> io::Result<T> {
        let mut socket = &*self.socket;
        match &self.tls {
            None => run(&mut socket),
            Some(tls) => run(&mut Stream::new(&mut *tls.borrow_mut(), &mut socket)),
        }
    }
}

trait Both: Read + Write {}

impl<T: Read + Write> Both for T {}

impl Read for Channel {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.with(|stream| stream.read(buffer))
    }
}

impl Write for Channel {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.with(|stream| stream.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.with(|stream| stream.flush())
    }
}
