//! Reads the tokens of JSON from UTF-8 text.

use std::borrow::Cow;

use super::escape;
use super::number::{self, Numeral};
use super::scan;
use crate::codec::DecodeError;

/// A result with a boxed error, so that the path without errors carries one word.
pub(super) type Fallible<T> = Result<T, Box<DecodeError>>;

/// A position in a text.
pub(super) struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    position: usize,
    depth: usize,
}

impl<'a> Lexer<'a> {
    /// Checks once that `bytes` are UTF-8. Values may be nested `depth` levels deep.
    pub(super) fn new(bytes: &'a [u8], depth: usize) -> Fallible<Self> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let mut fault = DecodeError::new("invalid UTF-8");
            fault.offset = Some(error.valid_up_to());
            fault
        })?;
        Ok(Self {
            text,
            bytes,
            position: 0,
            depth,
        })
    }

    /// The first byte of the next token; zero at the end of the text.
    #[inline]
    pub(super) fn peek(&mut self) -> u8 {
        match self.bytes.get(self.position) {
            Some(byte) if *byte > b' ' => *byte,
            _ => self.skip_space(),
        }
    }

    #[cold]
    fn skip_space(&mut self) -> u8 {
        loop {
            match self.bytes.get(self.position) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.position += 1,
                Some(byte) => return *byte,
                None => return 0,
            }
        }
    }

    /// Consumes `byte` if it is the next token.
    #[inline]
    pub(super) fn accept(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte;
        self.position += usize::from(found);
        found
    }

    /// Consumes `byte`, or returns an error that names `expected`.
    #[inline]
    pub(super) fn take(&mut self, byte: u8, expected: &str) -> Fallible<()> {
        if self.accept(byte) {
            return Ok(());
        }
        Err(self.unexpected(expected))
    }

    /// The remaining levels of depth.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Consumes an opening bracket and enters one level; [`Lexer::next`] leaves it at its end.
    pub(super) fn open(&mut self, bracket: u8, expected: &str) -> Fallible<()> {
        self.take(bracket, expected)?;
        match self.depth.checked_sub(1) {
            Some(depth) => {
                self.depth = depth;
                Ok(())
            }
            None => Err(self.fault("values are nested deeper than the limit allows")),
        }
    }

    /// Whether an object or list has another element. Consumes the comma before all but the first
    /// element, or the closing bracket. The caller checks that an element follows a comma.
    #[inline]
    pub(super) fn next(&mut self, first: bool, close: u8) -> Fallible<bool> {
        match self.peek() {
            byte if byte == close => {
                self.position += 1;
                self.depth += 1;
                Ok(false)
            }
            _ if first => Ok(true),
            b',' => {
                self.position += 1;
                Ok(true)
            }
            _ if close == b'}' => Err(self.unexpected("`,` or `}`")),
            _ => Err(self.unexpected("`,` or `]`")),
        }
    }

    /// Reads a key and its colon.
    #[expect(clippy::inline_always, reason = "decoding takes 5% fewer instructions")]
    #[inline(always)]
    pub(super) fn key(&mut self) -> Fallible<Cow<'a, str>> {
        if self.peek() != b'"' {
            return Err(self.unexpected("a key in quotes"));
        }
        let key = match self.plain_string() {
            Some(key) => Cow::Borrowed(key),
            None => Cow::Owned(self.escaped_string()?),
        };
        self.take(b':', "`:`")?;
        Ok(key)
    }

    /// Reads a string; borrowed unless it contains escapes.
    #[expect(clippy::inline_always, reason = "decoding takes 5% fewer instructions")]
    #[inline(always)]
    pub(super) fn string(&mut self) -> Fallible<Cow<'a, str>> {
        if self.peek() != b'"' {
            return Err(self.unexpected("a string"));
        }
        match self.plain_string() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.escaped_string().map(Cow::Owned),
        }
    }

    /// Reads a string; `None` if it contains escapes or errors.
    #[expect(clippy::inline_always, reason = "decoding takes 5% fewer instructions")]
    #[inline(always)]
    fn plain_string(&mut self) -> Option<&'a str> {
        let start = self.position + 1;
        let end = start + scan::plain_prefix(self.bytes.get(start..)?);
        if self.bytes.get(end) != Some(&b'"') {
            return None;
        }
        self.position = end + 1;
        self.text.get(start..end)
    }

    /// Reads any string.
    #[cold]
    fn escaped_string(&mut self) -> Fallible<String> {
        self.position += 1;
        let mut text = String::with_capacity(self.length_to_quote());
        loop {
            let rest = self.text.get(self.position..).unwrap_or_default();
            let length = scan::plain_prefix(rest.as_bytes());
            text.push_str(rest.get(..length).unwrap_or_default());
            self.position += length;
            match rest.as_bytes().get(length) {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    let escape = rest.get(length + 1..).unwrap_or_default();
                    let (unescaped, used) =
                        escape::read(escape).map_err(|reason| self.fault(reason))?;
                    text.push(unescaped);
                    self.position += 1 + used;
                }
                Some(_) => return Err(self.fault("a control character in a string")),
                None => return Err(self.fault("expected `\"`, found the end of the data")),
            }
        }
    }

    /// The number of bytes before the closing quote of the current string. Unescaped text is never
    /// longer.
    fn length_to_quote(&self) -> usize {
        let bytes = self.bytes.get(self.position..).unwrap_or_default();
        let mut length = 0;
        while let Some(rest) = bytes.get(length..) {
            length += scan::plain_prefix(rest);
            if bytes.get(length) != Some(&b'\\') {
                return length;
            }
            // A character after a backslash does not end the string.
            length += 2;
        }
        bytes.len()
    }

    /// Reads a number as text.
    pub(super) fn number(&mut self) -> Fallible<Numeral<'a>> {
        if !matches!(self.peek(), b'-' | b'0'..=b'9') {
            return Err(self.unexpected("a number"));
        }
        let rest = self.text.get(self.position..).unwrap_or_default();
        let (numeral, length) = number::read(rest).ok_or_else(|| self.fault("malformed number"))?;
        self.position += length;
        Ok(numeral)
    }

    /// Reads `true` or `false`.
    pub(super) fn boolean(&mut self) -> Fallible<bool> {
        match self.peek() {
            b't' => self.literal("true").map(|()| true),
            b'f' => self.literal("false").map(|()| false),
            _ => Err(self.unexpected("a boolean")),
        }
    }

    /// Consumes a null if it is next.
    pub(super) fn accept_null(&mut self) -> Fallible<bool> {
        match self.peek() {
            b'n' => self.literal("null").map(|()| true),
            _ => Ok(false),
        }
    }

    fn literal(&mut self, word: &'static str) -> Fallible<()> {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(self.fault("expected a value, found an unknown word"));
        }
        self.position += word.len();
        Ok(())
    }

    /// Reads a value only to check its syntax.
    pub(super) fn skip(&mut self) -> Fallible<()> {
        match self.peek() {
            b'{' => {
                self.open(b'{', "an object")?;
                let mut first = true;
                while self.next(first, b'}')? {
                    first = false;
                    self.key()?;
                    self.skip()?;
                }
                Ok(())
            }
            b'[' => {
                self.open(b'[', "a list")?;
                let mut first = true;
                while self.next(first, b']')? {
                    first = false;
                    self.skip()?;
                }
                Ok(())
            }
            b'"' => self.string().map(drop),
            b'-' | b'0'..=b'9' => self.number().map(drop),
            b't' | b'f' => self.boolean().map(drop),
            b'n' => self.literal("null"),
            _ => Err(self.unexpected("a value")),
        }
    }

    /// Errors unless all data has been read.
    pub(super) fn end(&mut self) -> Fallible<()> {
        self.peek();
        if self.position == self.bytes.len() {
            return Ok(());
        }
        Err(self.unexpected("the end of the data"))
    }

    /// The error "expected …, found …" at the current position.
    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "errors are passed on boxed")]
    pub(super) fn unexpected(&mut self, expected: &str) -> Box<DecodeError> {
        let found = match self.peek() {
            b'{' => "an object",
            b'[' => "a list",
            b'"' => "a string",
            b'-' | b'0'..=b'9' => "a number",
            b't' | b'f' => "a boolean",
            b'n' => "null",
            _ => match self
                .text
                .get(self.position..)
                .and_then(|it| it.chars().next())
            {
                Some(other) => return self.fault(format!("expected {expected}, found {other:?}")),
                None => "the end of the data",
            },
        };
        self.fault(format!("expected {expected}, found {found}"))
    }

    /// The position of the next token, or of white space before it.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// An error at the current position.
    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "errors are passed on boxed")]
    pub(super) fn fault(&self, reason: impl Into<String>) -> Box<DecodeError> {
        let mut error = DecodeError::new(reason);
        error.offset = Some(self.position);
        Box::new(error)
    }
}
