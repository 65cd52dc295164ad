//! Numbers of a model that a JSON reader would round.

/// The longest number that is exact as an `f64` for certain.
const EXACT: usize = 15;

/// The JSON text with those numbers as texts, which is how params spell them otherwise.
pub(super) fn keep_exact(json: &str) -> String {
    let mut kept = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(start) = rest.find(|it: char| it == '"' || it == '-' || it.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let is_text = from.starts_with('"');
        let length = if is_text { text(from) } else { number(from) };
        let (token, after) = from.split_at(length);
        kept.push_str(before);
        if is_text || token.len() <= EXACT || fits(token) {
            kept.push_str(token);
        } else {
            kept.extend(["\"", token, "\""]);
        }
        rest = after;
    }
    kept + rest
}

fn fits(number: &str) -> bool {
    number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok()
}

/// The length of the text that `json` begins with, quotes included.
fn text(json: &str) -> usize {
    // The first quote ends nothing.
    let mut escaped = true;
    let end = json.find(|it: char| {
        let ends = it == '"' && !escaped;
        escaped = it == '\\' && !escaped;
        ends
    });
    end.map_or(json.len(), |end| end + 1)
}

/// The length of the number that `json` begins with.
fn number(json: &str) -> usize {
    let ends = |it: char| !it.is_ascii_alphanumeric() && !"+-.".contains(it);
    json.find(ends).unwrap_or(json.len())
}

#[cfg(test)]
mod tests {
    use super::keep_exact;

    #[test]
    fn only_numbers_that_would_be_rounded_become_texts() {
        for (json, kept) in [
            ("[1, -2.5e3]", "[1, -2.5e3]"),
            (
                r#"{"a":9223372036854775807}"#,
                r#"{"a":9223372036854775807}"#,
            ),
            (
                r#"{"a":9223372036854775807123}"#,
                r#"{"a":"9223372036854775807123"}"#,
            ),
            (
                "-0.100000000000000000000001",
                r#""-0.100000000000000000000001""#,
            ),
            (
                r#""\"0.100000000000000000000001\\" 1"#,
                r#""\"0.100000000000000000000001\\" 1"#,
            ),
        ] {
            assert_eq!(keep_exact(json), kept);
        }
    }
}
