//! Bodies that differ in nothing but one thing.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::conformance::body::{compare, form};

/// Whether JSON has the same numbers as `float`s.
pub(super) fn same_in_single_precision(expected: &str, found: &str) -> bool {
    let read = |text: &str| serde_json::from_str::<Value>(text).ok();
    match (read(expected), read(found)) {
        (Some(a), Some(b)) => same_value(&a, &b),
        _ => false,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::float_cmp,
    reason = "that is what a `float` is, and what is sent must come back to the bit"
)]
fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => match (a.as_f64(), b.as_f64()) {
            (Some(x), Some(y)) => a == b || x as f32 == y as f32,
            _ => false,
        },
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let same = |(name, a)| b.get(name).is_some_and(|b| same_value(a, b));
            a.len() == b.len() && a.iter().all(same)
        }
        _ => a == b,
    }
}

/// Whether forms have the same numbers, however they are spelled.
pub(super) fn same_numbers(expected: &str, found: &str) -> bool {
    let pairs = |text: &str| pairs(text).into_iter().collect::<BTreeMap<_, _>>();
    pairs(expected) == pairs(found)
}

/// Whether forms have maps of the same entries, `name.entry.1.key` and `name.entry.1.value`.
pub(super) fn same_entries(expected: &str, found: &str) -> bool {
    let unordered = |text: &str| {
        let pairs = pairs(text);
        let keys: BTreeMap<&str, &str> = pairs
            .iter()
            .filter_map(|(name, value)| Some((name.strip_suffix(".key")?, value.as_str())))
            .collect();
        let mut named: Vec<(String, &str)> = Vec::new();
        for (name, value) in &pairs {
            let counted = keys.iter().find(|(entry, _)| {
                let rest = name.strip_prefix(**entry);
                rest.is_some_and(|rest| rest.starts_with('.'))
            });
            let name = match counted {
                Some((entry, key)) => {
                    let map = entry.trim_end_matches(|it: char| it.is_ascii_digit());
                    format!("{map}[{key}]{}", &name[entry.len()..])
                }
                None => name.clone(),
            };
            named.push((name, value));
        }
        named.sort();
        named
            .into_iter()
            .map(|(name, value)| (name, value.to_owned()))
            .collect::<Vec<_>>()
    };
    unordered(expected) == unordered(found)
}

/// Whether the pairs that only one of two forms has are lists without elements, as many in both.
pub(super) fn same_but_for_empty_lists(expected: &str, found: &str) -> bool {
    let (mut expected, mut found) = (pairs(expected), pairs(found));
    let common: Vec<_> = expected
        .iter()
        .filter(|it| found.contains(it))
        .cloned()
        .collect();
    expected.retain(|it| !common.contains(it));
    found.retain(|it| !common.contains(it));
    let are_empty = |pairs: &[(String, String)]| pairs.iter().all(|(_, value)| value.is_empty());
    expected.len() == found.len() && are_empty(&expected) && are_empty(&found)
}

/// Names and values without escapes; numbers as one would write them.
fn pairs(form: &str) -> Vec<(String, String)> {
    let pairs = form::pairs(form.as_bytes()).into_iter();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let pairs = pairs.map(|(name, value)| {
        let value = text(value);
        let number = value.parse::<f64>().ok().filter(|_| value.contains('e'));
        (text(name), number.map_or(value, |it| it.to_string()))
    });
    pairs.collect()
}

/// Whether XML documents are the same but for what their roots are called.
pub(super) fn same_but_for_root(expected: &str, found: &str) -> bool {
    let (Some(wanted), Some(name)) = (root(expected), root(found)) else {
        return false;
    };
    let renamed = found.replacen(&format!("<{name}"), &format!("<{wanted}"), 1);
    let renamed = match renamed.strip_suffix(&format!("</{name}>")) {
        Some(open) => format!("{open}</{wanted}>"),
        None => renamed,
    };
    let compared = compare(
        expected.as_bytes(),
        renamed.as_bytes(),
        Some("application/xml"),
        &[],
    );
    wanted != name && compared.is_ok()
}

fn root(document: &str) -> Option<&str> {
    let (_, rest) = document.split_once('<')?;
    rest.split([' ', '/', '>']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_of_single_precision() {
        let expected = r#"{"a": [0.333251953125, 1]}"#;
        assert!(same_in_single_precision(
            expected,
            r#"{"a":[0.33325195,1]}"#
        ));
        assert!(!same_in_single_precision(
            expected,
            r#"{"a":[0.3332519,1]}"#
        ));
        assert!(!same_in_single_precision(expected, r#"{"a":[0.33325195]}"#));
    }

    #[test]
    fn numbers_are_what_they_stand_for() {
        assert!(same_numbers("a=1e-07&b=2", "b=2&a=1e-7"));
        assert!(!same_numbers("a=1e-07&b=2", "a=1e-6&b=2"));
        assert!(!same_numbers("a=1e-07&b=2", "a=1e-7&b=2.0"));
    }

    #[test]
    fn entries_have_no_order() {
        let map = |first: &str, second: &str| {
            let entry = |number: usize, key: &str| {
                format!("&m.entry.{number}.key={key}&m.entry.{number}.value={key}1")
            };
            format!("A=1{}{}", entry(1, first), entry(2, second))
        };
        assert!(same_entries(&map("a", "b"), &map("b", "a")));
        assert!(!same_entries(&map("a", "b"), &map("a", "c")));
        assert!(!same_entries(
            &map("a", "b"),
            &map("b", "a").replace("a1", "c1")
        ));
    }

    #[test]
    fn empty_lists_have_any_name() {
        assert!(same_but_for_empty_lists("a=1&Items=", "Item=&a=1"));
        assert!(!same_but_for_empty_lists("a=1&Items=", "a=1"));
        assert!(!same_but_for_empty_lists("a=1&Items=x", "Item=x&a=1"));
    }

    #[test]
    fn only_the_root_may_have_another_name() {
        let expected = "<A x='1'> <b>2</b> </A>";
        assert!(same_but_for_root(expected, "<B x='1'><b>2</b></B>"));
        assert!(!same_but_for_root(expected, "<B x='1'><c>2</c></B>"));
        assert!(!same_but_for_root(expected, expected));
    }
}
