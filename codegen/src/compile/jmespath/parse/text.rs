//! Names and literals.

use super::{Parsed, Parser};
use crate::model::Node;

impl<'a> Parser<'a> {
    /// `` `JSON` `` or `'text'`, if there is one.
    pub(super) fn literal(&mut self) -> Parsed<Option<Node>> {
        if self.eat("`") {
            let json = self.quoted('`')?.replace("\\`", "`");
            let node = Node::parse(&json).map_err(|_| format!("`{json}` is not JSON"));
            return node.map(Some);
        }
        if self.eat("'") {
            let text = self.quoted('\'')?.replace("\\'", "'");
            return Ok(Some(Node::String(text)));
        }
        Ok(None)
    }

    /// `"name"`, spelt as in JSON, if there is one.
    pub(super) fn quoted_name(&mut self) -> Parsed<Option<String>> {
        if !self.eat("\"") {
            return Ok(None);
        }
        let text = self.quoted('"')?;
        match Node::parse(&format!("\"{text}\"")) {
            Ok(Node::String(name)) => Ok(Some(name)),
            _ => Err(format!("\"{text}\" is not a name as JSON spells it")),
        }
    }

    pub(super) fn identifier(&mut self) -> Parsed<String> {
        self.skip_spaces();
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let after = self.rest.trim_start_matches(is_name);
        let (name, rest) = self.rest.split_at(self.rest.len() - after.len());
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(self.expected("a name"));
        }
        self.rest = rest;
        Ok(name.to_owned())
    }

    /// Up to `quote`, which a backslash keeps from ending it.
    fn quoted(&mut self, quote: char) -> Parsed<&'a str> {
        let mut escaped = false;
        let end = self.rest.find(|c| {
            let ends = c == quote && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let end = end.ok_or_else(|| format!("`{quote}` is not closed"))?;
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest.strip_prefix(quote).unwrap_or(rest);
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::ast::{Ast, Link};
    use super::super::parse;
    use super::*;

    #[test]
    fn literals_are_json_or_raw() {
        let literal = |text| match parse(text) {
            Ok(Ast::Literal(literal)) => literal,
            other => panic!("{other:?}"),
        };
        assert_eq!(literal("`true`"), Node::Bool(true));
        assert_eq!(literal(r#"`"a\`b"`"#), Node::String("a`b".to_owned()));
        assert_eq!(
            literal("` [1] `"),
            Node::Array(vec![Node::Number("1".to_owned())])
        );
        assert_eq!(literal(r"'it\'s'"), Node::String("it's".to_owned()));
        assert!(parse("`x`").is_err_and(|fault| fault.contains("not JSON")));
        assert!(parse("'x").is_err_and(|fault| fault.contains("not closed")));
    }

    #[test]
    fn quoted_names_have_the_escapes_of_json() {
        let name = Link::Field("a\n\u{e9}".to_owned());
        assert_eq!(parse(r#""a\n\u00e9""#), Ok(Ast::Path(vec![name])));
        assert!(parse(r#""\x""#).is_err());
    }
}
