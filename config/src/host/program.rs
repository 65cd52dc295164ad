//! Programs that print credentials: run in a shell, within limits.

use std::future::{Future, poll_fn};
use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use super::read_to_end;
use crate::step::Output;

/// How long a program may take.
const LIMIT: Duration = Duration::from_secs(60);
/// The pause between two looks at whether the program has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// The shell of a platform, and its option to run a command.
pub(crate) const fn shell(is_windows: bool) -> (&'static str, &'static str) {
    if is_windows {
        ("cmd.exe", "/C")
    } else {
        ("sh", "-c")
    }
}

/// What a thread hands to a future.
#[derive(Default)]
struct Handover {
    result: Option<io::Result<Output>>,
    waker: Option<Waker>,
}

/// Runs a command on a thread of its own, so that executors are not blocked.
pub(super) fn run(command: String) -> impl Future<Output = io::Result<Output>> {
    let shared: Arc<Mutex<Handover>> = Arc::default();
    let theirs = Arc::clone(&shared);
    let mut refused = spawn(Box::new(move || {
        let result = run_blocking(&command);
        let mut handover = theirs.lock().unwrap_or_else(PoisonError::into_inner);
        handover.result = Some(result);
        if let Some(waker) = handover.waker.take() {
            waker.wake();
        }
    }))
    .err();
    poll_fn(move |context| {
        if let Some(error) = refused.take() {
            return Poll::Ready(Err(error));
        }
        let mut handover = shared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(result) = handover.result.take() {
            return Poll::Ready(result);
        }
        handover.waker = Some(context.waker().clone());
        Poll::Pending
    })
}

/// Starts a thread. Not generic: each kind of thread would be compiled anew.
fn spawn(work: Box<dyn FnOnce() + Send>) -> io::Result<()> {
    thread::Builder::new().spawn(work).map(drop)
}

/// Runs a command and waits for it.
pub(super) fn run_blocking(command: &str) -> io::Result<Output> {
    run_within(command, LIMIT)
}

fn run_within(command: &str, limit: Duration) -> io::Result<Output> {
    let (program, option) = shell(cfg!(windows));
    let mut child = Command::new(program)
        .args([option, command])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let output = output(&mut child, limit);
    if output.is_err() {
        // It may have ended by itself; what counts is that it is not waited for any longer.
        let _ = child.kill().and_then(|()| child.wait());
    }
    output
}

fn output(child: &mut Child, limit: Duration) -> io::Result<Output> {
    let end = Instant::now() + limit;
    let late = || io::Error::other(format!("the program did not end within {limit:?}"));
    let stdout = Pipe::read(child.stdout.take())?;
    let stderr = Pipe::read(child.stderr.take())?;
    let printed = stdout.contents(end).ok_or_else(late)?;
    let printed = printed.map_err(|error| {
        io::Error::other(format!("the program's output cannot be read: {error}"))
    })?;
    let status = loop {
        match child.try_wait()? {
            Some(status) => break status,
            None if Instant::now() >= end => return Err(late()),
            None => thread::sleep(PAUSE),
        }
    };
    // Its messages are for errors alone.
    let complained = stderr.contents(end.min(Instant::now() + PAUSE * 20));
    Ok(Output {
        is_success: status.success(),
        status: status.to_string(),
        stdout: printed,
        stderr: complained.and_then(Result::ok).unwrap_or_default(),
    })
}

/// A pipe that a thread of its own reads.
#[derive(Clone, Default)]
struct Pipe(Arc<Mutex<Option<io::Result<Vec<u8>>>>>);

impl Pipe {
    fn read(pipe: Option<impl Read + Send + 'static>) -> io::Result<Self> {
        let this = Self::default();
        let theirs = this.clone();
        spawn(Box::new(move || {
            let read = pipe.map_or(Ok(Vec::new()), |mut pipe| {
                read_to_end(&mut |buffer| pipe.read(buffer))
            });
            *theirs.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
        }))?;
        Ok(this)
    }

    /// What was read, if the pipe is closed before `end`.
    fn contents(&self, end: Instant) -> Option<io::Result<Vec<u8>>> {
        loop {
            let read = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
            if read.is_some() || Instant::now() >= end {
                return read;
            }
            thread::sleep(PAUSE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_prints_complains_and_ends() {
        let output = run_blocking("echo out; echo err >&2; exit 3").unwrap();
        assert_eq!(
            (output.stdout, output.stderr),
            (b"out\n".to_vec(), b"err\n".to_vec())
        );
        assert!(!output.is_success);
        assert_eq!(output.status, "exit status: 3");
    }

    #[test]
    fn a_program_that_hangs_or_floods_is_ended() {
        let error = run_within("sleep 30", Duration::from_millis(100))
            .err()
            .unwrap();
        assert_eq!(error.to_string(), "the program did not end within 100ms");
        let error = run_blocking("yes").err().unwrap();
        assert_eq!(
            error.to_string(),
            "the program's output cannot be read: there are more than 64 kB"
        );
    }

    #[test]
    fn each_platform_has_its_shell() {
        assert_eq!(shell(true), ("cmd.exe", "/C"));
        assert_eq!(shell(false), ("sh", "-c"));
    }
}
