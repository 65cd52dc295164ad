//! The text formats of timestamps: the shared vectors, and cases that the vectors lack.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;

use tinsmith::rt::codec::Limits;
use tinsmith::rt::schema::TimestampFormat::{self, DateTime, EpochSeconds, HttpDate};
use tinsmith::{Document, Timestamp};

fn corpus(path: &str) -> Option<Vec<u8>> {
    let root = std::env::var_os("TINSMITH_CORPORA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora")),
        PathBuf::from,
    );
    let file = root.join(path);
    let bytes = std::fs::read(&file).ok();
    if bytes.is_none() {
        println!("left out: no {}", file.display());
    }
    bytes
}

struct Vector {
    moment: Timestamp,
    text: Option<String>,
}

fn vectors(section: &str) -> Vec<Vector> {
    let Some(bytes) = corpus("timestamps/date_time_format_test_suite.json") else {
        return Vec::new();
    };
    let suite = tinsmith::rt::codec::json::decode_document(&bytes, &Limits::default()).unwrap();
    let cases = suite.get(section).and_then(Document::as_list).unwrap();
    cases.iter().map(|case| vector(section, case)).collect()
}

fn vector(section: &str, case: &Document) -> Vector {
    let field = |name| case.get(name).unwrap();
    let seconds: i64 = field("canonical_seconds")
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let nanos = u32::try_from(field("canonical_nanos").as_i64().unwrap()).unwrap();
    // The vectors split the decimal text of the seconds: -1.5 is -1 and 0.5 with one sign.
    let moment = match (section.ends_with("epoch_seconds"), seconds < 0, nanos) {
        (true, true, 1..) => Timestamp::new(seconds - 1, 1_000_000_000 - nanos),
        _ => Timestamp::new(seconds, nanos),
    };
    let text = (!field("error").as_bool().unwrap())
        .then(|| field("smithy_format_value").as_str().unwrap().to_owned());
    Vector { moment, text }
}

fn check_parse(section: &str, format: TimestampFormat) {
    for Vector { moment, text } in vectors(section) {
        let text = text.unwrap();
        assert_eq!(Timestamp::parse(&text, format), Ok(moment), "{text}");
    }
}

fn check_format(section: &str, format: TimestampFormat) {
    for Vector { moment, text } in vectors(section) {
        assert_eq!(moment.format(format).ok(), text, "{moment}");
    }
}

#[test]
fn vectors_of_parsing_epoch_seconds_pass() {
    check_parse("parse_epoch_seconds", EpochSeconds);
}

#[test]
fn vectors_of_parsing_date_time_pass() {
    check_parse("parse_date_time", DateTime);
}

#[test]
fn vectors_of_parsing_http_date_pass() {
    check_parse("parse_http_date", HttpDate);
}

#[test]
fn vectors_of_formatting_epoch_seconds_pass() {
    check_format("format_epoch_seconds", EpochSeconds);
}

#[test]
fn vectors_of_formatting_date_time_pass() {
    check_format("format_date_time", DateTime);
}

#[test]
fn vectors_of_formatting_http_date_pass() {
    check_format("format_http_date", HttpDate);
}

#[test]
fn an_offset_is_taken_off() {
    let parsed = Timestamp::parse("2019-12-17T00:48:18+01:00", DateTime);
    assert_eq!(parsed, Ok(Timestamp::new(1_576_540_098, 0)));
}

#[test]
fn epoch_seconds_may_have_an_exponent() {
    let parsed = Timestamp::parse("1.5155310811E9", EpochSeconds);
    assert_eq!(parsed, Ok(Timestamp::new(1_515_531_081, 100_000_000)));
}

#[test]
fn half_a_second_before_the_epoch_is_minus_a_half() {
    let moment = Timestamp::new(-1, 500_000_000);
    assert_eq!(moment.format(EpochSeconds).as_deref(), Ok("-0.5"));
    assert_eq!(Timestamp::parse("-0.5", EpochSeconds), Ok(moment));
}

#[test]
fn digits_after_the_ninth_are_dropped() {
    let parsed = Timestamp::parse("1.0000000019", EpochSeconds);
    assert_eq!(parsed, Ok(Timestamp::new(1, 1)));
}

#[test]
fn a_leap_second_is_the_first_of_the_next_minute() {
    let parsed = Timestamp::parse("2016-12-31T23:59:60Z", DateTime);
    assert_eq!(parsed, Timestamp::parse("2017-01-01T00:00:00Z", DateTime));
}

