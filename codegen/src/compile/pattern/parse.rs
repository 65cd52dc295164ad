//! Reads the text of a pattern into expressions.
//!
//! ECMA 262 with the liberties browsers grant (literal `{`, `]` and `/`, `-` next to a
//! shorthand in a class) and the Java spellings that models use. Knows nothing of matching.

use super::Unsupported;
use super::class::Class;
use super::expr::{Arena, Expr, Id};

mod escape;

/// Longer patterns and deeper groups are refused, so that recursion stays bounded.
const MAX_LENGTH: usize = 2_000;
const MAX_DEPTH: usize = 50;
/// No engine counts further in reasonable memory.
const MAX_COUNT: u32 = 10_000;

pub(super) fn parse(source: &str, arena: &mut Arena) -> Result<Id, Unsupported> {
    let mut parser = Parser {
        source,
        offset: 0,
        depth: 0,
        negative: 0,
        arena,
    };
    if source.len() > MAX_LENGTH {
        return refuse(0, "is longer than 2000 bytes");
    }
    let root = parser.alternation()?;
    if parser.peek().is_some() {
        return refuse(parser.offset, "unmatched `)`");
    }
    Ok(root)
}

struct Parser<'a> {
    source: &'a str,
    offset: usize,
    depth: usize,
    /// Inside how many negative look-aheads, where leniency would be strictness.
    negative: usize,
    arena: &'a mut Arena,
}

impl Parser<'_> {
    fn alternation(&mut self) -> Result<Id, Unsupported> {
        let mut options = vec![self.sequence()?];
        while self.skip("|") {
            options.push(self.sequence()?);
        }
        Ok(self.arena.either(options))
    }

    fn sequence(&mut self) -> Result<Id, Unsupported> {
        let mut items = Vec::new();
        while self.peek().is_some_and(|next| next != '|' && next != ')') {
            let atom = self.atom()?;
            items.push(self.quantified(atom)?);
        }
        let arena = &mut *self.arena;
        Ok(items
            .into_iter()
            .rev()
            .fold(Arena::EMPTY, |rest, item| arena.then(item, rest)))
    }

    fn atom(&mut self) -> Result<Id, Unsupported> {
        let at = self.offset;
        match self.bump() {
            Some('^') => Ok(self.arena.leaf(Expr::Start)),
            Some('$') => Ok(self.arena.leaf(Expr::End)),
            Some('(') => self.group(at),
            Some('[') => self.class(at),
            Some('\\') => self.escaped(at),
            Some('.') => Ok(self.arena.class(Class::line_terminators().complement())),
            Some('*' | '+' | '?') => refuse(at, "nothing to repeat"),
            Some(literal) => Ok(self.literal(literal)),
            None => refuse(self.offset, "ends too early"),
        }
    }

    fn literal(&mut self, literal: char) -> Id {
        self.arena
            .class(Class::of(&[(u32::from(literal), u32::from(literal))]))
    }

    fn escaped(&mut self, at: usize) -> Result<Id, Unsupported> {
        let assertion = match self.peek() {
            Some('b') => self.arena.boundary(false),
            Some('B') => self.arena.boundary(true),
            Some('A') => self.arena.leaf(Expr::Start),
            Some('z') => self.arena.leaf(Expr::End),
            _ => {
                let class = self.escape(at)?.into_class();
                return Ok(self.arena.class(class));
            }
        };
        self.bump();
        Ok(assertion)
    }

    fn group(&mut self, at: usize) -> Result<Id, Unsupported> {
        let look = if self.skip("?=") {
            Some(false)
        } else if self.skip("?!") {
            Some(true)
        } else {
            self.group_name(at)?;
            None
        };
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return refuse(at, "groups nested more than 50 deep");
        }
        let negative = usize::from(look == Some(true));
        self.negative += negative;
        let inner = self.alternation()?;
        self.negative -= negative;
        self.depth -= 1;
        if !self.skip(")") {
            return refuse(at, "a group that is not closed");
        }
        Ok(match look {
            Some(negated) => self.arena.leaf(Expr::Look {
                negated,
                ahead: inner,
            }),
            None => inner,
        })
    }

    /// `?:` and `?<name>`, which change nothing about what matches.
    fn group_name(&mut self, at: usize) -> Result<(), Unsupported> {
        if self.skip("?<=") || self.skip("?<!") {
            return refuse(at, "look-behind");
        }
        if self.skip("?:") || !self.rest().starts_with('?') {
            return Ok(());
        }
        let name = self
            .rest()
            .strip_prefix("?<")
            .and_then(|rest| rest.split_once('>'));
        let Some((name, _)) = name else {
            return refuse(at, "inline flags or an atomic group");
        };
        self.offset += "?<>".len() + name.len();
        Ok(())
    }

    /// Lazy quantifiers match the same texts as greedy ones.
    fn quantified(&mut self, atom: Id) -> Result<Id, Unsupported> {
        let at = self.offset;
        let (min, max) = if self.skip("*") {
            (0, None)
        } else if self.skip("+") {
            (1, None)
        } else if self.skip("?") {
            (0, Some(1))
        } else if let Some(bounds) = self.bounds() {
            bounds
        } else {
            return Ok(atom);
        };
        if max.is_some_and(|max| max < min) {
            return refuse(at, "a repetition whose bounds are out of order");
        }
        if self.skip("+") {
            return refuse(at, "a possessive quantifier");
        }
        if min.max(max.unwrap_or(0)) > MAX_COUNT {
            return refuse(at, "a repetition of more than 10000 times");
        }
        self.skip("?");
        Ok(self.arena.repeat(atom, min, max))
    }

    /// `{n}`, `{n,}` or `{n,m}`; anything else after `{` is text.
    fn bounds(&mut self) -> Option<(u32, Option<u32>)> {
        let (inner, _) = self.rest().strip_prefix('{')?.split_once('}')?;
        let number = |digits: &str| {
            let digital = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            digital.then(|| digits.parse().unwrap_or(u32::MAX))
        };
        let bounds = match inner.split_once(',') {
            None => (number(inner)?, number(inner)),
            Some((min, "")) => (number(min)?, None),
            Some((min, max)) => (number(min)?, Some(number(max)?)),
        };
        self.offset += "{}".len() + inner.len();
        Some(bounds)
    }

    fn rest(&self) -> &str {
        self.source.get(self.offset..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.offset += next.len_utf8();
        Some(next)
    }

    fn skip(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.offset += text.len();
        }
        found
    }
}

fn refuse<T>(offset: usize, reason: &str) -> Result<T, Unsupported> {
    Err(Unsupported {
        reason: reason.to_owned(),
        offset,
    })
}
