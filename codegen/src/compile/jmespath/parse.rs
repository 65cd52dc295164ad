//! The grammar of `JMESPath` (jmespath.org, "JMESPath Specification"). Knows no shapes.

mod bracket;
mod text;

use super::ast::{Ast, Comparison, Link};

/// The combination of two expressions.
type Join = fn(Box<Ast>, Box<Ast>) -> Ast;

type Parsed<T = Ast> = Result<T, String>;

/// How deep expressions may nest.
const DEPTH: usize = 64;

/// How many values an expression may join, since each nests the ones before it.
const JOINTS: usize = 512;

/// Parses a whole expression.
pub(super) fn parse(text: &str) -> Parsed {
    let mut parser = Parser {
        rest: text,
        depth: 0,
        joints: 0,
    };
    let ast = parser.pipe()?;
    parser.skip_spaces();
    match parser.rest {
        "" => Ok(ast),
        rest => Err(format!("`{rest}` is not JMESPath")),
    }
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
    joints: usize,
}

impl Parser<'_> {
    fn skip_spaces(&mut self) {
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
        self.rest = self.rest.trim_start_matches(is_space);
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip_spaces();
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn is_at(&mut self, token: &str) -> bool {
        self.skip_spaces();
        self.rest.starts_with(token)
    }

    fn expect(&mut self, token: &str) -> Parsed<()> {
        if self.eat(token) {
            Ok(())
        } else {
            Err(self.expected(&format!("`{token}`")))
        }
    }

    fn expected(&self, what: &str) -> String {
        match self.rest {
            "" => format!("expected {what} at the end"),
            rest => format!("expected {what} at `{rest}`"),
        }
    }

    fn deeper(&mut self, parse: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("the JMESPath is nested too deeply".to_owned());
        }
        let parsed = parse(self)?;
        self.depth -= 1;
        Ok(parsed)
    }

    fn join(&mut self, join: Join, left: Ast, next: fn(&mut Self) -> Parsed) -> Parsed {
        self.joints += 1;
        if self.joints > JOINTS {
            return Err("the JMESPath is too long".to_owned());
        }
        Ok(join(Box::new(left), Box::new(next(self)?)))
    }

    fn pipe(&mut self) -> Parsed {
        self.deeper(|parser| {
            let mut left = parser.or()?;
            while parser.eat("|") {
                left = parser.join(Ast::Pipe, left, Self::or)?;
            }
            Ok(left)
        })
    }

    fn or(&mut self) -> Parsed {
        let mut left = self.and()?;
        while self.eat("||") {
            left = self.join(Ast::Or, left, Self::and)?;
        }
        Ok(left)
    }

    fn and(&mut self) -> Parsed {
        let mut left = self.comparison()?;
        while self.eat("&&") {
            left = self.join(Ast::And, left, Self::comparison)?;
        }
        Ok(left)
    }

    fn comparison(&mut self) -> Parsed {
        let mut left = self.unary()?;
        while let Some(comparison) = self.comparator() {
            left = self.join(comparison, left, Self::unary)?;
        }
        Ok(left)
    }

    fn comparator(&mut self) -> Option<Join> {
        let comparisons: [(&str, Join); 6] = [
            ("==", |a, b| Ast::Compare(Comparison::Equal, a, b)),
            ("!=", |a, b| Ast::Compare(Comparison::NotEqual, a, b)),
            ("<=", |a, b| Ast::Compare(Comparison::LessOrEqual, a, b)),
            (">=", |a, b| Ast::Compare(Comparison::GreaterOrEqual, a, b)),
            ("<", |a, b| Ast::Compare(Comparison::Less, a, b)),
            (">", |a, b| Ast::Compare(Comparison::Greater, a, b)),
        ];
        let mut comparisons = comparisons.into_iter();
        comparisons.find_map(|(token, join)| self.eat(token).then_some(join))
    }

    fn unary(&mut self) -> Parsed {
        if self.eat("!") {
            let inner = self.deeper(Self::unary)?;
            return Ok(Ast::Not(Box::new(inner)));
        }
        let is_whole = self.is_at("(");
        let head = self.head()?;
        let links = self.links()?;
        Ok(match head {
            Ast::Path(mut path) if !is_whole => {
                path.extend(links);
                Ast::Path(path)
            }
            head if links.is_empty() => head,
            // An expression in parentheses, a literal or a call is complete: no projection
            // continues after it.
            head => Ast::Pipe(Box::new(head), Box::new(Ast::Path(links))),
        })
    }

    /// The head of a path.
    fn head(&mut self) -> Parsed {
        if self.eat("(") {
            let inner = self.pipe()?;
            self.expect(")")?;
            return Ok(inner);
        }
        if self.eat("@") {
            return Ok(Ast::CURRENT);
        }
        if self.is_at("&") {
            let fault = "an expression reference, `&..`, is an argument of a function only";
            return Err(fault.to_owned());
        }
        if let Some(literal) = self.literal()? {
            return Ok(Ast::Literal(literal));
        }
        if self.is_at("[") {
            return Ok(Ast::Path(vec![self.leading_bracket()?]));
        }
        Ok(match self.named()? {
            Link::Apply(call) => call,
            link => Ast::Path(vec![link]),
        })
    }

    /// The rest after the head.
    fn links(&mut self) -> Parsed<Vec<Link>> {
        let mut links = Vec::new();
        loop {
            if self.eat(".") {
                let link = if self.is_at("[") {
                    self.select()?
                } else {
                    self.named()?
                };
                links.push(link);
            } else if self.is_at("[") {
                links.push(self.bracket()?);
            } else {
                return Ok(links);
            }
        }
    }

    /// A field, `*`, a multi-select, or a function.
    fn named(&mut self) -> Parsed<Link> {
        if self.eat("*") {
            return Ok(Link::Values);
        }
        if self.is_at("{") {
            return self.name();
        }
        if let Some(name) = self.quoted_name()? {
            return Ok(Link::Field(name));
        }
        let name = self.identifier()?;
        if self.is_at("(") {
            return self
                .arguments()
                .map(|all| Link::Apply(Ast::Call(name, all)));
        }
        Ok(Link::Field(name))
    }

    fn arguments(&mut self) -> Parsed<Vec<Ast>> {
        self.expect("(")?;
        let mut arguments = Vec::new();
        if self.eat(")") {
            return Ok(arguments);
        }
        loop {
            let is_reference = self.eat("&");
            let argument = self.pipe()?;
            arguments.push(if is_reference {
                Ast::Reference(Box::new(argument))
            } else {
                argument
            });
            if !self.eat(",") {
                self.expect(")")?;
                return Ok(arguments);
            }
        }
    }
}