#[test]
fn an_invalid_timestamp_is_refused() {
    let cases = [
        (
            EpochSeconds,
            [
                "",
                "-",
                "1.",
                ".5",
                "1e400",
                "NaN",
                "99999999999999999999",
                "+1",
            ],
        ),
        (
            DateTime,
            [
                "",
                "2023-02-29T00:00:00Z",
                "2023-13-01T00:00:00Z",
                "2023-01-01T24:00:00Z",
                "2023-01-01T00:00:00",
                "2023-01-01T00:00:00+24:00",
                "2023-01-01T00:00:00Zx",
                "23-01-01T00:00:00Z",
            ],
        ),
        (
            HttpDate,
            [
                "",
                "Tue, 14 Nov 2023 22:13:20",
                "Tue, 14 Nov 2023 22:13:20 UTC",
                "Tue, 31 Nov 2023 22:13:20 GMT",
                "Foo, 14 Nov 2023 22:13:20 GMT",
                "Tue, 14 Foo 2023 22:13:20 GMT",
                "Tue, 14 Nov 23 22:13:20 GMT",
                "Tue,14 Nov 2023 22:13:20 GMT",
            ],
        ),
    ];
    for (format, texts) in cases {
        for text in texts {
            assert!(
                Timestamp::parse(text, format).is_err(),
                "{format:?} {text:?}"
            );
        }
    }
}

#[test]
fn an_error_names_the_format_and_the_text() {
    let error = Timestamp::parse("yesterday", DateTime).unwrap_err();
    let expected = "expected a date-time, like `2023-11-14T22:13:20Z`, found `yesterday`";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn display_prints_rfc_3339_to_the_nanosecond() {
    let moment = Timestamp::new(1_700_000_000, 123_456_789);
    assert_eq!(moment.to_string(), "2023-11-14T22:13:20.123456789Z");
    assert_eq!(moment.to_string().parse(), Ok(moment));
}

#[test]
fn display_prints_years_beyond_all_formats() {
    let ends = [
        Timestamp::new(i64::MIN, 0),
        Timestamp::new(i64::MAX, 999_999_999),
    ];
    assert_eq!(
        ends.map(|it| it.to_string()),
        [
            "-292277022657-01-27T08:29:52Z",
            "+292277026596-12-04T15:30:07.999999999Z"
        ]
    );
}

#[test]
fn system_time_converts_both_ways() {
    for moment in [
        Timestamp::new(1_700_000_000, 5),
        Timestamp::new(-2, 999_999_999),
    ] {
        let system = std::time::SystemTime::try_from(moment).unwrap();
        assert_eq!(Timestamp::from(system), moment);
    }
}

#[test]
fn a_float_is_read_as_its_decimal_text() {
    let moment = Timestamp::from_seconds_f64(1_700_000_000.123);
    assert_eq!(moment, Some(Timestamp::new(1_700_000_000, 123_000_000)));
    assert_eq!(Timestamp::from_seconds_f64(f64::NAN), None);
}

#[test]
fn a_float_is_read_as_its_shortest_text() {
    let thousandths = (-5_000..5_000).map(|it| f64::from(it) / 1000.0);
    let recent = (0..5_000).map(|it| 1_700_000_000.0 + f64::from(it) / 1000.0);
    let finer = (1..5_000).map(|it| 1_700_000_000.0 + f64::from(it) / 4096.0);
    let ends = [
        -0.0,
        0.0005,
        -0.0005,
        1e15,
        -1e16,
        f64::INFINITY,
        f64::MIN,
        f64::MIN_POSITIVE,
    ];
    for seconds in thousandths.chain(recent).chain(finer).chain(ends) {
        let spelled = Timestamp::parse(&seconds.to_string(), TimestampFormat::EpochSeconds);
        assert_eq!(
            Timestamp::from_seconds_f64(seconds),
            spelled.ok(),
            "{seconds}"
        );
    }
}

#[test]
fn spans_are_added_and_subtracted_up_to_the_ends_of_the_range() {
    let moment = Timestamp::new(10, 250_000_000);
    for (seconds, nanos) in [(0, 0), (3, 250_000_000), (3, 800_000_000), (20, 1)] {
        let span = std::time::Duration::new(seconds, nanos);
        assert_eq!(moment.minus(span).plus(span), moment);
        assert_eq!(moment.since(moment.minus(span)), span);
    }
    let most = std::time::Duration::MAX;
    assert_eq!(moment.minus(most).minus(most).seconds(), i64::MIN);
    assert_eq!(moment.plus(most).plus(most).seconds(), i64::MAX);
}
