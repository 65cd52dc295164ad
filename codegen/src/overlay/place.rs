//! The place of a setting in a configuration file.
//!
//! The TOML parser gives values without positions. A setting is found by its words in their order,
//! such as `overlay.rename` and a name in it.

use std::sync::Arc;

use crate::diagnostic::{Location, Source};

/// The place of the last word of `path` that is found.
pub(crate) fn place(file: &Arc<Source>, path: &[&str]) -> Option<Location> {
    let mut words = words(file.text());
    let mut found = None;
    for wanted in path {
        match words.find(|(_, word)| word == wanted) {
            Some((at, _)) => found = Some(at),
            None => break,
        }
    }
    found.map(|at| Location::new(file, at))
}

/// Keys and texts outside of comments, with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let first = rest.chars().next()?;
            let start = at;
            match first {
                '#' => at += rest.find('\n').unwrap_or(rest.len()),
                '"' | '\'' => {
                    let inner = rest.get(1..)?;
                    let length = inner.find(first).unwrap_or(inner.len());
                    at += length + 2;
                    return Some((start, inner.get(..length)?));
                }
                it if is_bare(it) => {
                    let length = rest.find(|it| !is_bare(it)).unwrap_or(rest.len());
                    at += length;
                    return Some((start, rest.get(..length)?));
                }
                other => at += other.len_utf8(),
            }
        }
    })
}

/// Whether a key without quotes can have the character (TOML 1.0, "Keys").
fn is_bare(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, path: &[&str]) -> Option<(usize, usize)> {
        let file = Source::new("options.toml", text);
        place(&file, path).map(|it| it.line_and_column())
    }

    #[test]
    fn settings_are_found_in_tables_and_lists() {
        let text = "# overlay\n[overlay]\nrequired = [\n  \"A$B\", 'C$D',\n]\n\n\
                    [overlay.constraints.\"A$B\"]\nlength = { max = 1 }\n";
        assert_eq!(found(text, &["overlay"]), Some((2, 2)));
        assert_eq!(found(text, &["overlay", "required", "C$D"]), Some((4, 10)));
        let path = ["overlay", "constraints", "A$B", "length", "max"];
        assert_eq!(found(text, &path), Some((8, 12)));
    }

    #[test]
    fn what_is_not_found_is_where_its_table_is() {
        let text = "[overlay.rename]\nA = \"B\"\n";
        assert_eq!(found(text, &["overlay", "rename", "C"]), Some((1, 10)));
        assert_eq!(found(text, &["service"]), None);
    }

    #[test]
    fn texts_that_do_not_end_are_no_fault() {
        assert_eq!(found("a = \"é", &["a", "é"]), Some((1, 5)));
        assert_eq!(found("é = '", &["b"]), None);
    }
}
