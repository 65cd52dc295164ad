//! Bodies against what a case says of them, each media type by its own meaning.

use serde_json::Value;

/// Fails with what was expected and what was found. No media type: byte for byte.
pub(super) fn compare(
    expected: &str,
    found: &[u8],
    media_type: Option<&str>,
) -> Result<(), String> {
    let same = match media_type {
        Some("application/json") if !expected.is_empty() => same_json(expected, found)?,
        _ => expected.as_bytes() == found,
    };
    if same {
        return Ok(());
    }
    let found = found.escape_ascii();
    Err(format!(
        "body: expected `{}`, found `{found}`",
        expected.escape_default()
    ))
}

fn same_json(expected: &str, found: &[u8]) -> Result<bool, String> {
    let expected: Value = serde_json::from_str(expected)
        .map_err(|error| format!("the case's own body is not JSON: {error}"))?;
    let found = serde_json::from_slice(found).map_err(|error| {
        let found = found.escape_ascii();
        format!("body: expected JSON, found `{found}` ({error})")
    })?;
    Ok(same_value(&expected, &found))
}

/// Numbers count by their value, members in any order.
fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let same = |(name, a): (&String, &Value)| b.get(name).is_some_and(|b| same_value(a, b));
            a.len() == b.len() && a.iter().all(same)
        }
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::compare;

    const JSON: Option<&str> = Some("application/json");

    #[track_caller]
    fn assert_differ(expected: &str, found: &str, media_type: Option<&str>) {
        assert!(compare(expected, found.as_bytes(), media_type).is_err());
    }

    #[test]
    fn json_is_compared_by_meaning() {
        let found = br#" { "b": [1.50, "NaN"], "a": 2e0 } "#;
        assert_eq!(compare(r#"{"a":2,"b":[1.5,"NaN"]}"#, found, JSON), Ok(()));
    }

    #[test]
    fn what_json_means_counts_to_the_last_member() {
        for found in [
            r#"{"a":2}"#,
            r#"{"a":1,"b":null}"#,
            r#"{"a":"1"}"#,
            "{}",
            "[]",
            "",
            "{",
        ] {
            assert_differ(r#"{"a":1}"#, found, JSON);
        }
    }

    #[test]
    fn bodies_of_no_known_type_are_compared_by_bytes() {
        assert_eq!(compare("a b", b"a b", None), Ok(()));
        assert_differ("a b", "a  b", None);
        assert_differ("", "{}", JSON);
    }
}
