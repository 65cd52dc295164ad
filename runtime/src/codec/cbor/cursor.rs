//! Reads CBOR items one after the other (RFC 8949, section 3).

use std::borrow::Cow;

use super::float;
use crate::codec::DecodeError;

/// A result with a boxed error, so that the path without errors carries one word.
pub(super) type Fallible<T> = Result<T, Box<DecodeError>>;

/// The head of an item. The length of a string, list or map is in bytes, elements or entries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Head {
    /// Zero or more.
    Unsigned(u64),
    /// Less than zero: the number is minus one, minus this.
    Negative(u64),
    Bytes(Length),
    Text(Length),
    List(Length),
    Map(Length),
    Tag(u64),
    Boolean(bool),
    /// Null or `undefined`, which is treated as null.
    Null,
    /// A float of any width.
    Float(f64),
    /// A simple value without an assigned meaning.
    Simple(u8),
}

/// The length of a string, list or map; never greater than the number of remaining bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length(usize);

impl Length {
    /// Up to a break. Greater than the length of any input.
    const INDEFINITE: Self = Self(usize::MAX);

    /// The length, if it is definite.
    pub(super) fn known(self) -> Option<usize> {
        (self != Self::INDEFINITE).then_some(self.0)
    }
}

/// The additional information of an indefinite length.
const INDEFINITE: u8 = 31;
const BREAK: u8 = 0xFF;
const NULL: u8 = 0xF6;
const UNDEFINED: u8 = 0xF7;
/// Maximum length of a string whose length is in its first byte.
const SHORT: usize = 23;
const TEXT: u8 = 3;
const BYTES: u8 = 2;

/// A position in the data.
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    position: usize,
    /// The start of the current item, which is the offset of errors.
    item: usize,
    depth: usize,
}

impl<'a> Cursor<'a> {
    /// Starts at the first item. Values may be nested `depth` levels deep.
    pub(super) fn new(bytes: &'a [u8], depth: usize) -> Self {
        Self {
            bytes,
            position: 0,
            item: 0,
            depth,
        }
    }

    /// Reads the next head.
    #[inline]
    pub(super) fn head(&mut self) -> Fallible<Head> {
        self.item = self.position;
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let Some((&initial, rest)) = rest.split_first() else {
            return Err(self.end_of_data());
        };
        let (major, info) = (initial >> 5, initial & 0x1F);
        let (argument, used) = match info {
            0..=23 => (info.into(), 0),
            24 => (self.number::<1>(rest)?, 1),
            25 => (self.number::<2>(rest)?, 2),
            26 => (self.number::<4>(rest)?, 4),
            27 => (self.number::<8>(rest)?, 8),
            _ => return self.unnumbered(major, info),
        };
        self.position += 1 + used;
        Ok(match major {
            0 => Head::Unsigned(argument),
            1 => Head::Negative(argument),
            2 => Head::Bytes(self.length(argument)?),
            3 => Head::Text(self.length(argument)?),
            4 => Head::List(self.length(argument)?),
            5 => Head::Map(self.length(argument)?),
            6 => Head::Tag(argument),
            _ => self.special(used, argument)?,
        })
    }

    /// The number that `rest` begins with.
    #[inline]
    fn number<const N: usize>(&self, rest: &[u8]) -> Fallible<u64> {
        let bytes: &[u8; N] = rest.first_chunk().ok_or_else(|| self.end_of_data())?;
        Ok(bytes.iter().fold(0, |it, byte| it << 8 | u64::from(*byte)))
    }

    /// Reads a head whose additional information is not a number.
    #[cold]
    fn unnumbered(&mut self, major: u8, info: u8) -> Fallible<Head> {
        let head = match (major, info) {
            (2, INDEFINITE) => Head::Bytes(Length::INDEFINITE),
            (3, INDEFINITE) => Head::Text(Length::INDEFINITE),
            (4, INDEFINITE) => Head::List(Length::INDEFINITE),
            (5, INDEFINITE) => Head::Map(Length::INDEFINITE),
            (7, INDEFINITE) => {
                return Err(self.fault("a break outside an item of indefinite length"));
            }
            _ => return Err(self.fault(format!("invalid additional information {info} in a head"))),
        };
        self.position += 1;
        Ok(head)
    }

