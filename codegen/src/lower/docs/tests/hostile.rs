//! Tests of texts with marks that nothing closes.

use std::time::{Duration, Instant};

use super::super::markdown;

/// Texts that took minutes when each unclosed mark was searched for again.
#[test]
fn the_time_is_linear_in_the_text() {
    const TIMES: usize = 100_000;
    let repeated = [
        "<!--",
        "<a href='",
        "<",
        "[",
        "[a](",
        "[a](http",
        "&",
        "`a``",
        "<b>",
        "> ",
        "<ul><li>",
    ];
    let mut texts: Vec<String> = repeated.iter().map(|it| it.repeat(TIMES)).collect();
    texts.push("`".repeat(TIMES / 2) + &" a".repeat(TIMES / 2));
    texts.extend(["<!-- -->", "](http://a)", ";", "a>"].map(|end| "<[&".repeat(TIMES) + end));
    let started = Instant::now();
    for text in texts {
        let printed = markdown(&text);
        assert!(printed.len() <= 4 * text.len(), "{}", printed.len());
    }
    assert!(
        started.elapsed() < Duration::from_secs(60),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn backticks_that_nothing_closes_are_text() {
    assert_eq!(markdown("``a`"), r"\`\`a\`");
    assert_eq!(markdown("```` a `b`"), r"\`\`\`\` a `b`");
}

#[test]
fn a_space_after_the_angle_bracket_makes_no_tag() {
    assert_eq!(markdown("a < b and c > d"), r"a \< b and c > d");
}
