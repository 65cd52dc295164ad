//! Escapes and bracketed classes: everything that names characters.

use super::super::Unsupported;
use super::super::class::Class;
use super::super::expr::Id;
use super::{Parser, refuse};

/// What an escape or a class item stands for.
pub(super) enum Item {
    Char(u32),
    Set(Class),
}

impl Item {
    pub(super) fn into_class(self) -> Class {
        match self {
            Self::Char(code) => Class::of(&[(code, code)]),
            Self::Set(class) => class,
        }
    }
}

impl Parser<'_> {
    /// A bracketed class, after its `[`.
    pub(super) fn class(&mut self, at: usize) -> Result<Id, Unsupported> {
        let negated = self.skip("^");
        let mut class = Class::default();
        while !self.skip("]") {
            let from = self.offset;
            let first = self.item(at)?;
            let ranged = self.rest().starts_with('-') && !self.rest().starts_with("-]");
            if !ranged {
                class.union(&first.into_class());
                continue;
            }
            self.bump();
            match (first, self.item(at)?) {
                (Item::Char(first), Item::Char(last)) if first <= last => class.insert(first, last),
                (Item::Char(_), Item::Char(_)) => {
                    return refuse(from, "a range that is out of order");
                }
                (first, last) => {
                    class.union(&first.into_class());
                    class.union(&last.into_class());
                    class.insert(u32::from('-'), u32::from('-'));
                }
            }
        }
        let class = if negated { class.complement() } else { class };
        Ok(self.arena.class(class))
    }

    fn item(&mut self, class: usize) -> Result<Item, Unsupported> {
        let at = self.offset;
        match self.bump() {
            Some('\\') if self.skip("b") => Ok(Item::Char(8)),
            Some('\\') => self.escape(at),
            Some(literal) => Ok(Item::Char(u32::from(literal))),
            None => refuse(class, "a class that is not closed"),
        }
    }

    /// What follows a backslash, assertions excepted.
    pub(super) fn escape(&mut self, at: usize) -> Result<Item, Unsupported> {
        let Some(letter) = self.bump() else {
            return refuse(at, "ends with a backslash");
        };
        let code = match letter {
            'n' => 0x0A,
            'r' => 0x0D,
            't' => 0x09,
            'v' => 0x0B,
            'f' => 0x0C,
            '0' if !self.peek().is_some_and(|next| next.is_ascii_digit()) => 0,
            'x' if !self.rest().starts_with('{') => self.hexadecimal(2, at)?,
            'u' if !self.rest().starts_with('{') => self.code_unit(at)?,
            'x' | 'u' => self.braced(at)?,
            'p' => return self.property(at, Class::named).map(Item::Set),
            'P' => return self.property(at, Class::not_named).map(Item::Set),
            'd' => return Ok(Item::Set(Class::digits())),
            'w' => return Ok(Item::Set(Class::word())),
            's' => return Ok(Item::Set(Class::space())),
            'D' => return Ok(Item::Set(Class::digits().complement())),
            'W' => return Ok(Item::Set(Class::word().complement())),
            'S' => return Ok(Item::Set(Class::space().complement())),
            '0'..='9' => return refuse(at, "a back-reference or octal escape"),
            'a'..='z' | 'A'..='Z' => return refuse(at, &format!("the escape `\\{letter}`")),
            other => u32::from(other),
        };
        Ok(Item::Char(code))
    }

    /// `\uHHHH`, or two of them that are a surrogate pair.
    fn code_unit(&mut self, at: usize) -> Result<u32, Unsupported> {
        let high = self.hexadecimal(4, at)?;
        if !(0xD800..0xE000).contains(&high) {
            return Ok(high);
        }
        if high < 0xDC00 && self.skip("\\u") {
            let low = self.hexadecimal(4, at)?;
            if (0xDC00..0xE000).contains(&low) {
                return Ok(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00));
            }
        }
        refuse(at, "half of a surrogate pair, which no text contains")
    }

    fn braced(&mut self, at: usize) -> Result<u32, Unsupported> {
        let code = self
            .in_braces()
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match code.and_then(char::from_u32) {
            Some(code) => Ok(u32::from(code)),
            None => refuse(at, "an escape that names no character"),
        }
    }

    fn hexadecimal(&mut self, digits: usize, at: usize) -> Result<u32, Unsupported> {
        let text = self.rest().get(..digits).unwrap_or_default();
        if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return refuse(at, "an escape that names no character");
        }
        let Ok(code) = u32::from_str_radix(text, 16) else {
            return refuse(at, "an escape that names no character");
        };
        self.offset += digits;
        Ok(code)
    }

    /// `{name}` or a single letter, after `\p`.
    fn property(
        &mut self,
        at: usize,
        named: fn(&str) -> Option<Class>,
    ) -> Result<Class, Unsupported> {
        let name = match self.in_braces() {
            Some(name) => name.to_owned(),
            None => self.bump().map(String::from).unwrap_or_default(),
        };
        match named(&name) {
            Some(class) if class.categories().is_empty() || self.negative == 0 => Ok(class),
            Some(_) => refuse(at, "a Unicode category in a negative look-ahead"),
            None => refuse(at, &format!("the category `\\p{{{name}}}`")),
        }
    }

    fn in_braces(&mut self) -> Option<&str> {
        let start = self.offset + 1;
        let (inner, _) = self.rest().strip_prefix('{')?.split_once('}')?;
        let end = start + inner.len();
        self.offset = end + 1;
        self.source.get(start..end)
    }
}
