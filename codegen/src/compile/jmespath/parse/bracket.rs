//! Expressions in brackets and braces.

use super::super::ast::{Link, Slice};
use super::{Parsed, Parser};

impl Parser<'_> {
    /// Behind a value: an index, a slice, or a projection.
    pub(super) fn bracket(&mut self) -> Parsed<Link> {
        self.expect("[")?;
        // `[]` and `[?` are one token each.
        if self.rest.starts_with(']') {
            self.expect("]")?;
            return Ok(Link::Flatten);
        }
        if self.rest.starts_with('?') {
            self.expect("?")?;
            let condition = self.pipe()?;
            self.expect("]")?;
            return Ok(Link::Filter(condition));
        }
        if self.eat("*") {
            self.expect("]")?;
            return Ok(Link::Each);
        }
        self.position()
    }

    /// At the start of an expression: these, or a multi-select list.
    pub(super) fn leading_bracket(&mut self) -> Parsed<Link> {
        let start = self.rest;
        self.expect("[")?;
        let is_each = self.eat("*") && self.is_at("]");
        let is_position = ["]", "?", ":", "-"].iter().any(|token| self.is_at(token))
            || self.rest.starts_with(|c: char| c.is_ascii_digit());
        self.rest = start;
        if is_each || is_position {
            self.bracket()
        } else {
            self.select()
        }
    }

    /// `[a, b]`.
    pub(super) fn select(&mut self) -> Parsed<Link> {
        self.expect("[")?;
        let mut chosen = vec![self.pipe()?];
        while self.eat(",") {
            chosen.push(self.pipe()?);
        }
        self.expect("]")?;
        Ok(Link::Select(chosen))
    }

    /// `{a: b, c: d}`.
    pub(super) fn name(&mut self) -> Parsed<Link> {
        self.expect("{")?;
        let mut named = Vec::new();
        loop {
            let key = match self.quoted_name()? {
                Some(key) => key,
                None => self.identifier()?,
            };
            self.expect(":")?;
            named.push((key, self.pipe()?));
            if !self.eat(",") {
                self.expect("}")?;
                return Ok(Link::Name(named));
            }
        }
    }

    fn position(&mut self) -> Parsed<Link> {
        let start = self.number()?;
        if !self.eat(":") {
            let index = start.ok_or_else(|| self.expected("an index"))?;
            self.expect("]")?;
            return Ok(Link::Index(index));
        }
        let stop = self.number()?;
        let stride = if self.eat(":") { self.number()? } else { None };
        self.expect("]")?;
        let slice = Slice {
            start,
            stop,
            step: stride.unwrap_or(1),
        };
        match slice.step {
            0 => Err("the step of a slice cannot be 0".to_owned()),
            _ => Ok(Link::Slice(slice)),
        }
    }

    /// An integer, if there is one.
    fn number(&mut self) -> Parsed<Option<i64>> {
        self.skip_spaces();
        let unsigned = self.rest.strip_prefix('-').unwrap_or(self.rest);
        let after = unsigned.trim_start_matches(|c: char| c.is_ascii_digit());
        let (text, rest) = self.rest.split_at(self.rest.len() - after.len());
        if text.is_empty() {
            return Ok(None);
        }
        let number = text.parse();
        let number = number.map_err(|_| self.expected("an index that fits 64 bits"))?;
        self.rest = rest;
        Ok(Some(number))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::ast::Ast;
    use super::super::parse;
    use super::*;

    #[track_caller]
    fn assert_link(text: &str, link: Link) {
        assert_eq!(parse(text), Ok(Ast::Path(vec![link])));
    }

    #[test]
    fn brackets_are_told_apart_by_what_they_hold() {
        let name = |name: &str| Ast::Path(vec![Link::Field(name.to_owned())]);
        assert_link("[]", Link::Flatten);
        assert_link("[ * ]", Link::Each);
        assert_link("[-2]", Link::Index(-2));
        assert_link("[? a ]", Link::Filter(name("a")));
        assert_link("[a, b]", Link::Select(vec![name("a"), name("b")]));
        let all = Ast::Path(vec![Link::Values]);
        assert_link("[*, b]", Link::Select(vec![all, name("b")]));
        let named = vec![("a".to_owned(), name("b")), ("c d".to_owned(), name("e"))];
        assert_link("{a: b, \"c d\": e}", Link::Name(named));
    }

    #[test]
    fn slices_may_leave_out_any_part() {
        let slice = |start, stop, stride| {
            Link::Slice(Slice {
                start,
                stop,
                step: stride,
            })
        };
        assert_link("[:]", slice(None, None, 1));
        assert_link("[1:2]", slice(Some(1), Some(2), 1));
        assert_link("[::-1]", slice(None, None, -1));
        assert!(parse("[::0]").is_err_and(|fault| fault.contains("step")));
    }

    #[test]
    fn lists_of_choices_follow_a_dot() {
        assert!(parse("a[b]").is_err());
        assert!(parse("a.[0]").is_err());
        assert!(parse("a[99999999999999999999]").is_err_and(|fault| fault.contains("64 bits")));
    }
}
