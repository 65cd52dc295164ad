//! Spells an expression for the `regex` crate: every class by its characters, so that neither
//! flags nor shorthands of another dialect come into it.
//!
//! Takes expressions as they were parsed; knows nothing of automata.

use std::fmt::Write as _;

use super::Category;
use super::class::Class;
use super::expr::{Arena, Expr, Id};

/// Copies of characters that the engine makes of counted repetitions, each some kilobytes of
/// memory where it is not of ASCII alone.
const MAX_COPIES: u64 = 10_000;

/// The expression; the error says what the engine lacks.
pub(super) fn spell(arena: &Arena, root: Id) -> Result<String, &'static str> {
    let mut speller = Speller {
        arena,
        text: String::new(),
    };
    if speller.copies(root) > MAX_COPIES {
        return Err("repeats too much for any engine");
    }
    speller.push(root)?;
    Ok(speller.text)
}

struct Speller<'a> {
    arena: &'a Arena,
    text: String,
}

impl Speller<'_> {
    /// How many characters an expression has, repetitions written out.
    fn copies(&self, mut id: Id) -> u64 {
        let mut copies = 0_u64;
        while let Expr::Then(left, right) = self.arena.node(id) {
            copies = copies.saturating_add(self.copies(*left));
            id = *right;
        }
        let last = match self.arena.node(id) {
            Expr::Class(_) => 1,
            Expr::Either(options) => options.iter().fold(0_u64, |sum, option| {
                sum.saturating_add(self.copies(*option))
            }),
            Expr::Repeat { body, min, max } => {
                let times = u64::from(max.unwrap_or(*min).max(1));
                self.copies(*body).saturating_mul(times)
            }
            _ => 0,
        };
        copies.saturating_add(last)
    }

    fn push(&mut self, mut id: Id) -> Result<(), &'static str> {
        let arena = self.arena;
        while let Expr::Then(left, right) = arena.node(id) {
            self.push_part(*left)?;
            id = *right;
        }
        self.push_part(id)
    }

    fn push_part(&mut self, id: Id) -> Result<(), &'static str> {
        match self.arena.get(id) {
            Expr::Empty => {}
            Expr::Nothing => self.text.push_str("[a&&b]"),
            Expr::Start => self.text.push('^'),
            Expr::End => self.text.push('$'),
            Expr::Boundary { negated: false } => self.text.push_str("(?-u:\\b)"),
            Expr::Class(index) => {
                if let Some(class) = self.arena.classes().get_index(index) {
                    self.push_class(class);
                }
            }
            Expr::Then(..) => self.group(|own| own.push(id))?,
            Expr::Either(options) => self.group(|own| {
                for (index, option) in options.into_iter().enumerate() {
                    own.text.push_str(if index > 0 { "|" } else { "" });
                    own.push(option)?;
                }
                Ok(())
            })?,
            Expr::Repeat { body, min, max } => {
                match self.arena.node(body) {
                    Expr::Class(_) => self.push(body)?,
                    _ => self.group(|own| own.push(body))?,
                }
                self.push_count(min, max);
            }
            Expr::Boundary { negated: true } => {
                return Err("`\\B` is not what other engines match");
            }
            Expr::Look { .. } | Expr::Both(_) | Expr::Not(_) => {
                return Err("other engines have no look-ahead");
            }
        }
        Ok(())
    }

    fn group(
        &mut self,
        push: impl FnOnce(&mut Self) -> Result<(), &'static str>,
    ) -> Result<(), &'static str> {
        self.text.push_str("(?:");
        push(self)?;
        self.text.push(')');
        Ok(())
    }

    fn push_count(&mut self, min: u32, max: Option<u32>) {
        let count = match (min, max) {
            (0, None) => "*".to_owned(),
            (1, None) => "+".to_owned(),
            (0, Some(1)) => "?".to_owned(),
            (min, None) => format!("{{{min},}}"),
            (min, Some(max)) if min == max => format!("{{{min}}}"),
            (min, Some(max)) => format!("{{{min},{max}}}"),
        };
        self.text.push_str(&count);
    }

    fn push_class(&mut self, class: &Class) {
        let categories = class.categories().iter().map(|category| match category {
            Category::Letter => "L",
            Category::Number => "N",
            Category::Separator => "Z",
        });
        let categories: Vec<&str> = categories.collect();
        let is_empty = class.ranges().is_empty() && class.properties().is_empty();
        if is_empty && categories.is_empty() {
            self.text.push_str("[a&&b]");
            return;
        }
        if let Some(only) = class.only_character() {
            self.push_char(only);
            return;
        }
        self.text
            .push_str(if class.is_negated() { "[^" } else { "[" });
        for &(first, last) in class.ranges() {
            let (first, last) = (after_surrogates(first), before_surrogates(last));
            self.push_char(first);
            if first < last {
                self.text.push('-');
                self.push_char(last);
            }
        }
        for name in categories {
            self.text.extend(["\\p{", name, "}"]);
        }
        for property in class.properties() {
            let letter = if property.negated { "\\P{" } else { "\\p{" };
            self.text.extend([letter, property.name, "}"]);
        }
        self.text.push(']');
    }

    fn push_char(&mut self, code: u32) {
        match char::from_u32(code).filter(char::is_ascii_alphanumeric) {
            Some(plain) => self.text.push(plain),
            // Writing to a string does not fail.
            None => drop(write!(self.text, "\\x{{{code:X}}}")),
        }
    }
}

/// A code point that begins a range, which surrogates, being no characters, cannot.
fn after_surrogates(code: u32) -> u32 {
    if (0xD800..0xE000).contains(&code) {
        0xE000
    } else {
        code
    }
}

/// A code point that ends a range, likewise.
fn before_surrogates(code: u32) -> u32 {
    if (0xD800..0xE000).contains(&code) {
        0xD7FF
    } else {
        code
    }
}
