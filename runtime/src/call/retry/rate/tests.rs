//! The test suites that the AWS SDKs share.

use std::path::{Path, PathBuf};
use std::{env, fs};

use yaml_rust2::{Yaml, YamlLoader};

use super::*;

fn suite() -> Vec<Yaml> {
    let root = env::var_os("TINSMITH_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora"),
        PathBuf::from,
    );
    let Ok(entries) = fs::read_dir(root.join("retry/adaptive")) else {
        println!("left out: no {}, set TINSMITH_CORPORA", root.display());
        return Vec::new();
    };
    let read = |path| fs::read_to_string(path).unwrap();
    let mut texts = entries.map(|entry| read(entry.unwrap().path()));
    let suites = texts
        .by_ref()
        .map(|text| YamlLoader::load_from_str(&text).unwrap().remove(0));
    let suites: Vec<_> = suites.collect();
    assert_eq!(suites.len(), 3);
    suites
}

fn number(yaml: &Yaml) -> f64 {
    let integer = || yaml.as_i64().and_then(|it| i32::try_from(it).ok());
    yaml.as_f64().or_else(|| integer().map(f64::from)).unwrap()
}

fn is_close(found: f64, expected: &Yaml) -> bool {
    (found - number(expected)).abs() < 1e-6
}

fn is_throttled(case: &Yaml) -> bool {
    case["response"].as_str() == Some("throttle")
}

#[test]
fn the_rate_follows_the_cubic_curve() {
    for suite in suite().iter().filter(|it| !it["given"].is_badvalue()) {
        let given = &suite["given"];
        let mut curve = Curve {
            last_max_rate: number(&given["last_max_rate"]),
            throttled_at: number(&given["last_throttle_time"]),
        };
        let mut rate = 0.0;
        for case in suite["cases"].as_vec().unwrap() {
            let now = number(&case["timestamp"]);
            rate = if is_throttled(case) {
                curve.throttled(now, rate)
            } else {
                curve.rate_at(now)
            };
            assert!(is_close(rate, &case["calculated_rate"]), "{rate} at {now}");
        }
    }
}

#[test]
fn rates_of_a_client_are_measured_and_limited() {
    for suite in suite().iter().filter(|it| it["given"].is_badvalue()) {
        let mut state = State::new(Duration::ZERO);
        for case in suite["cases"].as_vec().unwrap() {
            let now = number(&case["timestamp"]);
            state.update(now, is_throttled(case));
            let measured = state.measured.rate;
            assert!(is_close(measured, &case["measured_tx_rate"]), "{now}");
            let rate = state.fill_rate;
            assert!(is_close(rate, &case["new_token_bucket_rate"]), "{now}");
        }
    }
}

#[test]
fn nothing_waits_before_something_was_throttled() {
    let rate = Rate::default();
    for second in 0..10 {
        let now = Duration::from_secs(second);
        assert_eq!(rate.wait(now), Duration::ZERO);
        rate.answered(now, false);
    }
    rate.answered(Duration::from_secs(10), true);
    let waits = [(); 3].map(|()| rate.wait(Duration::from_secs(10)));
    assert_eq!(waits[0], Duration::ZERO, "one token was left");
    assert!(
        waits[2] > waits[1] && waits[1] > Duration::ZERO,
        "{waits:?}"
    );
}
