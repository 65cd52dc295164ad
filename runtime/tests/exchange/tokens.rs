//! Idempotency tokens.

use crate::rig::{config, in_both};
use crate::script::{error, ready, reply};
use crate::service::{PutInput, put};

/// The version 4 UUID of the random number 7, twice.
const FILLED: &str = "00000000-0000-4007-8000-000000000007";

#[test]
fn a_token_is_filled_once_and_kept_over_retries() {
    in_both(
        config,
        || vec![reply(500, ""), ready()],
        |rig, world| {
            let reply = rig.put(put("a")).unwrap();
            assert_eq!(reply.idempotency_token.as_deref(), Some(FILLED));
            let tokens = world.sent();
            let tokens = tokens.iter().map(|sent| sent.body()["token"].clone());
            assert!(tokens.eq([FILLED, FILLED]));
        },
    );
}

#[test]
fn an_error_has_the_token_too() {
    in_both(
        config,
        || vec![error(400, "NotFound")],
        |rig, world| {
            let error = rig.put(put("a")).unwrap_err();
            assert_eq!(error.idempotency_token(), Some(FILLED));
            assert_eq!(world.sent()[0].body()["token"], FILLED);
        },
    );
}

#[test]
fn the_users_own_token_is_kept() {
    let mine = || PutInput {
        token: Some("mine".to_owned()),
        ..put("a")
    };
    in_both(
        config,
        || vec![ready()],
        |rig, world| {
            let reply = rig.put(mine()).unwrap();
            assert_eq!(reply.idempotency_token.as_deref(), Some("mine"));
            assert_eq!(world.sent()[0].body()["token"], "mine");
        },
    );
}
