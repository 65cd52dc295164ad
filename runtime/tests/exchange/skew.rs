//! A clock that is wrong: noticed by the service, corrected for the client.

use std::time::Duration;

use crate::rig::{config, in_both};
use crate::script::{Answer, error, ready, reply_with};
use crate::service::put;

/// The service is an hour ahead.
const AHEAD: (&str, &str) = ("date", "Tue, 01 Jan 2030 01:00:00 GMT");

fn refused(code: &str, date: (&str, &str)) -> Answer {
    reply_with(403, &[date], &format!(r#"{{"__type":"{code}"}}"#))
}

#[test]
fn the_second_attempt_is_signed_at_the_services_time() {
    in_both(
        config,
        || vec![refused("SignatureDoesNotMatch", AHEAD), ready()],
        |rig, world| {
            assert_eq!(rig.put(put("a")).unwrap().attempts, 2);
            let sent = world.sent();
            assert_eq!(sent[0].header("x-amz-date"), "20300101T000000Z");
            assert_eq!(sent[1].header("x-amz-date"), "20300101T010000Z");
        },
    );
}

#[test]
fn later_calls_know_the_services_time() {
    in_both(
        config,
        || vec![refused("RequestTimeTooSkewed", AHEAD), ready(), ready()],
        |rig, world| {
            rig.put(put("a")).unwrap();
            rig.put(put("a")).unwrap();
            assert_eq!(world.sent()[2].header("x-amz-date"), "20300101T010000Z");
        },
    );
}

#[test]
fn a_wrong_signature_at_the_right_time_is_not_retried() {
    let date = ("date", "Tue, 01 Jan 2030 00:03:00 GMT");
    in_both(
        config,
        || vec![refused("SignatureDoesNotMatch", date)],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 1),
    );
}

#[test]
fn a_time_that_was_corrected_already_explains_nothing() {
    let refused = || refused("SignatureDoesNotMatch", AHEAD);
    in_both(
        config,
        || vec![refused(), refused()],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 2),
    );
}

#[test]
fn a_correction_is_taken_back_when_the_clock_is_put_right() {
    let right = ("date", "Tue, 01 Jan 2030 00:00:00 GMT");
    in_both(
        config,
        || {
            vec![
                refused("RequestTimeTooSkewed", AHEAD),
                ready(),
                refused("RequestTimeTooSkewed", right),
                ready(),
            ]
        },
        |rig, world| {
            rig.put(put("a")).unwrap();
            rig.put(put("a")).unwrap();
            assert_eq!(world.sent()[3].header("x-amz-date"), "20300101T000000Z");
        },
    );
}

#[test]
fn what_is_learnt_holds_for_a_clock_that_is_set_meanwhile() {
    let hour = Duration::from_secs(3600);
    in_both(
        config,
        || {
            let refused = refused("RequestTimeTooSkewed", AHEAD);
            vec![Answer::Back(hour, Box::new(refused)), ready()]
        },
        |rig, world| {
            assert_eq!(rig.put(put("a")).unwrap().attempts, 2);
            assert_eq!(world.sent()[1].header("x-amz-date"), "20300101T010000Z");
        },
    );
}

#[test]
fn the_clock_of_a_proxy_corrects_nothing() {
    in_both(
        config,
        || vec![reply_with(502, &[AHEAD], "<html>"), ready()],
        |rig, world| {
            rig.put(put("a")).unwrap();
            assert_eq!(world.sent()[1].header("x-amz-date"), "20300101T000000Z");
        },
    );
}

#[test]
fn without_a_date_nothing_is_corrected() {
    in_both(
        config,
        || vec![error(403, "RequestTimeTooSkewed")],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 1),
    );
}
