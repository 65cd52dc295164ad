//! Names for enum values that the model does not name: in AWS's own JSON, and in the enum trait of
//! Smithy 1.0. Knows the values of one enum, and not Rust's naming conventions.
//!
//! A name depends only on the values before it, so that new values at the end rename nothing.

use std::collections::BTreeSet;

/// The names that the members of one enum have so far.
#[derive(Debug, Default)]
pub(crate) struct ValueNames {
    /// In lower case, since some target languages ignore case.
    taken: BTreeSet<String>,
}

impl ValueNames {
    /// Notes a name that the model gives.
    pub(crate) fn note(&mut self, name: &str) {
        self.taken.insert(name.to_ascii_lowercase());
    }

    /// A name for `value`: its letters and digits, or its punctuation spelled out where that
    /// is all there is, where it is a sign, or where it alone tells the value from others.
    pub(crate) fn name(&mut self, value: &str) -> String {
        let is_sign = |c| matches!(c, '<' | '=' | '>' | '!' | '+' | '-');
        let has_letters = value.contains(|c: char| c.is_ascii_alphanumeric());
        let plain = plain(value);
        if has_letters && !value.starts_with(is_sign) && self.is_free(&plain) {
            self.note(&plain);
            return plain;
        }
        let mut name = spelled(value);
        while !self.is_free(&name) {
            name.push('_');
        }
        self.note(&name);
        name
    }

    fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(&name.to_ascii_lowercase())
    }
}

/// Letters and digits, with underscores for everything between them.
fn plain(value: &str) -> String {
    let letters = value.chars();
    let letters = letters.map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    after_letter(letters.collect())
}

/// The same with punctuation spelled in words: `>= 5` is `GreaterThanOrEqual_5`.
fn spelled(value: &str) -> String {
    let mut words = Vec::new();
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let pair = PAIRS.iter().find(|(text, _)| rest.starts_with(text));
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
        let length = match pair {
            Some((text, name)) => {
                words.push((*name).to_owned());
                text.len()
            }
            None if first.is_ascii_alphanumeric() => {
                let length = end.unwrap_or(rest.len());
                words.extend(rest.get(..length).map(str::to_owned));
                length
            }
            None => {
                words.extend(Some(word(first)).filter(|_| first != ' ' || value.trim().is_empty()));
                first.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    if words.is_empty() {
        return "Empty".to_owned();
    }
    after_letter(words.join("_"))
}

/// Puts a letter before a name that begins with a digit.
fn after_letter(name: String) -> String {
    if name
        .trim_start_matches('_')
        .starts_with(|c: char| c.is_ascii_digit())
    {
        format!("VALUE_{name}")
    } else {
        name
    }
}

/// Pairs of characters that are one sign.
const PAIRS: [(&str, &str); 3] = [
    ("<=", "LessThanOrEqual"),
    (">=", "GreaterThanOrEqual"),
    ("!=", "NotEqual"),
];

/// A character that identifiers do not have.
fn word(c: char) -> String {
    let name = match c {
        ' ' => "Space",
        '!' => "Exclamation",
        '"' => "Quote",
        '#' => "Hash",
        '$' => "Dollar",
        '%' => "Percent",
        '&' => "Ampersand",
        '\'' => "Apostrophe",
        '(' => "OpenParenthesis",
        ')' => "CloseParenthesis",
        '*' => "Asterisk",
        '+' => "Plus",
        ',' => "Comma",
        '-' => "Minus",
        '.' => "Dot",
        '/' => "Slash",
        ':' => "Colon",
        ';' => "Semicolon",
        '<' => "LessThan",
        '=' => "Equal",
        '>' => "GreaterThan",
        '?' => "QuestionMark",
        '@' => "At",
        '[' => "OpenBracket",
        '\\' => "Backslash",
        ']' => "CloseBracket",
        '^' => "Caret",
        '_' => "Underscore",
        '`' => "Backtick",
        '{' => "OpenBrace",
        '|' => "Pipe",
        '}' => "CloseBrace",
        '~' => "Tilde",
        other => return format!("U{:04X}", u32::from(other)),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(values: &[&str]) -> Vec<String> {
        let mut names = ValueNames::default();
        values.iter().map(|value| names.name(value)).collect()
    }

    #[test]
    fn letters_and_digits_are_kept() {
        let values = ["t1.micro", "with spaces", "0.5", "5m", "s3:Object:*"];
        let wanted = [
            "t1_micro",
            "with_spaces",
            "VALUE_0_5",
            "VALUE_5m",
            "s3_Object__",
        ];
        assert_eq!(names(&values), wanted);
    }

    #[test]
    fn punctuation_is_spelled_where_it_is_all_there_is() {
        let values = ["*", "<=", "<", "==", "", " ", "_", "😀"];
        let wanted = [
            "Asterisk",
            "LessThanOrEqual",
            "LessThan",
            "Equal_Equal",
            "Empty",
            "Space",
            "Underscore",
            "U1F600",
        ];
        assert_eq!(names(&values), wanted);
    }

    #[test]
    fn signs_are_spelled() {
        let wanted = ["VALUE_1", "Minus_1", "GreaterThanOrEqual_5"];
        assert_eq!(names(&["1", "-1", ">= 5"]), wanted);
    }

    #[test]
    fn what_alone_tells_values_apart_is_spelled() {
        let wanted = ["a_b", "a_Minus_b", "A", "a_"];
        assert_eq!(names(&["a.b", "a-b", "A", "a"]), wanted);
    }

    #[test]
    fn a_name_that_the_model_gives_is_not_given_again() {
        let mut names = ValueNames::default();
        names.note("asterisk");
        assert_eq!(names.name("*"), "Asterisk_");
    }
}
