//! Two programs that renew the same login at once: real processes, a real file, and a service whose
//! refresh tokens can be used once.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{env, fs, thread};

use serde_json::{Value as Json, json};
use tinsmith::clock::{Clock, SystemClock};
use tinsmith::config::Environment;
use tinsmith::transport::UreqTransport;

const PROGRAMS: usize = 2;
/// Says to this test binary that it is one of the programs.
const DIRECTORY: &str = "TINSMITH_TEST_DIRECTORY";
const SERVICE: &str = "TINSMITH_TEST_SERVICE";

/// What the service knows: tokens that are valid, and refresh tokens that are not used up.
#[derive(Default)]
struct Tokens {
    count: u32,
    access: BTreeSet<String>,
    refresh: BTreeSet<String>,
    refusals: u32,
}

impl Tokens {
    fn next(&mut self) -> Json {
        self.count += 1;
        let (access, refresh) = (
            format!("access-{}", self.count),
            format!("refresh-{}", self.count),
        );
        self.access.insert(access.clone());
        self.refresh.insert(refresh.clone());
        json!({"accessToken": access, "refreshToken": refresh, "expiresIn": 3600})
    }

    fn answer(&mut self, path: &str, token: &str, body: &str) -> (&'static str, Json) {
        if path.starts_with("/federation/credentials") {
            if !self.access.contains(token) {
                return (
                    "401 Unauthorized",
                    json!({"__type": "UnauthorizedException"}),
                );
            }
            let keys = json!({"accessKeyId": token, "secretAccessKey": "s", "sessionToken": "t",
                "expiration": 32_472_144_000_000_i64});
            return ("200 OK", json!({"roleCredentials": keys}));
        }
        let sent: Json = serde_json::from_str(body).unwrap();
        if self.refresh.remove(sent["refreshToken"].as_str().unwrap()) {
            return ("200 OK", self.next());
        }
        self.refusals += 1;
        (
            "400 Bad Request",
            json!({"__type": "InvalidGrantException", "error": "invalid_grant"}),
        )
    }
}

/// Answers one request. Who renews first gets the answer last.
fn serve(stream: &TcpStream, tokens: &Mutex<Tokens>) {
    let mut reader = BufReader::new(stream);
    let (mut lines, mut line) = (Vec::new(), String::new());
    while reader.read_line(&mut line).unwrap() > 2 {
        lines.push(std::mem::take(&mut line));
    }
    let header = |name: &str| {
        let mut pairs = lines.iter().filter_map(|line| line.split_once(':'));
        let found = pairs.find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value.trim())
    };
    let mut body = vec![0; header("content-length").parse().unwrap_or(0)];
    reader.read_exact(&mut body).unwrap();
    let path = lines[0].split(' ').nth(1).unwrap();
    let token = header("x-amz-sso_bearer_token");
    let body = String::from_utf8(body).unwrap();
    let (status, answer) = tokens.lock().unwrap().answer(path, token, &body);
    if path.starts_with("/token") && status == "200 OK" {
        thread::sleep(Duration::from_millis(300));
    }
    let (mut stream, answer) = (stream, answer.to_string());
    let length = answer.len();
    let kind = "content-type: application/json\r\nconnection: close";
    let head = format!("HTTP/1.1 {status}\r\n{kind}\r\ncontent-length: {length}\r\n\r\n");
    stream.write_all((head + &answer).as_bytes()).unwrap();
}

fn cache(directory: &Path) -> PathBuf {
    // The SHA-1 of `corp`.
    directory.join(".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json")
}

fn write_files(directory: &Path) {
    let config = "[default]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n\
        [sso-session corp]\nsso_region = us-east-1\nsso_start_url = u\n";
    fs::create_dir_all(cache(directory).parent().unwrap()).unwrap();
    fs::write(directory.join(".aws/config"), config).unwrap();
    let cached = json!({"accessToken": "old", "expiresAt": "2020-01-01T00:00:00Z", "clientId": "c",
        "clientSecret": "s", "refreshToken": "refresh-0"});
    fs::write(cache(directory), cached.to_string()).unwrap();
}

fn program(directory: &Path, address: &str) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "a_program_looks_for_credentials", "--nocapture"])
        .env(DIRECTORY, directory)
        .env(SERVICE, address)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What each program does.
#[test]
fn a_program_looks_for_credentials() {
    let (Ok(directory), Ok(service)) = (env::var(DIRECTORY), env::var(SERVICE)) else {
        return;
    };
    let environment = Environment::from_fn(move |name| match name {
        "HOME" => Some(directory.clone()),
        "AWS_ENDPOINT_URL" => Some(service.clone()),
        _ => None,
    });
    let loader = tinsmith_config::load().environment(environment);
    let report = loader.report_blocking(UreqTransport::new(), SystemClock.now());
    let keys = report.credentials().unwrap_or_else(|| panic!("{report}"));
    println!("found {}", keys.access_key_id());
}

#[test]
fn two_programs_that_renew_a_login_at_once_both_have_its_token() {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("processes");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let tokens = Arc::new(Mutex::new(Tokens::default()));
    let served = Arc::clone(&tokens);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let served = Arc::clone(&served);
            thread::spawn(move || serve(&stream.unwrap(), &served));
        }
    });
    let mut refusals = 0;
    for _ in 0..5 {
        write_files(&directory);
        *tokens.lock().unwrap() = Tokens {
            refresh: BTreeSet::from(["refresh-0".to_owned()]),
            ..Tokens::default()
        };
        let programs: Vec<Child> = (0..PROGRAMS)
            .map(|_| program(&directory, &address))
            .collect();
        for program in programs {
            let output = program.wait_with_output().unwrap();
            let printed = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(printed.contains("found access-"), "{printed}");
        }
        check_cache(&directory);
        assert_eq!(tokens.lock().unwrap().count, 1);
        refusals += tokens.lock().unwrap().refusals;
    }
    assert!(refusals > 0, "the programs never met");
    fs::remove_dir_all(&directory).unwrap();
}

/// The file is whole, its owner's alone, and the only one.
fn check_cache(directory: &Path) {
    let path = cache(directory);
    let written: Json = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(written["accessToken"], "access-1");
    assert_eq!(written["refreshToken"], "refresh-1");
    assert_eq!(written["clientSecret"], "s");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
}
