//! Compiled patterns, run by the runtime: what they match, and what cannot be compiled.

use std::time::{Duration, Instant};

use tinsmith::rt::pattern as runtime;
use tinsmith_codegen::compile::pattern::{self, Category, Compiled, Program, Unsupported};

#[path = "pattern/corpus.rs"]
mod corpus;

fn compile(source: &str) -> Result<runtime::Pattern, Unsupported> {
    let Program {
        source,
        edges,
        symbols,
        categories,
        rows,
    } = match pattern::compile(source)? {
        Compiled::Automaton(program) => program,
        Compiled::Expression { source, spelled } => {
            let engine = runtime::regex::Regex::new(spelled.leak());
            let engine = Box::leak(Box::new(engine));
            return Ok(runtime::Pattern::with(source.leak(), engine));
        }
    };
    let category = |category: &Category| match category {
        Category::Letter => runtime::Category::Letter,
        Category::Number => runtime::Category::Number,
        Category::Separator => runtime::Category::Separator,
    };
    let categories: Vec<_> = categories.iter().map(category).collect();
    Ok(runtime::Pattern::new(
        source.leak(),
        edges.leak(),
        symbols.leak(),
        categories.leak(),
        rows.leak(),
    ))
}

/// Checks texts that must match and texts that must not.
fn check(source: &str, yes: &[&str], no: &[&str]) {
    let pattern = compile(source).expect(source);
    for text in yes {
        assert!(pattern.matches(text), "`{source}` must match {text:?}");
    }
    for text in no {
        assert!(!pattern.matches(text), "`{source}` must not match {text:?}");
    }
}

#[test]
fn unanchored_patterns_match_anywhere() {
    check("b+", &["b", "abc", "bb"], &["", "ac"]);
    check("^b", &["b", "bc"], &["ab"]);
    check("b$", &["ab"], &["ba", "b\n"]);
    check("", &["", "x"], &[]);
}

#[test]
fn alternation_binds_less_than_anchors() {
    check("^$|^ab$", &["", "ab"], &["a", "abb"]);
    check("^a|b$", &["ax", "xb"], &["xay"]);
    check("^(?:a|bc|)d$", &["d", "ad", "bcd"], &["bd"]);
}

#[test]
fn counts_are_exact() {
    check("^[a-c]{2,4}$", &["ab", "abca"], &["a", "abcab", "abd"]);
    check("^(ab?){2}$", &["aa", "aba", "abab"], &["a", "aaa"]);
    check("^(a{0,2}b){2,}$", &["bb", "aabab", "bbb"], &["b", "aaabb"]);
    check("^x{3}?$", &["xxx"], &["xx"]);
    check("^(a*){3}$", &["", "aaaa"], &["b"]);
    check(
        "^(?:a{0,2}|b){0,3}$",
        &["aaaaaa", "abaa", ""],
        &["aaaaaaa", "abab"],
    );
    check(
        "^[ab]{1,300}$",
        &[&"a".repeat(300)],
        &["", &"a".repeat(301)],
    );
}

#[test]
fn braces_and_brackets_that_are_no_syntax_are_text() {
    check("^{a}]$", &["{a}]"], &["a"]);
    check("^a{,2}$", &["a{,2}"], &["aa"]);
    check("^([a]*)${1,128}$", &["aa"], &["b"]);
}

#[test]
fn classes_follow_ecma_262() {
    check("^[^]$", &["\n"], &["ab"]);
    check("[]", &[], &["", "a"]);
    check("^[\\w-.]+$", &["a-.9_"], &["é", " "]);
    check("^[+--]$", &["+", ",", "-"], &["."]);
    check("^[^\\d\\s]$", &["a"], &["1", " ", "\u{a0}"]);
    check("^[[a]$", &["[", "a"], &["]"]);
    check("^[\\b]$", &["\u{8}"], &["b"]);
    check(
        "^.$",
        &["a", "\u{85}", "\u{1f600}"],
        &["\n", "\r", "\u{2028}"],
    );
    check("^\\S\\D\\W$", &["ab-", "é  "], &["a1-", " b-", "abc"]);
}

