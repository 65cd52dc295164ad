//! The part of `JMESPath` that models use, as a tree with names. Knows no shapes.
//!
//! Source: the `JMESPath` specification. Left out, each with an error that names it: pipes,
//! slices, indices, multi-select hashes, expression references and most functions.

/// A parsed expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ast {
    Path(Vec<Link>),
    Literal(Literal),
    Length(Box<Self>),
    Keys(Box<Self>),
    Contains(Box<Self>, Box<Self>),
    Compare(Comparison, Box<Self>, Box<Self>),
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    Not(Box<Self>),
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Link {
    Field(String),
    Each,
    Values,
    Flatten,
    Filter(Ast),
    Select(Vec<Ast>),
}

/// `==`, `!=`, `<`, `<=`, `>`, `>=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the comparison of that name")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A value in the expression itself.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each variant is the JSON type of that name")]
pub enum Literal {
    Null,
    Bool(bool),
    Integer(i64),
    String(String),
}

type Parsed<T = Ast> = Result<T, String>;

/// How deep expressions may nest.
const DEPTH: usize = 64;

/// Parses a whole expression.
pub(super) fn parse(text: &str) -> Parsed {
    let mut parser = Parser {
        rest: text,
        depth: 0,
    };
    let ast = parser.or()?;
    parser.skip_spaces();
    match parser.rest {
        "" => Ok(ast),
        rest => Err(format!("unsupported JMESPath at `{rest}`")),
    }
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip_spaces();
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, token: &str) -> Parsed<()> {
        if self.eat(token) {
            Ok(())
        } else {
            Err(format!("expected `{token}` at `{}`", self.rest))
        }
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

    fn or(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("too deep a JMESPath".to_owned());
        }
        let mut left = self.and()?;
        while self.eat("||") {
            left = Ast::Or(Box::new(left), Box::new(self.and()?));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn and(&mut self) -> Parsed {
        let mut left = self.comparison()?;
        while self.eat("&&") {
            left = Ast::And(Box::new(left), Box::new(self.comparison()?));
        }
        Ok(left)
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.unary()?;
        let comparisons = [
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        for (token, comparison) in comparisons {
            if self.eat(token) {
                return Ok(Ast::Compare(
                    comparison,
                    Box::new(left),
                    Box::new(self.unary()?),
                ));
            }
        }
        Ok(left)
    }

    fn unary(&mut self) -> Parsed {
        if self.eat("!") {
            self.depth += 1;
            if self.depth > DEPTH {
                return Err("too deep a JMESPath".to_owned());
            }
            let inner = self.unary()?;
            self.depth -= 1;
            return Ok(Ast::Not(Box::new(inner)));
        }
        if self.eat("(") {
            let inner = self.or()?;
            self.expect(")")?;
            return Ok(inner);
        }
        if self.eat("`") {
            return literal(self.quoted('`')?).map(Ast::Literal);
        }
        if self.eat("'") {
            let text = self.quoted('\'')?.replace("\\'", "'");
            return Ok(Ast::Literal(Literal::String(text)));
        }
        self.path()
    }

    fn path(&mut self) -> Parsed {
        let mut links = Vec::new();
        if self.eat("@") {
            // The current value is where every path starts.
        } else if self.rest.starts_with('[') {
            links.push(self.bracket()?);
        } else {
            let name = self.name()?;
            if self.eat("(") {
                return self.function(&name);
            }
            links.push(field_or_values(name));
        }
        loop {
            if self.eat(".") {
                let bracket = self.rest.trim_start().starts_with('[');
                let link = if bracket {
                    self.bracket()?
                } else {
                    field_or_values(self.name()?)
                };
                links.push(link);
            } else if self.rest.starts_with('[') {
                links.push(self.bracket()?);
            } else {
                return Ok(Ast::Path(links));
            }
        }
    }

    fn name(&mut self) -> Parsed<String> {
        if self.eat("*") {
            return Ok("*".to_owned());
        }
        if self.eat("\"") {
            return self.quoted('"').map(str::to_owned);
        }
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = self.rest.find(|c| !is_name(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        if name.is_empty() {
            return Err(format!("unsupported JMESPath at `{}`", self.rest));
        }
        self.rest = rest;
        Ok(name.to_owned())
    }

    fn bracket(&mut self) -> Parsed<Link> {
        self.expect("[")?;
        if self.eat("]") {
            return Ok(Link::Flatten);
        }
        if self.eat("*]") {
            return Ok(Link::Each);
        }
        if self.eat("?") {
            let condition = self.or()?;
            self.expect("]")?;
            return Ok(Link::Filter(condition));
        }
        if self
            .rest
            .starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | ':'))
        {
            return Err("indices and slices are not supported".to_owned());
        }
        let mut chosen = vec![self.or()?];
        while self.eat(",") {
            chosen.push(self.or()?);
        }
        self.expect("]")?;
        Ok(Link::Select(chosen))
    }

    fn function(&mut self, name: &str) -> Parsed {
        let first = Box::new(self.or()?);
        let call = match name {
            "length" => Ast::Length(first),
            "keys" => Ast::Keys(first),
            "contains" => {
                self.expect(",")?;
                Ast::Contains(first, Box::new(self.or()?))
            }
            _ => return Err(format!("the function `{name}` is not supported")),
        };
        self.expect(")")?;
        Ok(call)
    }
}

fn field_or_values(name: String) -> Link {
    if name == "*" {
        Link::Values
    } else {
        Link::Field(name)
    }
}

fn literal(json: &str) -> Parsed<Literal> {
    Ok(match json.trim() {
        "null" => Literal::Null,
        "true" => Literal::Bool(true),
        "false" => Literal::Bool(false),
        text => match (
            text.parse(),
            text.strip_prefix('"').and_then(|it| it.strip_suffix('"')),
        ) {
            (Ok(number), _) => Literal::Integer(number),
            (Err(_), Some(string)) if !string.contains('\\') => Literal::String(string.to_owned()),
            _ => return Err(format!("the literal `{text}` is not supported")),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str) -> Link {
        Link::Field(name.to_owned())
    }

    #[test]
    fn fields_follow_dots() {
        let parsed = parse("Table.TableStatus");
        assert_eq!(
            parsed,
            Ok(Ast::Path(vec![field("Table"), field("TableStatus")]))
        );
    }

    #[test]
    fn brackets_flatten_and_fields_go_on() {
        let parsed = parse("Stacks[].Status");
        assert_eq!(
            parsed,
            Ok(Ast::Path(vec![
                field("Stacks"),
                Link::Flatten,
                field("Status")
            ]))
        );
    }

    #[test]
    fn comparisons_bind_tighter_than_and() {
        let parsed = parse("length(a) > `0` && !b");
        let length = Ast::Length(Box::new(Ast::Path(vec![field("a")])));
        let zero = Ast::Literal(Literal::Integer(0));
        let compared = Ast::Compare(Comparison::Greater, Box::new(length), Box::new(zero));
        let not = Ast::Not(Box::new(Ast::Path(vec![field("b")])));
        assert_eq!(parsed, Ok(Ast::And(Box::new(compared), Box::new(not))));
    }

    #[test]
    fn filters_hold_expressions() {
        let parsed = parse("a[?s=='X']");
        let s = Ast::Path(vec![field("s")]);
        let x = Ast::Literal(Literal::String("X".to_owned()));
        let condition = Ast::Compare(Comparison::Equal, Box::new(s), Box::new(x));
        assert_eq!(
            parsed,
            Ok(Ast::Path(vec![field("a"), Link::Filter(condition)]))
        );
    }

    #[test]
    fn what_is_left_out_is_named() {
        assert!(parse("sum(a)").is_err_and(|fault| fault.contains("`sum`")));
        assert!(parse("a[0]").is_err_and(|fault| fault.contains("indices")));
        assert!(parse("a | b").is_err_and(|fault| fault.contains("`| b`")));
    }

    #[test]
    fn depth_is_limited() {
        assert!(parse(&"(".repeat(100_000)).is_err());
        assert!(parse(&"!".repeat(100_000)).is_err());
    }
}
