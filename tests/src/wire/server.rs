//! A server on loopback that keeps what it was sent and answers as a script says.
//!
//! Owns sockets and threads. Each request is judged by the script's rules before it is answered.
//! Must not know clients or cases.

pub(crate) mod answer;
mod channel;
pub(crate) mod message;
pub(crate) mod tls;

use std::io::{self, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustls::ServerConfig;

use self::channel::Channel;
use self::message::{Head, Request, read_body};
use self::tls::Identity;
use super::verify::Rules;

/// How long a connection lasts whose client never lets go of it.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a server does on a connection, one thing after the other. Where the last thing leaves
/// the connection open, another request may follow.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Sends bytes.
    Send(Vec<u8>),
    /// Does nothing for a while.
    Pause(Duration),
    /// Does nothing until the client lets go.
    Hang,
    /// Closes the connection.
    Close,
    /// Says that nothing more will come, and reads nothing for a while; what the client still
    /// sends is thrown away then. A connection that were simply closed could lose the answer.
    Linger(Duration),
}

/// What a server does with the requests that come.
pub(crate) struct Script {
    /// What requests are verified by; `None` accepts every request.
    pub(crate) rules: Option<Rules>,
    /// What is done about the head of a request.
    pub(crate) welcome: Welcome,
    /// What answers the request, given how many came before it.
    pub(crate) answer: Answer,
}

/// What a server does about the head of a request.
pub(crate) enum Welcome {
    /// Sends `100 Continue` if the request expects it.
    Continue,
    /// The same with these lines of headers.
    ContinueWith(&'static str),
    /// Waits for the body, whatever is expected.
    Wait,
    /// Answers without the body. The rules are not asked.
    Refuse(Vec<Step>),
}

/// What answers a request that is as it must be.
pub(crate) type Answer = Box<dyn Fn(&Request, usize) -> Vec<Step> + Send + Sync>;

/// A running server. It ends when this is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// A closed port of 127.0.0.1.
///
/// # Panics
/// If the system has no free port.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a port");
    listener.local_addr().expect("it is bound").port()
}

/// What was sent, and whether it is as it must be.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// The request; `None` if the bytes are not one.
    pub(crate) request: Option<Request>,
    /// What is wrong with it.
    pub(crate) verdict: Result<(), String>,
}

struct Shared {
    script: Script,
    seen: Mutex<Vec<Seen>>,
    /// Heads that came, those included whose body was not waited for.
    heads: AtomicUsize,
    connections: AtomicUsize,
    keeps: bool,
    tls: Option<Arc<ServerConfig>>,
    ends: AtomicBool,
}

impl Server {
    /// A server on any port of 127.0.0.1.
    ///
    /// # Panics
    /// Where there is no port.
    pub(crate) fn start(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a port");
        Self::on(listener, script, true)
    }

