//! The source line of a diagnostic, with carets below the fault.

use std::fmt;

use super::Location;

/// Characters of a line that are shown; of a longer one, those around the place.
const WIDTH: usize = 100;

/// Characters that are shown before the place at most, where not all of the line is.
const BEFORE: usize = 30;

/// One line as it is shown.
pub(super) struct Excerpt {
    number: usize,
    text: String,
    /// Characters before the first caret.
    indent: usize,
    carets: usize,
}

impl Excerpt {
    /// The line of a place; `None` where there is nothing to see, as at the end of a file.
    pub(super) fn of(location: &Location) -> Option<Self> {
        let (number, column) = location.line_and_column();
        let line = location.line_text();
        let characters: Vec<char> = line.chars().collect();
        let at = column - 1;
        let rest = characters.get(at..).filter(|rest| !rest.is_empty())?;
        let start = match characters.len() {
            length if length <= WIDTH => 0,
            length => at.saturating_sub(BEFORE).min(length - WIDTH),
        };
        let cut = |shown: bool| if shown { "…" } else { "" };
        let end = characters.len().min(start + WIDTH);
        let shown = characters.get(start..end)?.iter().map(|&c| printable(c));
        let shown: String = shown.collect();
        Some(Self {
            number,
            text: format!("{}{shown}{}", cut(start > 0), cut(end < characters.len())),
            indent: at - start + usize::from(start > 0),
            carets: token(rest).min(end - at),
        })
    }

    /// The columns that line numbers take.
    pub(super) fn margin(&self) -> usize {
        self.number.to_string().len()
    }
}

/// Three lines, each after a line break.
impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let margin = " ".repeat(self.margin());
        let indent = " ".repeat(self.indent);
        let carets = "^".repeat(self.carets);
        write!(f, "\n{margin} |\n{} | {}", self.number, self.text)?;
        write!(f, "\n{margin} | {indent}{carets}")
    }
}

/// The length of the token at the start of `text`: a quoted text, a word, or one character.
fn token(text: &[char]) -> usize {
    if text.first() == Some(&'"') {
        let mut escaped = false;
        let is_end = |&c: &char| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        };
        let inner = text.get(1..).unwrap_or_default();
        return inner
            .iter()
            .position(is_end)
            .map_or(text.len(), |at| at + 2);
    }
    let is_of_word = |c: &&char| c.is_alphanumeric() || "_-.#$".contains(**c);
    text.iter().take_while(is_of_word).count().max(1)
}

/// One column wide, whatever a model has there.
fn printable(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::{Excerpt, Location};

    fn excerpt(text: &str, at: &str) -> String {
        let offset = text.find(at).expect("the place");
        let location = Location::new(&Source::new("a", text), offset);
        Excerpt::of(&location).map_or_else(String::new, |it| it.to_string())
    }

    #[test]
    fn what_is_at_fault_is_underlined() {
        let text = "{\n\t\"a\\\"b\": é.Names#X$y }";
        let expected = "\n  |\n2 |  \"a\\\"b\": é.Names#X$y }\n  |  ^^^^^^";
        assert_eq!(excerpt(text, "\"a"), expected);
        let expected = "\n  |\n2 |  \"a\\\"b\": é.Names#X$y }\n  |          ^^^^^^^^^^^";
        assert_eq!(excerpt(text, "é"), expected);
        assert!(excerpt(text, "}").ends_with(" ^"));
    }

    #[test]
    fn the_end_of_a_file_shows_nothing() {
        let source = Source::new("a", "b\n");
        assert!(Excerpt::of(&Location::new(&source, 2)).is_none());
        assert!(Excerpt::of(&Location::new(&source, 1)).is_none());
    }

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_shown() {
        let text = format!("{}wrong{}", "a ".repeat(100), " b".repeat(100));
        let shown = excerpt(&text, "wrong");
        let [_, _, line, carets] = shown.lines().collect::<Vec<_>>()[..] else {
            panic!("{shown}");
        };
        assert_eq!(line.chars().count(), "1 | ".len() + 102);
        assert!(line.starts_with("1 | …") && line.ends_with('…'), "{line}");
        let column = |c| move |it: &str| it.chars().position(|found| found == c);
        assert_eq!(column('w')(line), column('^')(carets));
        assert!(carets.ends_with(" ^^^^^"));
    }
}
