//! The test suite that the AWS SDKs share, and the cases that it leaves open.

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

use super::*;

fn keys(id: &str, end: i64) -> Credentials {
    Credentials::new(id, "secret")
        .with_expires_at(Timestamp::new(end, 0))
        .with_static_stability()
}

fn at(second: i64) -> Timestamp {
    Timestamp::new(second, 0)
}

fn memory_of(keys: Credentials) -> Memory {
    let mut memory = Memory::default();
    memory.settle(at(0), Ok(keys), 0.0).unwrap();
    memory
}

/// The state of one case of the suite, advanced step by step.
struct Case<'a> {
    memory: Memory,
    now: i64,
    jitter: f64,
    name: &'a str,
}

#[test]
fn the_shared_cases_hold() {
    let root = env::var_os("TINSMITH_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora"),
        PathBuf::from,
    );
    let file = root.join("credentials/smithy-rs-2026/credential-refresh-tests.json");
    let Ok(text) = fs::read_to_string(&file) else {
        println!("left out: no {}, set TINSMITH_CORPORA", file.display());
        return;
    };
    let cases: Value = serde_json::from_str(&text).unwrap();
    let cases = cases.as_array().unwrap();
    assert!(cases.len() >= 16);
    for case in cases {
        run(case);
    }
}

fn run(case: &Value) {
    let given = &case["given"];
    let id = given["accessKeyId"].as_str().unwrap_or("AKID");
    let mut memory = Memory::default();
    let window = given["configuredAdvisoryWindowSeconds"].as_u64();
    memory.window = window.map(Duration::from_secs);
    // Keys that live an hour, fetched at 0; the case begins at `now`.
    let now = match given["cachedCredentials"].as_str().unwrap() {
        "none" | "valid" => 60,
        "advisory" => 3600 - 600,
        "mandatory" => 3600 - 30,
        "expired" => 3600 + 60,
        other => panic!("{other}"),
    };
    if given["cachedCredentials"] != "none" {
        memory.settle(at(0), Ok(keys(id, 3600)), 0.0).unwrap();
    }
    let back_off = given["refreshBackoffSeconds"].as_f64().unwrap_or(300.0);
    let mut case_run = Case {
        memory,
        now,
        jitter: back_off / 300.0 - 1.0,
        name: case["documentation"].as_str().unwrap(),
    };
    for step in case["steps"].as_array().unwrap() {
        case_run.step(step);
    }
}

impl Case<'_> {
    fn step(&mut self, step: &Value) {
        match step["type"].as_str().unwrap() {
            "advanceTime" => self.now += step["seconds"].as_i64().unwrap(),
            "invalidate" => {
                let id = step["rejectedAccessKeyId"].as_str().unwrap();
                self.memory.invalidate(&Credentials::new(id, ""));
            }
            "getCredentials" => self.get(step),
            other => panic!("{other}"),
        }
    }

    fn get(&mut self, step: &Value) {
        let decision = self.memory.decide(at(self.now));
        let is_asked = matches!(decision, Decision::Refresh { .. });
        let expected = &step["expected"];
        let name = self.name;
        assert_eq!(
            is_asked,
            expected["sourceContacted"].as_bool().unwrap(),
            "{name}"
        );
        let is_held_back = self.memory.held_back_until.is_some() && !is_asked;
        assert_eq!(
            is_held_back,
            expected["rateLimited"].as_bool().unwrap(),
            "{name}"
        );
        let result = match decision {
            Decision::Serve(keys) => Ok(keys),
            Decision::Refresh { .. } => {
                let answer = self.answer(step);
                self.memory.settle(at(self.now), answer, self.jitter)
            }
        };
        let found = match &result {
            Ok(keys) if keys.access_key_id() == "NEW" => "newCredentials",
            Ok(_) => "cachedCredentials",
            Err(CredentialsError::NonRecoverable(_)) => "nonRecoverableError",
            Err(_) => "noCredentialsError",
        };
        assert_eq!(found, expected["result"].as_str().unwrap(), "{name}");
        if let Some(seconds) = expected["advisoryWindowSeconds"].as_u64() {
            let kept = self.memory.kept.as_ref().unwrap();
            let window = kept
                .keys
                .expires_at()
                .unwrap()
                .since(kept.advisory.unwrap());
            assert_eq!(window.as_secs(), seconds, "{name}");
        }
    }

    fn answer(&self, step: &Value) -> Result<Credentials, CredentialsError> {
        let lifetime = step["lifetimeSeconds"].as_i64().unwrap_or(3600);
        match step["response"].as_str().unwrap() {
            "freshCredentials" => Ok(keys("NEW", self.now + lifetime)),
            "staleCredentials" => Ok(keys("NEW", self.now)),
            "error" => Err(CredentialsError::source("down")),
            "nonRecoverableError" => Err(CredentialsError::non_recoverable("log in again")),
            other => panic!("{other}"),
        }
    }
}

#[test]
fn keys_that_live_for_minutes_are_renewed_half_way() {
    let memory = memory_of(keys("AKID", 240));
    assert!(matches!(memory.decide(at(119)), Decision::Serve(_)));
    let half_way = memory.decide(at(120));
    assert!(matches!(half_way, Decision::Refresh { meanwhile: Some(_) }));
    let last_minute = memory.decide(at(180));
    assert!(matches!(last_minute, Decision::Refresh { meanwhile: None }));
}

#[test]
fn keys_of_ones_own_are_not_served_when_they_have_expired() {
    let own = Credentials::new("AKID", "secret").with_expires_at(at(3600));
    let mut memory = memory_of(own);
    let down = || Err(CredentialsError::source("down"));
    memory.settle(at(3500), down(), 0.0).unwrap();
    assert!(matches!(memory.decide(at(3599)), Decision::Serve(_)));
    let decision = memory.decide(at(3600));
    assert!(matches!(decision, Decision::Refresh { meanwhile: None }));
    memory.settle(at(3600), down(), 0.0).unwrap_err();
}

#[test]
fn keys_of_ones_own_that_were_refused_do_not_stand_in() {
    let own = Credentials::new("AKID", "secret").with_expires_at(at(3600));
    let mut memory = memory_of(own.clone());
    memory.invalidate(&own);
    let down = Err(CredentialsError::source("down"));
    memory.settle(at(1), down, 0.0).unwrap_err();
}

#[test]
fn a_refused_refresh_that_brings_other_keys_is_over() {
    let mut memory = memory_of(keys("AKID", 3600));
    memory.invalidate(&keys("AKID", 0));
    let decision = memory.decide(at(1));
    assert!(matches!(decision, Decision::Refresh { meanwhile: None }));
    memory.settle(at(1), Ok(keys("NEW", 3600)), 0.0).unwrap();
    assert!(matches!(memory.decide(at(2)), Decision::Serve(_)));
}
