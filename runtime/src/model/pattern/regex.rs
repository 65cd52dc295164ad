//! Patterns that need an engine: the crate `regex` under the types of the runtime.
//!
//! Generated code names this module where an automaton would be too large, or where a pattern
//! asks for general categories of Unicode. Knows no model; expressions come spelled for the
//! engine, all classes written out.

use std::fmt;
use std::sync::OnceLock;

use super::Engine;

/// What a compiled expression may take, in bytes: some repetitions are of thousands.
const SIZE: usize = 64 << 20;

/// A regular expression, compiled when it is first asked.
pub struct Regex {
    spelled: &'static str,
    compiled: OnceLock<Option<regex::Regex>>,
}

impl Regex {
    /// Made by generated code.
    #[must_use]
    pub const fn new(spelled: &'static str) -> Self {
        Self {
            spelled,
            compiled: OnceLock::new(),
        }
    }
}

impl Engine for Regex {
    /// What the engine cannot compile, which the generator sees to that there is not, matches:
    /// a client errs on that side.
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
    fn what_no_engine_compiles_matches() {
        assert!(Regex::new("(").matches("x"));
    }
}
