//! Random scripts: the exchange always ends within its limits.

use std::time::Duration;

use tinsmith::retry::RetryConfig;
use tinsmith::transport::TransportErrorKind;

use crate::rig::{config, in_both};
use crate::script::{Answer, error, jitter, ready, reply, reply_with};
use crate::service::put;

/// Chooses an answer by a number in `[0, 1)`.
fn answer(number: f64) -> Answer {
    let kinds: [fn() -> Answer; 10] = [
        ready,
        || error(400, "Busy"),
        || error(400, "NotFound"),
        || error(403, "ExpiredTokenException"),
        || reply(500, ""),
        || reply(200, "garbage"),
        || {
            reply_with(
                403,
                &[("date", "Tue, 01 Jan 2030 01:00:00 GMT")],
                r#"{"code":"RequestExpired"}"#,
            )
        },
        || reply_with(503, &[("x-amz-retry-after", "99999999999")], ""),
        || Answer::Failure(TransportErrorKind::Disconnected),
        || Answer::Silence,
    ];
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index within the list"
    )]
    let index = (number * kinds.len() as f64) as usize;
    kinds[index]()
}

#[test]
fn every_exchange_ends_within_its_attempts_and_its_time() {
    const LIMIT: Duration = Duration::from_secs(20);
    for seed in 0..300 {
        let attempts = 1 + u32::try_from(seed % 6).unwrap();
        in_both(
            || {
                let retry = RetryConfig::standard().with_max_attempts(attempts);
                let config = config().retry(retry).call_timeout(LIMIT);
                config.attempt_timeout(Duration::from_secs(4))
            },
            || jitter(seed).map(answer).take(6).collect(),
            |rig, world| {
                let told = match rig.put(put("a")) {
                    Ok(reply) => reply.attempts,
                    Err(error) => error.attempts(),
                };
                let sent = world.sent();
                assert_eq!(u32::try_from(sent.len()).unwrap(), told, "seed {seed}");
                assert!((1..=attempts).contains(&told), "seed {seed}: {told}");
                assert!(
                    world.slept().iter().sum::<Duration>() <= LIMIT,
                    "seed {seed}"
                );
                assert!(sent.is_sorted_by_key(|it| it.at), "seed {seed}");
            },
        );
    }
}
