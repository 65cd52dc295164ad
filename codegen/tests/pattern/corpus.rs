//! The patterns of official models: how many compile, and whether they agree with the `regex`
//! crate on generated texts.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::Value;
use tinsmith_codegen::compile::pattern;

use super::compile;

/// Every pattern of the corpus of official models.
static CORPUS: LazyLock<Option<BTreeSet<String>>> = LazyLock::new(corpus);

fn corpus() -> Option<BTreeSet<String>> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora");
    let root =
        std::env::var_os("TINSMITH_CORPORA").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let Ok(files) = fs::read_dir(root.join("models")) else {
        println!("left out: no models in {}", root.display());
        return None;
    };
    let mut found = BTreeSet::new();
    for file in files.map(|file| file.expect("a directory entry").path()) {
        if file
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let text = fs::read_to_string(&file).expect("a model");
            collect(&serde_json::from_str(&text).expect("JSON"), &mut found);
        }
    }
    Some(found)
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(source)) = object.get("smithy.api#pattern") {
                found.insert(source.clone());
            }
            object.values().for_each(|value| collect(value, found));
        }
        Value::Array(array) => array.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}

#[test]
fn nearly_all_patterns_of_official_models_compile() {
    let Some(patterns) = &*CORPUS else { return };
    let compiled = patterns
        .iter()
        .filter(|source| pattern::compile(source).is_ok())
        .count();
    println!("{compiled} of {} patterns compile", patterns.len());
    assert!(compiled * 1000 >= patterns.len() * 991);
}

#[test]
fn patterns_agree_with_the_regex_crate() {
    let Some(patterns) = &*CORPUS else { return };
    let mut random = Random(42);
    let (mut compared, mut matched, mut texts) = (0, 0, 0);
    for source in patterns.iter().filter(|source| same_syntax(source)) {
        let (Ok(ours), Ok(theirs)) = (compile(source), regex::Regex::new(source)) else {
            continue;
        };
        let hir = regex_syntax::parse(source).expect(source);
        compared += 1;
        for round in 0..24 {
            let mut text = String::new();
            sample(&hir, &mut random, &mut text);
            if round % 3 > 0 {
                text = mutate(&text, &mut random);
            }
            if !text.is_ascii() || text.contains('\r') {
                continue;
            }
            texts += 1;
            matched += usize::from(theirs.is_match(&text));
            assert_eq!(
                ours.matches(&text),
                theirs.is_match(&text),
                "`{source}` on {text:?}"
            );
        }
    }
    println!("{compared} patterns, {texts} texts, {matched} of them match");
    assert!(compared > 500 && texts > 10_000 && matched > texts / 4 && matched < texts * 9 / 10);
}

/// Whether the `regex` crate reads the pattern as ECMA 262 does, ASCII texts given: it has set
/// operations and nested classes, and its `\p` is not Java's.
fn same_syntax(source: &str) -> bool {
    ![
        "&&", "--", "~~", "[[", "\\p{A", "\\p{P", "\\p{G", "\\p{U", "\\p{D",
    ]
    .iter()
    .any(|it| source.contains(it))
}

/// Xorshift: the test must fail the same way twice.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }
}

/// Appends a text that the expression matches, assertions aside.
fn sample(hir: &Hir, random: &mut Random, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(Class::Unicode(class)) => {
            let Some(range) = class
                .ranges()
                .get(random.below(class.ranges().len().min(6)))
            else {
                return;
            };
            let last = u32::from(range.end()).min(u32::from(range.start()).max(0x7E));
            let width = usize::try_from(last - u32::from(range.start())).expect("a code point") + 1;
            let offset = u32::try_from(random.below(width)).expect("a code point");
            text.extend(char::from_u32(u32::from(range.start()) + offset));
        }
        HirKind::Repetition(repetition) => {
            let spread = repetition.max.map_or(3, |max| max - repetition.min).min(20);
            let more = random.below(usize::try_from(spread).expect("small") + 1);
            for _ in 0..usize::try_from(repetition.min).expect("small") + more {
                sample(&repetition.sub, random, text);
            }
        }
        HirKind::Capture(capture) => sample(&capture.sub, random, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| sample(part, random, text)),
        HirKind::Alternation(options) => {
            sample(&options[random.below(options.len())], random, text);
        }
    }
}

/// The text with one character removed, added, replaced or doubled.
fn mutate(text: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let at = random.below(chars.len() + 1);
    let other = char::from(b" !-./09:@AZ_az\n"[random.below(15)]);
    match (random.below(4), chars.get(at).copied()) {
        (0, Some(_)) => drop(chars.remove(at)),
        (1, Some(_)) => chars[at] = other,
        (2, Some(same)) => chars.insert(at, same),
        _ => chars.insert(at, other),
    }
    chars.into_iter().collect()
}
