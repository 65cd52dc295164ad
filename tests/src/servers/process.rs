//! One server process: a free port, a log, readiness with a deadline, and its end.
//!
//! Must not know which server it runs.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::python::Python;

/// How often a server is started anew when its port was taken before it could bind.
const ATTEMPTS: usize = 3;
/// How long a server may take until it answers; it takes seconds on an idle machine.
const PATIENCE: Duration = Duration::from_secs(90);
/// How many of the log's last lines a failing test shows.
const TAIL: usize = 40;

/// A running server. It ends when this is dropped, or with this process however that ends:
/// it lives only as long as the pipe to its standard input.
pub(super) struct Server {
    child: Child,
    log: Log,
    address: SocketAddr,
}

impl Server {
    /// Starts `module` on a free loopback port that `configure` tells it, and waits for it.
    pub(super) fn start(
        python: &Python,
        module: &str,
        configure: impl Fn(&mut Command, u16),
    ) -> Result<Self, String> {
        let command = |port| {
            let mut command = python.command("serve.py");
            command.arg(module);
            configure(&mut command, port);
            command
        };
        Self::run(python.scratch(), module, "Running on", command)
    }

    /// Starts the program of `command` on a free loopback port, and waits until its log says
    /// that it is `ready` at its address. It must end with its standard input.
    pub(super) fn run(
        scratch: &Path,
        name: &str,
        ready: &str,
        command: impl Fn(u16) -> Command,
    ) -> Result<Self, String> {
        let mut failure = String::new();
        for _ in 0..ATTEMPTS {
            let address = free_address().map_err(|error| error.to_string())?;
            let log = Log(scratch.join(format!("{name}-{}.log", address.port())));
            let mut server = Self::spawn(command(address.port()), log, address)
                .map_err(|error| format!("{name} did not start: {error}"))?;
            match server.wait_until(ready) {
                Ok(()) => return Ok(server),
                Err(why) => failure = format!("{name} {why}\n{}", server.log.tail()),
            }
        }
        Err(failure)
    }

    fn spawn(mut command: Command, log: Log, address: SocketAddr) -> std::io::Result<Self> {
        let file = File::create(&log.0)?;
        let child = command
            .stdin(Stdio::piped())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()?;
        Ok(Self {
            child,
            log,
            address,
        })
    }

    /// The log is asked first: it tells this server from one that took the port before it.
    fn wait_until(&mut self, ready: &str) -> Result<(), String> {
        let ready = format!("{ready} http://{}", self.address);
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("ended before it was ready: {status}"));
            }
            if self.log.text().contains(&ready) && TcpStream::connect(self.address).is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(format!("was not ready after {PATIENCE:?}"))
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn log(&self) -> Log {
        self.log.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// A server's log. Dropped while a test fails, it shows its end.
#[derive(Clone)]
pub(super) struct Log(PathBuf);

impl Log {
    fn text(&self) -> String {
        let bytes = fs::read(&self.0).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn tail(&self) -> String {
        let text = self.text();
        let lines: Vec<&str> = text.lines().collect();
        let last = &lines[lines.len().saturating_sub(TAIL)..];
        format!("the end of {}:\n{}", self.0.display(), last.join("\n"))
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("{}", self.tail());
        }
    }
}

/// Free at this moment: nothing keeps the port until the server binds it.
fn free_address() -> std::io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}
