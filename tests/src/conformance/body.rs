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
