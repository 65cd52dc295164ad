//! Independent HTTP clients, which know nothing of signatures: `curl`, and Python's `urllib`.

use std::io::Write;
use std::process::{Command, Stdio};

use tinsmith::client::Presigned;

/// Sends what its arguments say: method, URL, headers as `name: value`; the body comes in. Prints
/// the body of the answer, and its status as the last word of standard error.
const URLLIB: &str = r"
import sys, urllib.error, urllib.request
method, url, *headers = sys.argv[1:]
body = sys.stdin.buffer.read() if method in ('POST', 'PUT') else None
request = urllib.request.Request(url, data=body, method=method)
for header in headers:
    request.add_header(*header.split(': ', 1))
try:
    answer = urllib.request.urlopen(request)
except urllib.error.HTTPError as error:
    answer = error
sys.stdout.buffer.write(answer.read())
print(answer.status, end='', file=sys.stderr)
";

/// A client that knows nothing of signatures.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tool {
    /// The program of that name.
    Curl,
    /// Of Python's standard library.
    Urllib,
}

/// What a tool got.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status, as the tool prints it.
    pub(crate) status: String,
    /// The body; of `HEAD` by curl, the head.
    pub(crate) body: Vec<u8>,
}

impl Tool {
    /// Sends a request, with a body if it is a PUT or POST.
    pub(crate) fn send(self, presigned: &Presigned, body: &[u8]) -> Result<Answer, String> {
        let headers = presigned.headers.iter();
        let headers: Vec<String> = headers
            .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
            .collect();
        let (method, url) = (presigned.method.as_str(), presigned.uri.to_string());
        let mut command = match self {
            Self::Curl => curl(method, &url, &headers),
            Self::Urllib => {
                let mut command = Command::new("python3");
                command.args(["-c", URLLIB, method, &url]).args(&headers);
                command
            }
        };
        run(command.env_remove("http_proxy"), body)
    }
}

fn curl(method: &str, url: &str, headers: &[String]) -> Command {
    let mut command = Command::new("curl");
    // As it is: no glob, no segment resolved, no settings of the user's.
    command.args(["-q", "--silent", "--show-error", "--globoff"]);
    command.args(["--path-as-is", "--max-time", "20"]);
    command.args(["--write-out", "%{stderr}%{http_code}"]);
    for header in headers {
        command.args(["--header", header]);
    }
    match method {
        "HEAD" => command.arg("--head"),
        "POST" | "PUT" => command.args(["--request", method, "--data-binary", "@-"]),
        _ => command.args(["--request", method]),
    };
    command.arg(url);
    command
}

/// What a program prints that is given `input`.
fn run(command: &mut Command, input: &[u8]) -> Result<Answer, String> {
    let started = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = started.map_err(|it| format!("{command:?}: {it}"))?;
    if let Some(mut pipe) = child.stdin.take() {
        // A program that does not read it has no use for it.
        let _ = pipe.write_all(input);
    }
    let output = child.wait_with_output().map_err(|it| it.to_string())?;
    let told = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(told.into_owned());
    }
    let status = told.split_whitespace().last().unwrap_or_default();
    Ok(Answer {
        status: status.to_owned(),
        body: output.stdout,
    })
}
