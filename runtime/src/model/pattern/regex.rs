//! Patterns that need an engine: adapts the crate `regex` to the types of the runtime.
//!
//! Generated code uses this module if an automaton would be too large, or if a pattern contains
//! general categories of Unicode. Knows no model; the generator translates expressions to the
//! syntax of the engine, with all classes expanded.

use std::fmt;
use std::sync::OnceLock;

use super::Engine;

/// Maximum size of a compiled expression, in bytes; some have thousands of repetitions.
const SIZE: usize = 64 << 20;

/// A regular expression, compiled at its first use.
pub struct Regex {
    spelled: &'static str,
    compiled: OnceLock<Option<regex::Regex>>,
}

impl Regex {
    /// Called by generated code.
    #[must_use]
    pub const fn new(spelled: &'static str) -> Self {
        Self {
            spelled,
            compiled: OnceLock::new(),
        }
    }
}

impl Engine for Regex {
    /// Whether some part of `text` matches. Also true if the engine cannot compile the expression,
    /// so that the client sends the value; the generator checks that this does not happen.
    fn matches(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| {
            let mut builder = regex::RegexBuilder::new(self.spelled);
            builder.size_limit(SIZE).build().ok()
        });
        compiled.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

impl fmt::Debug for Regex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Regex").field(&self.spelled).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_part_of_the_text_matches() {
        let regex = Regex::new("[a-z]{2,3000}");
        assert!(regex.matches("Aab"));
        assert!(!regex.matches("A"));
    }

    #[test]
    fn general_categories_are_known() {
        let regex = Regex::new("^[^\\p{C}]*$");
        assert!(regex.matches("d\u{301}\u{e9}"));
        assert!(!regex.matches("\u{200e}"));
    }

    #[test]
    fn an_invalid_expression_matches_everything() {
        assert!(Regex::new("(").matches("x"));
    }
}