#[test]
fn escapes_name_characters() {
    check(
        "^\\x41\\u0042\\u{1F600}\\t\\/\\-$",
        &["AB\u{1f600}\t/-"],
        &["AB"],
    );
    check(
        "^[\\uD800\\uDC00-\\uDBFF\\uDFFF]$",
        &["\u{10000}", "\u{10ffff}"],
        &["\u{ffff}"],
    );
    check(
        "^[\\u0020-\\uD7FF\\uE000-\\uFFFD]*$",
        &["a\u{d7ff}\u{e000}"],
        &["\n", "\u{1f600}"],
    );
    check("^[^\\u0000-\\uD7FF]$", &["\u{e000}"], &["a"]);
}

#[test]
fn unicode_categories_reach_beyond_ascii() {
    let tag = "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$";
    check(
        tag,
        &["Größe 日本 ½", "a\u{2003}b", "٣", ""],
        &["a!", "€", "\u{85}", "\t"],
    );
    check("^\\pN+$", &["1٣"], &["a"]);
    check("^[\\p{L}\u{e9}-\u{ea}]$", &["é", "x"], &["1"]);
}

#[test]
fn java_spellings_are_understood() {
    check("^\\A\\S[\\p{Print}]*\\z$", &["a b"], &[" b", "a\u{e9}"]);
    check("^[^\\p{Cntrl}]*$", &["a é"], &["a\n"]);
    check("^[\\p{Alnum}-]+$", &["aZ9-"], &["_"]);
}

#[test]
fn look_ahead_speaks_of_everything_that_follows() {
    check("^(?!aws:).+$", &["aw", "xaws:"], &["aws:", "aws:x", ""]);
    check(
        "^((?!-)[a-z-]{1,3}\\.)+$",
        &["a-.b.", "abc."],
        &["-a.", "a.-b."],
    );
    check("^[a-z](?:[a-z]|-(?!-)){1,5}$", &["a-b-"], &["a--b"]);
    check(
        "^P(?!$)(\\d+Y)?(T(?=\\d)(\\d+H)?)?$",
        &["P1Y", "PT2H"],
        &["P", "PT", "P1YT"],
    );
    check("^(?!^\\d+$)\\w+$", &["1a"], &["11"]);
}

#[test]
fn word_boundaries_see_both_sides() {
    check("\\bcat\\b", &["cat", "a cat.", "cat-"], &["cats", "scat"]);
    check("^(1?\\d\\.?\\b){2}$", &["1.2", "12.3"], &["123", "1.2."]);
    check("a\\Bb", &["ab"], &["a b"]);
}

#[test]
fn what_is_not_supported_is_said_with_its_place() {
    let cases = [
        ("a(?<=b)", "look-behind", 1),
        ("(a)\\1", "a back-reference or octal escape", 3),
        (
            "a\\uD800",
            "half of a surrogate pair, which no text contains",
            1,
        ),
        ("\\p{Greek}", "the category `\\p{Greek}`", 0),
        (
            "(?!\\p{L})",
            "a Unicode category in a negative look-ahead",
            3,
        ),
        ("(?i)a", "inline flags or an atomic group", 0),
        ("a++", "a possessive quantifier", 1),
        ("a**", "nothing to repeat", 2),
        ("ab|*", "nothing to repeat", 3),
        ("x{4,2}", "a repetition whose bounds are out of order", 1),
        ("x{99999999999}", "a repetition of more than 10000 times", 1),
        ("[z-a]", "a range that is out of order", 1),
        ("(a", "a group that is not closed", 0),
        ("a)", "unmatched `)`", 1),
        ("é[a", "a class that is not closed", 2),
        ("a\\", "ends with a backslash", 1),
        ("\\xg0", "an escape that names no character", 0),
        ("\\x{110000}", "an escape that names no character", 0),
        ("\\h", "the escape `\\h`", 0),
        (
            "(?=a)(a|b)*a[ab]{40}$",
            "needs an automaton that is too large, and other engines have no look-ahead",
            0,
        ),
        (
            "^(.{1,10000}){2}$",
            "needs an automaton that is too large, and repeats too much for any engine",
            0,
        ),
        (
            "(?!\\P{Lu})",
            "uses Unicode categories that the standard library lacks, and other engines \
             have no look-ahead",
            0,
        ),
    ];
    for (source, reason, offset) in cases {
        let expected = Unsupported {
            reason: reason.to_owned(),
            offset,
        };
        assert_eq!(pattern::compile(source), Err(expected), "{source}");
    }
}

