//! Malformed-request cases with `testParameters`: a case for each set of them.

use serde_json::Value;

/// The cases that a case stands for; itself where it has no parameters. Their ids end in the
/// number of the set, as `_case1`.
pub(super) fn expand(test: &Value) -> Vec<Value> {
    let parameters = test["testParameters"].as_object();
    let Some(parameters) = parameters.filter(|it| !it.is_empty()) else {
        return vec![test.clone()];
    };
    let sets = parameters
        .values()
        .map(|it| it.as_array().map_or(0, Vec::len));
    let mut cases = Vec::new();
    for set in 0..sets.max().unwrap_or(0) {
        let value = |name: &str| parameters.get(name)?.get(set)?.as_str();
        let mut case = test.clone();
        for part in ["request", "response", "tags", "documentation"] {
            fill_in(&mut case[part], &value);
        }
        let id = test["id"].as_str().unwrap_or_default();
        case["id"] = format!("{id}_case{}", set + 1).into();
        cases.push(case);
    }
    cases
}

/// Fills parameters in every text of `node`, names excepted.
fn fill_in<'a>(node: &mut Value, value: &dyn Fn(&str) -> Option<&'a str>) {
    match node {
        Value::String(text) => *text = substitute(text, value),
        Value::Array(items) => items.iter_mut().for_each(|it| fill_in(it, value)),
        Value::Object(fields) => fields.values_mut().for_each(|it| fill_in(it, value)),
        _ => {}
    }
}

/// Replaces `$name:L` with the parameter, `$name:S` with it in quotes, `$$` with a dollar.
/// What names no parameter stays.
fn substitute<'a>(text: &str, value: &dyn Fn(&str) -> Option<&'a str>) -> String {
    let mut done = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        done.push_str(before);
        let verbatim = || {
            let rest = after.strip_prefix('$').unwrap_or(after);
            ("$".to_owned(), rest)
        };
        let (filled, after) = expression(after, value).unwrap_or_else(verbatim);
        done.push_str(&filled);
        rest = after;
    }
    done + rest
}

/// What an expression without its dollar stands for, and what follows it.
fn expression<'t, 'v>(
    text: &'t str,
    value: &dyn Fn(&str) -> Option<&'v str>,
) -> Option<(String, &'t str)> {
    let braced = text.strip_prefix('{');
    let (name, after) = braced.unwrap_or(text).split_once(':')?;
    let value = value(name)?;
    let (format, after) = after.split_at_checked(1)?;
    let after = match braced {
        Some(_) => after.strip_prefix('}')?,
        None => after,
    };
    let filled = match format {
        "L" => value.to_owned(),
        "S" => Value::from(value).to_string(),
        _ => return None,
    };
    Some((filled, after))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_case_without_parameters_stands_for_itself() {
        let case = json!({"id": "A", "request": {"uri": "/$$/$a:L"}});
        assert_eq!(expand(&case), [case]);
    }

    #[test]
    fn every_text_of_the_messages_is_filled_in() {
        let case = json!({
            "id": "A",
            "request": {"uri": "/$value:L", "headers": {"a": "$value:S"}},
            "response": {"code": 400, "headers": {"b": "${other:L}0"}},
            "testParameters": {"value": ["1", "\""], "other": ["x", "y"]},
        });
        let cases = expand(&case);
        let ids: Vec<&Value> = cases.iter().map(|it| &it["id"]).collect();
        assert_eq!(ids, ["A_case1", "A_case2"]);
        assert_eq!(cases[0]["request"]["uri"], "/1");
        assert_eq!(cases[1]["request"]["headers"]["a"], r#""\"""#);
        assert_eq!(cases[1]["response"]["headers"]["b"], "y0");
    }

    #[test]
    fn dollars_are_doubled_and_others_stay() {
        let value = |name: &str| (name == "a").then_some("1");
        for (text, filled) in [
            ("^[a]$$ $a:L", "^[a]$ 1"),
            ("$b:L $a:X $", "$b:L $a:X $"),
            ("$$a:L", "$a:L"),
            ("$", "$"),
        ] {
            assert_eq!(substitute(text, &value), filled);
        }
    }
}
