//! Names of the model become Rust identifiers: cases, keywords, collisions. Knows neither
//! shapes nor tokens.

mod case;

use std::collections::BTreeSet;
use std::fmt;

pub use self::case::{pascal, screaming, snake};

/// A Rust identifier as it is written: raw (`r#type`) where it has to be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// The identifier nearest to `text`, which is in the right case already.
    pub fn new(text: &str) -> Self {
        let starts_badly = text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit());
        match text {
            "self" | "Self" | "super" | "crate" | "_" => Self(format!("{text}_")),
            _ if starts_badly => Self(format!("_{text}")),
            _ if KEYWORDS.contains(&text) => Self(format!("r#{text}")),
            _ => Self(text.to_owned()),
        }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The beginning of longer names: `Self`, since `Self_` is not an identifier.
    pub fn stem(&self) -> &str {
        self.plain().trim_end_matches('_')
    }

    /// Without `r#`.
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Strict and reserved keywords of every edition up to 2024 that can be raw identifiers.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Identifiers of one namespace of Rust, each given once.
#[derive(Debug, Default)]
pub struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which `reserved` are taken.
    pub fn with(reserved: &[&str]) -> Self {
        let taken = reserved.iter().map(|&name| name.to_owned()).collect();
        Self { taken }
    }

    /// The identifier for `wanted`, unless it is taken.
    pub fn claim_free(&mut self, wanted: &str) -> Option<Name> {
        let name = Name::new(wanted);
        self.taken.insert(name.plain().to_owned()).then_some(name)
    }

    /// The identifier for `wanted`; where that is taken, with `suffix`, then numbered.
    pub fn claim(&mut self, wanted: &str, suffix: &str) -> Name {
        // Two numbers must not run into one: the second `V1` is not `V12`.
        let ends_in_digit = suffix.is_empty() && wanted.ends_with(|c: char| c.is_ascii_digit());
        let gap = if ends_in_digit { "_" } else { "" };
        let numbered = (2_u32..).map(|number| format!("{wanted}{suffix}{gap}{number}"));
        let candidates = [wanted.to_owned(), format!("{wanted}{suffix}")];
        let mut free = candidates
            .into_iter()
            .chain(numbered)
            .map(|text| Name::new(&text))
            .filter(|name| !self.taken.contains(name.plain()));
        // Endless candidates against a finite set: one is always free.
        let name = free.next().unwrap_or_else(|| Name::new(wanted));
        self.taken.insert(name.plain().to_owned());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_become_raw() {
        assert_eq!(Name::new("type").as_str(), "r#type");
        assert_eq!(Name::new("gen").as_str(), "r#gen");
    }

    #[test]
    fn path_keywords_get_an_underscore() {
        assert_eq!(Name::new("self").as_str(), "self_");
        assert_eq!(Name::new("Self").as_str(), "Self_");
    }

    #[test]
    fn leading_digits_get_an_underscore() {
        assert_eq!(Name::new("2Xx").as_str(), "_2Xx");
    }

    #[test]
    fn the_second_claim_gets_the_suffix_and_the_third_a_number() {
        let mut scope = Scope::with(&["build"]);
        assert_eq!(scope.claim("build", "_").as_str(), "build_");
        assert_eq!(scope.claim("build", "_").as_str(), "build_2");
        assert_eq!(scope.claim("other", "_").as_str(), "other");
    }

    #[test]
    fn a_name_that_is_free_is_claimed_once() {
        let mut scope = Scope::with(&["build"]);
        assert_eq!(scope.claim_free("build"), None);
        assert_eq!(scope.claim_free("type"), Some(Name::new("type")));
        assert_eq!(scope.claim_free("type"), None);
    }

    #[test]
    fn a_number_does_not_run_into_the_one_before() {
        let mut scope = Scope::default();
        assert_eq!(scope.claim("V1", "").as_str(), "V1");
        assert_eq!(scope.claim("V1", "").as_str(), "V1_2");
    }
}