    /// The same with TLS, as `localhost`.
    ///
    /// # Panics
    /// Where there is no port.
    pub(crate) fn secure(script: Script, identity: &Identity) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a port");
        Self::with(listener, script, true, Some(Arc::clone(&identity.config)))
    }

    /// A server of `listener`, which keeps requests if it `keeps`.
    pub(crate) fn on(listener: TcpListener, script: Script, keeps: bool) -> Self {
        Self::with(listener, script, keeps, None)
    }

    fn with(
        listener: TcpListener,
        script: Script,
        keeps: bool,
        tls: Option<Arc<ServerConfig>>,
    ) -> Self {
        let address = listener.local_addr().expect("it is bound");
        let shared = Arc::new(Shared {
            script,
            seen: Mutex::default(),
            heads: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            keeps,
            tls,
            ends: AtomicBool::new(false),
        });
        let own = Arc::clone(&shared);
        thread::spawn(move || own.accept(&listener));
        Self { address, shared }
    }

    /// Its root.
    pub(crate) fn url(&self) -> String {
        match self.shared.tls {
            None => format!("http://{}", self.address),
            Some(_) => format!("https://localhost:{}", self.address.port()),
        }
    }

    /// What came, in order.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.shared.seen().clone()
    }

    /// How many heads of requests came.
    pub(crate) fn heads(&self) -> usize {
        self.shared.heads.load(Ordering::SeqCst)
    }

    /// How many connections were made.
    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.ends.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn seen(&self) -> MutexGuard<'_, Vec<Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn accept(self: &Arc<Self>, listener: &TcpListener) {
        for stream in listener.incoming() {
            if self.ends.load(Ordering::SeqCst) {
                return;
            }
            let Ok(stream) = stream else { continue };
            let own = Arc::clone(self);
            self.connections.fetch_add(1, Ordering::SeqCst);
            // Whatever the peer does to the connection is its right; what it sent is kept.
            thread::spawn(move || own.serve(stream));
        }
    }

    fn serve(&self, stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let stream = Channel::new(stream, self.tls.clone())?;
        let mut reader = BufReader::new(stream.clone());
        let mut link = Link {
            stream,
            shared: self,
        };
        loop {
            let head = match Head::read(&mut reader) {
                Ok(Some(head)) => head,
                Ok(None) => return Ok(()),
                Err(error) => return self.keep_fault(error),
            };
            let number = self.heads.fetch_add(1, Ordering::SeqCst);
            match &self.script.welcome {
                Welcome::Refuse(steps) => return link.run(steps).map(drop),
                Welcome::Wait => {}
                _ if head.one("expect") != Some("100-continue") => {}
                Welcome::Continue => link.go_on("")?,
                Welcome::ContinueWith(headers) => link.go_on(headers)?,
            }
            let steps = match whole(head, &mut reader) {
                Ok(request) => self.answer(request, number),
                Err(error) => return self.keep_fault(error),
            };
            if !link.run(&steps)? {
                return Ok(());
            }
        }
    }

    fn answer(&self, request: Request, number: usize) -> Vec<Step> {
        let rules = self.script.rules.as_ref();
        let verdict = rules.map_or(Ok(()), |rules| rules.verify(&request));
        let steps = match (&verdict, rules) {
            (Err(why), Some(rules)) => vec![Step::Send(answer::refusal(rules, &request, why))],
            _ => (self.script.answer)(&request, number),
        };
        if self.keeps || verdict.is_err() {
            self.seen().push(Seen {
                request: Some(request),
                verdict,
            });
        }
        steps
    }

    /// Keeps what was no request; a connection that broke off says nothing about one.
    fn keep_fault(&self, error: io::Error) -> io::Result<()> {
        if self.keeps && error.kind() == io::ErrorKind::InvalidData {
            self.seen().push(Seen {
                request: None,
                verdict: Err(error.to_string()),
            });
        }
        Err(error)
    }
}

/// The request that begins with `head`.
fn whole(head: Head, reader: &mut BufReader<Channel>) -> io::Result<Request> {
    let framing = head
        .framing()
        .map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))?;
    let (raw_body, body) = read_body(reader, framing)?;
    Ok(Request {
        head,
        raw_body,
        body,
    })
}

/// The server's end of a connection.
struct Link<'a> {
    stream: Channel,
    shared: &'a Shared,
}

impl Link<'_> {
    /// Sends `100 Continue`.
    fn go_on(&mut self, headers: &str) -> io::Result<()> {
        let head = format!("HTTP/1.1 100 Continue\r\n{headers}\r\n");
        self.stream.write_all(head.as_bytes())
    }

    /// Does what the steps say; tells whether another request may follow.
    fn run(&mut self, steps: &[Step]) -> io::Result<bool> {
        for step in steps {
            match step {
                Step::Send(bytes) => self.stream.write_all(bytes)?,
                Step::Pause(span) => thread::sleep(*span),
                Step::Hang => {
                    self.drain()?;
                    return Ok(false);
                }
                Step::Close => {
                    self.stream.socket().shutdown(Shutdown::Both)?;
                    return Ok(false);
                }
                Step::Linger(span) => {
                    self.stream.socket().shutdown(Shutdown::Write)?;
                    thread::sleep(*span);
                    self.drain()?;
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Reads until the client lets go or the server ends.
    fn drain(&mut self) -> io::Result<()> {
        self.stream
            .socket()
            .set_read_timeout(Some(Duration::from_millis(50)))?;
        let mut buffer = vec![0; 64 * 1024];
        while !self.shared.ends.load(Ordering::SeqCst) {
            match self.stream.read(&mut buffer) {
                Ok(0) => break,
                Err(error) if !is_late(&error) => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

fn is_late(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}
