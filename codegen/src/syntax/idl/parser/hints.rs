//! Diagnostics for unexpected tokens: the expected token, the token found, and what the user most
//! likely meant. Parses nothing.

use super::Parser;
use crate::diagnostic::Diagnostic;
use crate::syntax::idl::token::{Kind, Token};
use crate::syntax::idl::words::is_statement;

/// The fault of a statement that begins inside braces.
const UNCLOSED: &str = "a statement begins before the braces or parentheses are closed";

impl Parser<'_, '_> {
    /// Abandons the statement, because the next token is not the wanted one.
    pub(super) fn unexpected<T>(&mut self, wanted: &str) -> Option<T> {
        let help = self.hint().map(str::to_owned);
        self.unexpected_with(wanted, help)
    }

    /// The same, with the way out.
    pub(super) fn unexpected_with<T>(&mut self, wanted: &str, help: Option<String>) -> Option<T> {
        let text = self.slice(self.token);
        let found = match self.token.kind {
            Kind::Identifier | Kind::Number => format!("`{text}`"),
            Kind::Other => format!("`{}`", text.escape_debug()),
            kind => kind.name().to_owned(),
        };
        let fault = Diagnostic::error(format!("expected {wanted}, found {found}"));
        let mut fault = fault.at(&self.location(self.token.start)).maybe_help(help);
        if let Some(string) = self.long_string.filter(|it| self.is_on_line_of(*it)) {
            let note = "a string that ends on this line begins at";
            fault = fault.note(note, &self.location(string.start));
        }
        self.diagnostics.push(fault);
        None
    }

    /// Whether the next token is on the line on which an earlier one ends.
    fn is_on_line_of(&self, earlier: Token) -> bool {
        let between = self.text.get(earlier.end..self.token.start);
        between.is_some_and(|between| !between.contains('\n'))
    }

    /// The way out, wherever the token is.
    fn hint(&self) -> Option<&'static str> {
        match self.token.kind {
            Kind::Dollar => Some("control statements such as `$version` come first in a file"),
            Kind::Walrus => Some("`:=` is allowed only in operations: a `}` may be missing above"),
            Kind::Hash if self.begins_line(self.token) => Some("comments begin with `//`"),
            Kind::Other => match self.slice(self.token) {
                "/" => Some("comments begin with `//`"),
                ";" => Some("statements and members end with their line"),
                "'" => Some("strings are written in double quotes"),
                _ => None,
            },
            Kind::Identifier if self.at_word("with") => {
                Some("`with` belongs on the line of the shape's name")
            }
            _ => None,
        }
    }

    /// Abandons the statement if another one begins at the margin before `open` is closed.
    pub(super) fn check_closed(&mut self, open: Token) -> Option<()> {
        let before = self.text.get(..self.token.start).unwrap_or_default();
        let is_margin = before.ends_with('\n');
        if !is_margin || !self.at(Kind::Identifier) || !is_statement(self.slice(self.token)) {
            return Some(());
        }
        let rest = self.text.get(self.token.end..).unwrap_or_default();
        let rest = rest.trim_start_matches([' ', '\t']);
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return Some(());
        }
        let fault = Diagnostic::error(UNCLOSED)
            .at(&self.location(self.token.start))
            .note("the unclosed part begins at", &self.location(open.start));
        self.diagnostics.push(fault);
        None
    }
}
