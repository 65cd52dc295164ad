//! Headers against what a case says of them: lists by their elements, all else by its text.

use http::HeaderMap;

use super::message::Message;

/// Fails with the first header that differs, is missing or forbidden. Those called as in
/// `made_up` are not compared.
pub(super) fn compare(
    case: Message<'_>,
    found: &HeaderMap,
    made_up: &[&str],
) -> Result<(), String> {
    let is_made_up = |name: &str| made_up.iter().any(|it| it.eq_ignore_ascii_case(name));
    for (name, expected) in case.headers().filter(|(name, _)| !is_made_up(name)) {
        let found = value(found, name);
        let found =
            found.ok_or_else(|| format!("header {name}: expected `{expected}`, found none"))?;
        if found != expected && elements(&found) != elements(expected) {
            return Err(format!(
                "header {name}: expected `{expected}`, found `{found}`"
            ));
        }
    }
    for name in case.texts("requireHeaders") {
        if !found.contains_key(name) {
            return Err(format!("header {name}: expected one, found none"));
        }
    }
    for name in case.texts("forbidHeaders") {
        if let Some(value) = found.get(name) {
            return Err(format!("header {name}: expected none, found {value:?}"));
        }
    }
    Ok(())
}

/// The values of a header as one list (RFC 9110, section 5.3).
pub(crate) fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let values = headers.get_all(name).iter();
    let values = values.map(|it| String::from_utf8_lossy(it.as_bytes()));
    let values: Vec<_> = values.collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// The elements of a list, commas within quotes aside. Quotes stay: what is in quotes may
/// mean something else than what is not.
pub(crate) fn elements(list: &str) -> Vec<&str> {
    let (mut quoted, mut escaped) = (false, false);
    let ends = |it: char| {
        let ends = it == ',' && !quoted;
        quoted ^= it == '"' && !escaped;
        escaped = it == '\\' && quoted && !escaped;
        ends
    };
    list.split(ends).map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};
    use serde_json::{Value, json};

    use super::*;

    /// What two headers called `x-list` differ in from a case with this property.
    fn fault(property: &str, value: &Value) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in ["1,2", r#""a,\",b""#] {
            headers.append("x-list", HeaderValue::from_static(value));
        }
        compare(Message(&json!({ property: value })), &headers, &[]).err()
    }

    #[test]
    fn lists_are_the_same_however_they_are_split() {
        for value in [r#"1, 2, "a,\",b""#, r#"1,2,"a,\",b""#, r#"1 ,2,  "a,\",b""#] {
            assert_eq!(
                fault("headers", &json!({ "X-List": value })),
                None,
                "{value}"
            );
        }
    }

    #[test]
    fn elements_count_with_their_order_and_quotes() {
        for value in ["1, 2", r#"2, 1, "a,\",b""#, r#"1, 2, "a, \",b""#, ""] {
            assert!(
                fault("headers", &json!({ "X-List": value })).is_some(),
                "{value}"
            );
        }
    }

    #[test]
    fn what_a_service_makes_up_is_not_compared() {
        let case = json!({"headers": {"X-Id": "1"}});
        let compare = |made_up| compare(Message(&case), &HeaderMap::new(), made_up);
        assert_eq!(compare(&["x-id"]), Ok(()));
        assert!(compare(&[]).is_err());
    }

    #[test]
    fn required_and_forbidden_headers_count() {
        for (property, name, holds) in [
            ("requireHeaders", "X-List", true),
            ("requireHeaders", "X-Other", false),
            ("forbidHeaders", "X-Other", true),
            ("forbidHeaders", "X-List", false),
        ] {
            let found = fault(property, &json!([name]));
            assert_eq!(found.is_none(), holds, "{property} {name}");
        }
    }
}