    /// The head of major type 7, with an argument of `width` bytes.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the argument is of that width"
    )]
    fn special(&self, width: usize, argument: u64) -> Fallible<Head> {
        Ok(match (width, argument) {
            (8, bits) => Head::Float(f64::from_bits(bits)),
            (4, bits) => Head::Float(f32::from_bits(bits as u32).into()),
            (2, bits) => Head::Float(float::from_half(bits as u16)),
            (0, 20) => Head::Boolean(false),
            (0, 21) => Head::Boolean(true),
            (0, 22 | 23) => Head::Null,
            // Values from 24 on were well-formed before RFC 8949.
            (1, 0..24) => return Err(self.fault("a simple value below 24 in two bytes")),
            (_, value) => Head::Simple(value as u8),
        })
    }

    /// Checks a length against the remaining data: every byte, element and entry takes at least
    /// one byte.
    #[inline]
    fn length(&self, claimed: u64) -> Fallible<Length> {
        let left = self.bytes.len() - self.position;
        match usize::try_from(claimed) {
            Ok(length) if length <= left => Ok(Length(length)),
            _ => Err(self.fault(format!(
                "a length of {claimed}, but the data has only {left} more bytes"
            ))),
        }
    }

    /// Reads the next head that is not a tag. Tags only add to the meaning of an item and can be
    /// ignored.
    #[inline]
    pub(super) fn untagged(&mut self) -> Fallible<Head> {
        self.head_after_tags(|_| false)
    }

    /// Reads the next head, and skips tags for which `is_relevant` is false.
    #[inline]
    pub(super) fn head_after_tags(&mut self, is_relevant: impl Fn(u64) -> bool) -> Fallible<Head> {
        loop {
            match self.head()? {
                Head::Tag(tag) if !is_relevant(tag) => {}
                head => return Ok(head),
            }
        }
    }

    /// The position of the next item.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Consumes a null or `undefined` if it is next.
    #[inline]
    pub(super) fn accept_null(&mut self) -> bool {
        let found = matches!(self.bytes.get(self.position), Some(&(NULL | UNDEFINED)));
        self.position += usize::from(found);
        found
    }

    /// Enters a list or map, one level deeper; [`Cursor::next`] leaves it at its end.
    #[inline]
    pub(super) fn enter(&mut self) -> Fallible<()> {
        match self.depth.checked_sub(1) {
            Some(depth) => {
                self.depth = depth;
                Ok(())
            }
            None => Err(self.fault("values are nested deeper than the limit allows")),
        }
    }

    /// Whether a list or map has another element or entry; `rest` is its remaining length.
    #[inline]
    pub(super) fn next(&mut self, rest: &mut Length) -> Fallible<bool> {
        let more = self.goes_on(rest)?;
        self.depth += usize::from(!more);
        Ok(more)
    }

    #[inline]
    fn goes_on(&mut self, rest: &mut Length) -> Fallible<bool> {
        if *rest == Length::INDEFINITE {
            let ends = self.peek()? == BREAK;
            self.position += usize::from(ends);
            return Ok(!ends);
        }
        let more = rest.0 > 0;
        rest.0 -= usize::from(more);
        Ok(more)
    }

    /// Consumes the key `name` if it is next, in the encoding that most writers use.
    #[inline]
    pub(super) fn accept_key(&mut self, name: &str) -> bool {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let Some((initial, rest)) = rest.split_first() else {
            return false;
        };
        let length = usize::from(initial.wrapping_sub(TEXT << 5));
        let found = length <= SHORT && length == name.len() && rest.starts_with(name.as_bytes());
        if found {
            self.position += 1 + length;
        }
        found
    }

    /// Reads a key of a map, which must be a text.
    #[inline]
    pub(super) fn key(&mut self) -> Fallible<Cow<'a, str>> {
        match self.untagged()? {
            Head::Text(length) => self.text(length),
            other => Err(self.unexpected("a text as key", other)),
        }
    }

    /// Reads the text after its head. Every chunk must be UTF-8 by itself.
    #[inline]
    pub(super) fn text(&mut self, length: Length) -> Fallible<Cow<'a, str>> {
        if let Some(length) = length.known() {
            return self.plain_text(length).map(Cow::Borrowed);
        }
        let mut text = String::new();
        while let Some(chunk) = self.chunk(TEXT)? {
            text.push_str(self.plain_text(chunk)?);
        }
        Ok(Cow::Owned(text))
    }

    /// Reads the byte string after its head.
    pub(super) fn byte_string(&mut self, length: Length) -> Fallible<Cow<'a, [u8]>> {
        if let Some(length) = length.known() {
            return self.take(length).map(Cow::Borrowed);
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk(BYTES)? {
            bytes.extend_from_slice(self.take(chunk)?);
        }
        Ok(Cow::Owned(bytes))
    }

    /// Reads the length of the next chunk of a string of indefinite length; `None` at its end.
    /// Chunks have the string's own major type and a definite length.
    fn chunk(&mut self, major: u8) -> Fallible<Option<usize>> {
        self.item = self.position;
        let initial = self.peek()?;
        if initial == BREAK {
            self.position += 1;
            return Ok(None);
        }
        let length = match (initial >> 5 == major, self.head()?) {
            (true, Head::Bytes(length) | Head::Text(length)) => length.known(),
            _ => None,
        };
        let wrong = "a chunk whose type differs from its string's";
        length.map(Some).ok_or_else(|| self.fault(wrong))
    }

    #[inline]
    fn plain_text(&mut self, length: usize) -> Fallible<&'a str> {
        let start = self.position;
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map_err(|error| {
            self.item = start + error.valid_up_to();
            self.fault("invalid UTF-8")
        })
    }

    #[inline]
    fn take(&mut self, length: usize) -> Fallible<&'a [u8]> {
        let end = self.position.saturating_add(length);
        let Some(bytes) = self.bytes.get(self.position..end) else {
            return Err(self.end_of_data());
        };
        self.position = end;
        Ok(bytes)
    }

    #[inline]
    fn peek(&self) -> Fallible<u8> {
        let byte = self.bytes.get(self.position).copied();
        byte.ok_or_else(|| self.end_of_data())
    }

    /// Reads an item only to check that it is well-formed.
    pub(super) fn skip(&mut self) -> Fallible<()> {
        let (mut rest, items) = match self.untagged()? {
            Head::Bytes(length) => return self.byte_string(length).map(drop),
            Head::Text(length) => return self.text(length).map(drop),
            Head::List(length) => (length, 1),
            Head::Map(length) => (length, 2),
            _ => return Ok(()),
        };
        self.enter()?;
        while self.next(&mut rest)? {
            for _ in 0..items {
                self.skip()?;
            }
        }
        Ok(())
    }

    /// Errors unless all data has been read.
    pub(super) fn end(&mut self) -> Fallible<()> {
        if self.position == self.bytes.len() {
            return Ok(());
        }
        self.item = self.position;
        Err(self.fault("expected the end of the data, found another item"))
    }

    /// The error "expected …, found …" for the current item, whose head is `found`.
    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "errors are passed on boxed")]
    pub(super) fn unexpected(&self, expected: &str, found: Head) -> Box<DecodeError> {
        let found = match found {
            Head::Unsigned(_) | Head::Negative(_) => "an integer",
            Head::Bytes(_) => "a byte string",
            Head::Text(_) => "a text",
            Head::List(_) => "a list",
            Head::Map(_) => "a map",
            Head::Tag(tag) => return self.fault(format!("expected {expected}, found tag {tag}")),
            Head::Boolean(_) => "a boolean",
            Head::Null => "null",
            Head::Float(_) => "a float",
            Head::Simple(_) => "an unassigned simple value",
        };
        self.fault(format!("expected {expected}, found {found}"))
    }

    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "errors are passed on boxed")]
    fn end_of_data(&self) -> Box<DecodeError> {
        self.fault("the data ends within a value")
    }

    /// An error in the current item.
    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "errors are passed on boxed")]
    pub(super) fn fault(&self, reason: impl Into<String>) -> Box<DecodeError> {
        let mut error = DecodeError::new(reason);
        error.offset = Some(self.item);
        Box::new(error)
    }
}
