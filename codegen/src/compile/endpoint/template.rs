//! Template strings: texts with references in braces.

/// A part of a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Text as it is.
    Text(String),
    /// A reference, with the path behind its `#` if there is one.
    Reference(&'t str, Option<&'t str>),
}

/// Splits a template; doubled braces are literal braces. The error names the fault.
pub(super) fn split(template: &str) -> Result<Vec<Part<'_>>, &'static str> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = template;
    while let Some(position) = rest.find(['{', '}']) {
        let (before, at) = rest.split_at(position);
        text.push_str(before);
        if let Some((brace, after)) = doubled(at) {
            text.push(brace);
            rest = after;
            continue;
        }
        let inside = at.strip_prefix('{').ok_or("a `}` has no `{` before it")?;
        let (reference, after) = inside.split_once('}').ok_or("a `{` has no `}` after it")?;
        if !text.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut text)));
        }
        parts.push(match reference.split_once('#') {
            Some((name, path)) => Part::Reference(name, Some(path)),
            None => Part::Reference(reference, None),
        });
        rest = after;
    }
    text.push_str(rest);
    if !text.is_empty() || parts.is_empty() {
        parts.push(Part::Text(text));
    }
    Ok(parts)
}

/// The literal brace of a doubled one, and the rest of the text.
fn doubled(text: &str) -> Option<(char, &str)> {
    let open = text.strip_prefix("{{").map(|after| ('{', after));
    open.or_else(|| text.strip_prefix("}}").map(|after| ('}', after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_texts_alternate() {
        let parts = split("https://{Region}.{Url#authority}/x").unwrap();
        let expected = vec![
            Part::Text("https://".into()),
            Part::Reference("Region", None),
            Part::Text(".".into()),
            Part::Reference("Url", Some("authority")),
            Part::Text("/x".into()),
        ];
        assert_eq!(parts, expected);
    }

    #[test]
    fn doubled_braces_are_braces() {
        assert_eq!(split("a{{b}}c").unwrap(), vec![Part::Text("a{b}c".into())]);
    }

    #[test]
    fn empty_template_is_an_empty_text() {
        assert_eq!(split("").unwrap(), vec![Part::Text(String::new())]);
    }

    #[test]
    fn lone_braces_are_refused() {
        assert_eq!(split("a{b"), Err("a `{` has no `}` after it"));
        assert_eq!(split("a}b"), Err("a `}` has no `{` before it"));
    }
}
