//! JSON by meaning: numbers by value, members in any order.

use serde_json::Value;

/// Whether both texts say the same; fails when one of them says nothing.
pub(super) fn same(expected: &[u8], found: &[u8]) -> Result<bool, String> {
    let read = |text: &[u8]| serde_json::from_slice::<Value>(text);
    let expected = read(expected).map_err(|error| format!("the case's own body: {error}"))?;
    let found = read(found).map_err(|error| format!("not JSON: {error}"))?;
    Ok(same_value(&expected, &found))
}

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
    use super::same;

    #[test]
    fn json_is_compared_by_meaning() {
        let found = br#" { "b": [1.50, "NaN"], "a": 2e0 } "#;
        assert_eq!(same(br#"{"a":2,"b":[1.5,"NaN"]}"#, found), Ok(true));
    }

    #[test]
    fn what_json_means_counts_to_the_last_member() {
        for found in [
            r#"{"a":2}"#,
            r#"{"a":1,"b":null}"#,
            r#"{"a":"1"}"#,
            "{}",
            "[]",
        ] {
            assert_eq!(same(br#"{"a":1}"#, found.as_bytes()), Ok(false), "{found}");
        }
        for found in ["", "{"] {
            assert!(same(b"{}", found.as_bytes()).is_err(), "{found}");
        }
    }
}
