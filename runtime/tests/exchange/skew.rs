//! Clock skew: detected by the service, and corrected by the client.

use std::time::Duration;

use tinsmith::credentials::Anonymous;

use crate::rig::{bare, client, config, in_both, run};
use crate::script::{Answer, World, error, ready, reply_with};
use crate::service::{Put, put};

/// The date of a service whose clock is an hour ahead.
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
fn later_calls_use_the_services_time() {
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
fn a_corrected_clock_is_not_blamed_again() {
    let refused = || refused("SignatureDoesNotMatch", AHEAD);
    in_both(
        config,
        || vec![refused(), refused()],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 2),
    );
}

#[test]
fn a_correction_is_undone_when_the_clock_is_set_right() {
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
fn a_correction_holds_for_a_clock_that_is_set_meanwhile() {
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
fn a_bare_refusal_with_a_distant_date_means_clock_skew() {
    for status in [400, 403] {
        in_both(
            config,
            || vec![reply_with(status, &[AHEAD], ""), ready(), ready()],
            |rig, world| {
                assert_eq!(rig.put(put("a")).unwrap().attempts, 2);
                rig.put(put("a")).unwrap();
                let times = world.sent();
                let times = times.iter().map(|it| it.header("x-amz-date"));
                let expected = ["20300101T000000Z", "20300101T010000Z", "20300101T010000Z"];
                assert_eq!(times.collect::<Vec<_>>(), expected);
            },
        );
    }
}

#[test]
fn a_bare_refusal_does_not_move_the_clock_by_years() {
    let date = ("date", "Wed, 01 Jan 2031 00:00:00 GMT");
    in_both(
        config,
        || vec![reply_with(403, &[date], ""), ready()],
        |rig, world| {
            rig.put(put("a")).unwrap_err();
            rig.put(put("a")).unwrap();
            let sent = world.sent();
            assert_eq!(sent[1].header("x-amz-date"), "20300101T000000Z");
        },
    );
}

#[test]
fn a_bare_refusal_at_the_right_time_is_not_retried() {
    in_both(
        config,
        || {
            let refused = || reply_with(403, &[AHEAD], "");
            vec![refused(), refused(), refused()]
        },
        |rig, _| {
            assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 2);
            assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 1);
        },
    );
}

#[test]
fn a_bare_refusal_of_an_unsigned_request_does_not_mean_clock_skew() {
    in_both(
        || bare().credentials(Anonymous),
        || vec![reply_with(403, &[AHEAD], "")],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 1),
    );
}

#[test]
fn an_html_page_does_not_correct_the_clock() {
    in_both(
        config,
        || vec![reply_with(403, &[AHEAD], "<html>no</html>")],
        |rig, _| assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 1),
    );
}

#[test]
fn an_implausible_date_is_ignored() {
    for date in [
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Thu, 31 Dec 2099 23:59:59 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ] {
        for body in ["", r#"{"__type":"RequestTimeTooSkewed"}"#] {
            in_both(
                config,
                || vec![reply_with(403, &[("date", date)], body), ready()],
                |rig, world| {
                    assert_eq!(rig.put(put("a")).unwrap_err().attempts(), 1, "{date}");
                    rig.put(put("a")).unwrap();
                    assert_eq!(world.sent()[1].header("x-amz-date"), "20300101T000000Z");
                },
            );
        }
    }
}

#[test]
fn a_clock_that_was_never_set_is_corrected() {
    in_both(
        config,
        || {
            let refused = refused("RequestExpired", AHEAD);
            let decades = Duration::from_secs(1_893_456_000);
            vec![Answer::Back(decades, Box::new(refused)), ready(), ready()]
        },
        |rig, world| {
            rig.put(put("a")).unwrap();
            rig.put(put("a")).unwrap();
            assert_eq!(world.sent()[2].header("x-amz-date"), "20300101T010000Z");
        },
    );
}

#[test]
fn a_call_with_an_endpoint_of_its_own_learns_for_that_endpoint() {
    let world = World::new([
        refused("RequestTimeTooSkewed", AHEAD),
        ready(),
        ready(),
        ready(),
        ready(),
    ]);
    let client = client::<Put>(config(), &world);
    for url in ["http://one", "http://one", "http://two"] {
        run(client.operation::<Put>().endpoint_url(url).send(put("a"))).unwrap();
    }
    run(client.operation::<Put>().send(put("a"))).unwrap();
    let sent = world.sent();
    let hours = sent.iter().map(|it| &it.header("x-amz-date")[9..11]);
    assert_eq!(hours.collect::<Vec<_>>(), ["00", "01", "01", "00", "00"]);
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