impl Ast {
    /// `@`.
    const CURRENT: Self = Self::Path(Vec::new());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Node;

    fn field(name: &str) -> Link {
        Link::Field(name.to_owned())
    }

    fn path(names: &[&str]) -> Ast {
        Ast::Path(names.iter().map(|name| field(name)).collect())
    }

    #[test]
    fn paths_are_steps() {
        let parsed = parse("a.*.\"b c\"[].[d, @]");
        let chosen = vec![path(&["d"]), Ast::CURRENT];
        let links = vec![
            field("a"),
            Link::Values,
            field("b c"),
            Link::Flatten,
            Link::Select(chosen),
        ];
        assert_eq!(parsed, Ok(Ast::Path(links)));
    }

    #[test]
    fn and_binds_tighter_than_or_and_or_than_pipes() {
        let both = Ast::And(Box::new(path(&["b"])), Box::new(path(&["c"])));
        let either = Ast::Or(Box::new(path(&["a"])), Box::new(both));
        let piped = Ast::Pipe(Box::new(either), Box::new(path(&["d"])));
        assert_eq!(parse("a || b && c | d"), Ok(piped));
    }

    #[test]
    fn not_is_of_the_path_and_not_of_the_comparison() {
        let not = Ast::Not(Box::new(path(&["a", "b"])));
        let one = Ast::Literal(Node::Number("1".to_owned()));
        let compared = Ast::Compare(Comparison::Equal, Box::new(not), Box::new(one));
        assert_eq!(parse("!a.b == `1`"), Ok(compared));
    }

    #[test]
    fn parentheses_end_a_projection() {
        let inside = Ast::Path(vec![field("a"), Link::Each]);
        let outside = Ast::Path(vec![Link::Index(0)]);
        let piped = Ast::Pipe(Box::new(inside), Box::new(outside));
        assert_eq!(parse("(a[*])[0]"), Ok(piped));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        assert_eq!(parse("a."), Err("expected a name at the end".to_owned()));
        assert_eq!(parse("a.1"), Err("expected a name at `1`".to_owned()));
        assert!(parse("a = b").is_err_and(|fault| fault.contains("`= b`")));
        for text in ["&a", "a.[&b]", "[&a]", "f((&a))", "a == &b"] {
            assert!(
                parse(text).is_err_and(|fault| fault.contains("reference")),
                "{text}"
            );
        }
    }

    #[test]
    fn arguments_may_be_references() {
        let reference = Ast::Reference(Box::new(path(&["a", "b"])));
        let call = Ast::Call("f".to_owned(), vec![Ast::CURRENT, reference]);
        assert_eq!(parse("f(@, &a.b)"), Ok(call));
    }

    #[test]
    fn depth_is_limited() {
        for text in ["(", "!", "[", "f(", "a[?", "{a:"] {
            assert!(parse(&text.repeat(100_000)).is_err());
        }
        for joint in ["|", "||", "&&", "=="] {
            assert!(parse(&format!("a{joint}").repeat(100_000)).is_err());
        }
    }
}
