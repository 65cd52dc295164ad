//! A program that prints credentials (`credential_process`).
//!
//! ```text
//! Start ─► Run ─► Done
//! ```

use tinsmith::{Credentials, Document, Timestamp};

use super::{Names, credentials, object};
use crate::plan::Process;
use crate::step::{Event, Failure, Output, Source, Step, fail, unexpected};

/// How many characters of a program's messages are shown, since they may hold secrets.
const SHOWN: usize = 200;

/// The lookup.
#[derive(Debug)]
pub(crate) struct FromProcess(pub(crate) Process);

impl Source for FromProcess {
    fn next(&mut self, now: Timestamp, event: Event) -> Step {
        match event {
            Event::Start => Step::Run(self.0.command.clone()),
            Event::Ran(Ok(output)) => {
                let found = self.parse(&output, now);
                Step::Done(found.map_err(|what| self.failure(&what)))
            }
            Event::Ran(Err(error)) => fail(self.failure(&error.to_string())),
            _ => unexpected(),
        }
    }
}

impl FromProcess {
    fn failure(&self, what: &str) -> Failure {
        Failure::transient(format!("{}: `credential_process`: {what}", self.0.origin))
    }

    fn parse(&self, output: &Output, now: Timestamp) -> Result<Credentials, String> {
        if !output.is_success {
            return Err(format!(
                "the program ended with {}{}",
                output.status,
                last_line(output)
            ));
        }
        let printed = object(&output.stdout).ok_or("the program printed no JSON object")?;
        if version(&printed) != Some(1) {
            return Err("the program printed no `Version` that is 1".to_owned());
        }
        let names = Names {
            token: "SessionToken",
        };
        let keys = credentials(&printed, &names)
            .map_err(|name| format!("the program printed no valid `{name}`"))?;
        if keys.is_expired(now) {
            return Err("the program printed credentials that have expired".to_owned());
        }
        match &self.0.account_id {
            Some(account) if keys.account_id().is_none() => Ok(keys.with_account_id(account)),
            _ => Ok(keys),
        }
    }
}

fn version(printed: &Document) -> Option<i64> {
    let mut entries = printed.as_map()?.iter();
    let (_, version) = entries.find(|(key, _)| key.eq_ignore_ascii_case("Version"))?;
    version.as_i64()
}

/// The last line that a program wrote to its standard error.
fn last_line(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let last = text
        .lines()
        .rev()
        .map(str::trim)
        .find(|line| !line.is_empty());
    last.map_or_else(String::new, |line| {
        let line: String = line.chars().take(SHOWN).collect();
        format!(": {}", line.escape_debug())
    })
}
