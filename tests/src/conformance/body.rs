//! Bodies against what a case says of them, each media type by its own meaning.

mod cbor;
pub(crate) mod form;
mod json;
mod xml;

/// Fails with what was expected and what was found. A media type without a meaning that is
/// known here: byte for byte. The XML elements `made_up` are not compared.
pub(crate) fn compare(
    expected: &[u8],
    found: &[u8],
    media_type: Option<&str>,
    made_up: &[&str],
) -> Result<(), String> {
    let same = match media_type {
        // Nothing must be nothing, and not only mean it.
        _ if expected.is_empty() => Ok(found.is_empty()),
        Some("application/json") => json::same(expected, found),
        Some("application/xml" | "text/xml") => xml::same(expected, found, made_up),
        Some("application/cbor") => cbor::same(expected, found),
        Some("application/x-www-form-urlencoded") => Ok(form::same(expected, found)),
        _ => Ok(expected == found),
    };
    let reason = match same {
        Ok(true) => return Ok(()),
        Ok(false) => String::new(),
        Err(reason) => format!(" ({reason})"),
    };
    let (expected, found) = (spell(expected, media_type), spell(found, media_type));
    Err(format!(
        "body: expected `{expected}`, found `{found}`{reason}"
    ))
}

/// Bytes as a person can read them.
pub(crate) fn spell(bytes: &[u8], media_type: Option<&str>) -> String {
    let read = match media_type {
        Some("application/cbor") => cbor::read(bytes).ok().map(|it| it.to_string()),
        _ => None,
    };
    read.unwrap_or_else(|| match std::str::from_utf8(bytes) {
        Ok(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Err(_) => bytes.escape_ascii().to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn bodies_of_no_known_type_are_compared_by_bytes() {
        assert_eq!(compare(b"a b", b"a b", None, &[]), Ok(()));
        assert!(compare(b"a b", b"a  b", None, &[]).is_err());
    }

    #[test]
    fn an_empty_body_must_be_empty() {
        for media_type in ["application/json", "application/x-www-form-urlencoded"] {
            assert_eq!(compare(b"", b"", Some(media_type), &[]), Ok(()));
            assert!(compare(b"", b" ", Some(media_type), &[]).is_err());
        }
    }

    #[test]
    fn a_difference_is_spelled_out() {
        let cbor = compare(
            b"\xa1\x61a\x01",
            b"\xa1\x61a\x02",
            Some("application/cbor"),
            &[],
        );
        let expected = r#"body: expected `{"a": 1}`, found `{"a": 2}`"#;
        assert_eq!(cbor, Err(expected.to_owned()));
    }
}
