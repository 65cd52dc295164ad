//! Programs that print credentials: run in a shell, within limits.

use std::future::{Future, poll_fn};
use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use crate::step::Output;

/// How long a program may take.
const LIMIT: Duration = Duration::from_secs(60);
/// How much it may print.
const MOST: u64 = 64 * 1024;
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
    let started = thread::Builder::new().spawn(move || {
        let result = run_blocking(&command);
        let mut handover = theirs.lock().unwrap_or_else(PoisonError::into_inner);
        handover.result = Some(result);
        if let Some(waker) = handover.waker.take() {
            waker.wake();
        }
    });
    let mut refused = started.err();
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
    let end = Instant::now() + limit;
    let stdout = reader(child.stdout.take());
    let stderr = reader(child.stderr.take());
    let output = output(&mut child, &stdout, &stderr, end, limit);
    if output.is_err() {
        // It may have ended by itself; what counts is that it is not waited for any longer.
        let _ = child.kill().and_then(|()| child.wait());
    }
    output
}

fn output(
    child: &mut Child,
    stdout: &Receiver<io::Result<Vec<u8>>>,
    stderr: &Receiver<io::Result<Vec<u8>>>,
    end: Instant,
    limit: Duration,
) -> io::Result<Output> {
    let late = || io::Error::other(format!("the program did not end within {limit:?}"));
    let left = || end.saturating_duration_since(Instant::now());
    let printed = stdout.recv_timeout(left()).map_err(|_| late())??;
    if u64::try_from(printed.len()).is_ok_and(|length| length > MOST) {
        return Err(io::Error::other("the program printed more than 64 kB"));
    }
    let status = loop {
        match child.try_wait()? {
            Some(status) => break status,
            None if left().is_zero() => return Err(late()),
            None => thread::sleep(PAUSE),
        }
    };
    // Its messages are for errors alone.
    let complained = stderr.recv_timeout(left().min(PAUSE * 20));
    Ok(Output {
        is_success: status.success(),
        status: status.to_string(),
        stdout: printed,
        stderr: complained.ok().and_then(Result::ok).unwrap_or_default(),
    })
}

/// Reads a pipe on a thread of its own, up to one byte more than is allowed.
fn reader(pipe: Option<impl Read + Send + 'static>) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = channel();
    if let Some(pipe) = pipe {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = pipe.take(MOST + 1).read_to_end(&mut bytes);
            // Nobody listens any more where the program took too long.
            let _ = sender.send(read.map(|_| bytes));
        });
    }
    receiver
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
        assert_eq!(error.to_string(), "the program printed more than 64 kB");
    }

    #[test]
    fn each_platform_has_its_shell() {
        assert_eq!(shell(true), ("cmd.exe", "/C"));
        assert_eq!(shell(false), ("sh", "-c"));
    }
}