#[test]
fn what_no_automaton_matches_is_matched_by_an_engine() {
    let check_engine = |source: &str, yes: &[&str], no: &[&str]| {
        let compiled = pattern::compile(source);
        let is_expression = matches!(compiled, Ok(Compiled::Expression { .. }));
        assert!(is_expression, "{source}: {compiled:?}");
        check(source, yes, no);
    };
    let (long, longer) = ("a".repeat(2048), "a".repeat(2049));
    check_engine("^[\\S]{1,2048}$", &["a", "é", &long], &["", "a b", &longer]);
    check_engine(
        "(a|b)*a[ab]{40}$",
        &[&long],
        &["a", &("a".to_owned() + &"b".repeat(41))],
    );
    check_engine("^[\\p{L}\\p{M}]+$", &["de\u{301}"], &["d1", "d\u{200e}"]);
    check_engine("^[^\\p{C}]*$", &["", "a é"], &["a\n", "\u{200e}"]);
    check_engine("^[^\\p{L}_-]$", &["1", "\u{301}"], &["a", "é", "_", "-"]);
    check_engine("^\\P{Lu}$", &["a", "1"], &["A", "É"]);
    check_engine("^[\\P{Lu}A\\]^-]$", &["a", "A", "]", "^"], &["B"]);
    check_engine("^(?:\\b\\p{Lu}\\w+ ?)+$", &["Ab Cd"], &["Ab cd", "aB"]);
    check_engine("^.\\p{Sc}$", &["a€", "é$"], &["\n€", "\u{2028}€", "a"]);
    check_engine("^[^\\uD7FF]?\\p{Lu}$", &["A", "\u{E000}A"], &["\u{D7FF}A"]);
}

#[test]
fn hostile_patterns_end_soon_and_without_a_panic() {
    let hostile = [
        "(".repeat(1_999),
        "a?".repeat(999),
        "(a|".repeat(40) + &")*".repeat(40),
        "(?!".repeat(45) + &")".repeat(45),
        "((a?){99}){99}".to_owned(),
        "(?=(a|b)*)".repeat(199),
        "(.*a){500}b".to_owned(),
        "x".repeat(100_000),
        (0..1_990)
            .map(|code| char::from_u32(0x4E00 + code / 3).unwrap_or('x'))
            .take(660)
            .collect(),
    ];
    let start = Instant::now();
    for source in hostile {
        let _ = pattern::compile(&source);
    }
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "took {:?}",
        start.elapsed()
    );
}

#[test]
fn matching_takes_one_step_a_character() {
    let text = "a".repeat(1_000_000) + "!";
    for source in [
        "^(a+)+$",
        "^(a|a)*$",
        "^(a*)*b$",
        "(a*a*a*)*$",
        "^(?!a*b)[a-z]*$",
    ] {
        let pattern = compile(source).expect(source);
        let start = Instant::now();
        assert_eq!(pattern.matches(&text), source.starts_with('('), "{source}");
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{source}: {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn a_malformed_program_refuses_instead_of_panicking() {
    for rows in [
        &[][..],
        &[0, 0, 0, 0x81, 0xFF, 0xFF],
        &[0, 0, 0, 5, 0, 3, 0],
    ] {
        let pattern = runtime::Pattern::new("", "", &[], &[], Vec::from(rows).leak());
        assert!(!pattern.matches("aé"));
    }
}
