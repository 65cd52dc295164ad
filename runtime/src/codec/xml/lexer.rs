//! Reads the tags and texts of XML from UTF-8 text.

use std::borrow::Cow;

use super::{escape, scan};
use crate::codec::DecodeError;
use crate::model::path::Excerpt;

/// A result with a boxed error, so that the path without errors carries one word.
pub(super) type Fallible<T> = Result<T, Box<DecodeError>>;

/// A position in a text.
#[derive(Clone, Copy)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    position: usize,
    depth: usize,
}

/// A start tag.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// The name with its prefix.
    pub(super) name: &'a str,
    /// The text between the name and the end of the tag.
    attributes: &'a str,
    /// Whether the tag is self-closing.
    pub(super) empty: bool,
}

impl<'a> Tag<'a> {
    /// Names and texts of the attributes, with references in the texts.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let (name, text, after) = attribute(rest)?;
            rest = after;
            Some((name, text))
        })
    }

    /// Whether the tag has attributes.
    #[inline]
    pub(super) fn has_attributes(&self) -> bool {
        !self.attributes.is_empty()
    }
}

impl<'a> Lexer<'a> {
    /// Checks once that `bytes` are UTF-8. Elements may be nested `depth` levels deep.
    pub(super) fn new(bytes: &'a [u8], depth: usize) -> Fallible<Self> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let mut fault = DecodeError::new("invalid UTF-8");
            fault.offset = Some(error.valid_up_to());
            fault
        })?;
        Ok(Self {
            text,
            position: if text.starts_with('\u{FEFF}') { 3 } else { 0 },
            depth,
        })
    }

    /// The current position.
    #[inline]
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Reads the start tag of the root element.
    pub(super) fn root(&mut self) -> Fallible<Tag<'a>> {
        self.skip_misc()?;
        match self.rest().as_bytes() {
            [b'<', ..] => self.open(),
            [] => Err(self.fault("expected an element, found the end of the data")),
            _ => Err(self.fault(format!(
                "expected an element, found {}",
                Excerpt(self.rest())
            ))),
        }
    }

    /// Errors unless only comments, processing instructions and white space are left.
    pub(super) fn end(&mut self) -> Fallible<()> {
        self.skip_misc()?;
        if self.rest().is_empty() {
            return Ok(());
        }
        Err(self.fault("expected the end of the data"))
    }

    /// Reads the start tag of the next element inside `parent`. Returns `None` after reading the
    /// end tag of `parent`. Skips text.
    #[inline]
    pub(super) fn child(&mut self, parent: &Tag<'a>) -> Fallible<Option<Tag<'a>>> {
        if parent.empty {
            return Ok(None);
        }
        loop {
            match self.text.as_bytes().get(self.position..) {
                Some([b'<', b'/', ..]) => return self.close(parent).map(|()| None),
                Some([b'<', b'!' | b'?', ..]) => {
                    self.skip_markup()?;
                }
                Some([b'<', ..]) => return self.open().map(Some),
                Some([_, after @ ..]) => {
                    let text = after.iter().position(|&byte| byte == b'<');
                    self.position += 1 + text.unwrap_or(after.len());
                }
                _ => return Err(self.unclosed(parent)),
            }
        }
    }

    /// Reads the text inside `tag`, and its end tag. The text is borrowed if it needs no change.
    #[inline]
    pub(super) fn content(&mut self, tag: &Tag<'a>) -> Fallible<Cow<'a, str>> {
        if tag.empty {
            return Ok(Cow::Borrowed(""));
        }
        let bytes = self.text.as_bytes().get(self.position..);
        let bytes = bytes.unwrap_or_default();
        let length = scan::plain_prefix(bytes);
        if let Some([b'<', b'/', ..]) = bytes.get(length..) {
            let text = self.rest().get(..length).unwrap_or_default();
            self.position += length;
            self.close(tag)?;
            return Ok(Cow::Borrowed(text));
        }
        self.mixed_content(tag).map(Cow::Owned)
    }

    /// Reads any text inside `tag`, and its end tag.
    #[cold]
    fn mixed_content(&mut self, tag: &Tag<'a>) -> Fallible<String> {
        // A decoded reference is never longer than the reference.
        let length = self.rest().find('<').unwrap_or_default();
        let mut text = String::with_capacity(length);
        let mut is_split = false;
        loop {
            match escape::append(self.rest(), &mut text) {
                Ok(used) => self.position += used,
                Err((used, reason)) => {
                    self.position += used;
                    return Err(self.fault(reason));
                }
            }
            match self.rest().as_bytes() {
                [b'<', b'/', ..] => {
                    if is_split {
                        text.shrink_to_fit();
                    }
                    return self.close(tag).map(|()| text);
                }
                [b'<', b'!' | b'?', ..] => {
                    is_split = true;
                    text.push_str(&self.skip_markup()?);
                }
                [b'<', ..] => {
                    let found = self.open()?.name;
                    let reason = format!("expected a text, found the element `{found}`");
                    return Err(self.fault(reason));
                }
                _ => return Err(self.unclosed(tag)),
            }
        }
    }

    /// Reads the content of `tag`, and its end tag, only to check the syntax.
    pub(super) fn skip(&mut self, tag: &Tag<'a>) -> Fallible<()> {
        while let Some(child) = self.child(tag)? {
            self.skip(&child)?;
        }
        Ok(())
    }

    #[inline]
    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    /// Reads a start tag.
    #[inline]
    fn open(&mut self) -> Fallible<Tag<'a>> {
        let start = self.position + 1;
        let bytes = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = scan::name_length(bytes);
        let name = self.text.get(start..start + length).unwrap_or_default();
        if name.is_empty() {
            return Err(self.fault("expected the name of an element after `<`"));
        }
        self.position = start + length;
        let mut tag = Tag {
            name,
            attributes: "",
            empty: false,
        };
        if bytes.get(length) == Some(&b'>') {
            self.position += 1;
        } else {
            self.open_rest(&mut tag)?;
        }
        if !tag.empty {
            let deeper = self.depth.checked_sub(1);
            self.depth = deeper.ok_or_else(|| self.fault(TOO_DEEP))?;
        }
        Ok(tag)
    }

    /// Reads the attributes of a start tag, and its end.
    fn open_rest(&mut self, tag: &mut Tag<'a>) -> Fallible<()> {
        let start = self.position;
        while let Some((.., after)) = attribute(self.rest()) {
            self.position = self.text.len() - after.len();
        }
        tag.attributes = self.text.get(start..self.position).unwrap_or_default();
        self.skip_space();
        match self.rest().as_bytes() {
            [b'>', ..] => self.position += 1,
            [b'/', b'>', ..] => {
                self.position += 2;
                tag.empty = true;
            }
            [] => return Err(self.unclosed(tag)),
            _ => return Err(self.fault(format!("malformed attribute of `{}`", tag.name))),
        }
        Ok(())
    }

    /// Reads the end tag of `tag`.
    #[inline]
    fn close(&mut self, tag: &Tag<'a>) -> Fallible<()> {
        let start = self.position + 2;
        let bytes = self.text.as_bytes().get(start..).unwrap_or_default();
        let name = tag.name.as_bytes();
        if !bytes.starts_with(name) {
            return Err(self.mismatched(tag));
        }
        self.position = start + name.len();
        if bytes.get(name.len()) != Some(&b'>') {
            self.skip_space();
            if !self.rest().starts_with('>') {
                self.position = start - 2;
                return Err(self.mismatched(tag));
            }
        }
        self.position += 1;
        self.depth += 1;
        Ok(())
    }

    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "errors are passed on boxed")]
    fn mismatched(&self, tag: &Tag<'_>) -> Box<DecodeError> {
        self.fault(format!("expected `</{}>`", tag.name))
    }

    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "errors are passed on boxed")]
    fn unclosed(&mut self, tag: &Tag<'_>) -> Box<DecodeError> {
        self.position = self.text.len();
        self.fault(format!(
            "expected `</{}>`, found the end of the data",
            tag.name
        ))
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.position += rest.len() - rest.trim_start_matches(SPACE).len();
    }

    /// Skips comments, processing instructions and white space around the root element.
    fn skip_misc(&mut self) -> Fallible<()> {
        loop {
            self.skip_space();
            match self.rest().as_bytes() {
                [b'<', b'!' | b'?', ..] => self.skip_markup()?,
                _ => return Ok(()),
            };
        }
    }

    /// Reads a comment, a processing instruction or a CDATA section, and returns the text of the
    /// latter.
    fn skip_markup(&mut self) -> Fallible<Cow<'a, str>> {
        let rest = self.rest();
        let (start, end, is_text) = match rest.as_bytes() {
            [b'<', b'?', ..] => ("<?", "?>", false),
            [b'<', b'!', b'-', b'-', ..] => ("<!--", "-->", false),
            _ if rest.starts_with("<![CDATA[") => ("<![CDATA[", "]]>", true),
            _ => return Err(self.fault("document types and entities are not supported")),
        };
        let inside = rest.strip_prefix(start).unwrap_or_default();
        let Some((inside, _)) = inside.split_once(end) else {
            self.position = self.text.len();
            return Err(self.fault(format!("expected `{end}`, found the end of the data")));
        };
        self.position += start.len() + inside.len() + end.len();
        if is_text && inside.contains('\r') {
            return Ok(Cow::Owned(inside.replace("\r\n", "\n").replace('\r', "\n")));
        }
        Ok(Cow::Borrowed(if is_text { inside } else { "" }))
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

/// Reads the attribute at the start of `text`. Returns its name, its text and the rest.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.trim_start_matches(SPACE);
    let length = scan::name_length(start.as_bytes());
    let (name, rest) = start.split_at_checked(length)?;
    let rest = rest.trim_start_matches(SPACE).strip_prefix('=')?;
    let rest = rest.trim_start_matches(SPACE);
    let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    let (inside, after) = rest.get(1..)?.split_once(quote)?;
    let well_formed = !name.is_empty() && start.len() < text.len() && !inside.contains('<');
    well_formed.then_some((name, inside, after))
}

/// White space (XML 1.0, section 2.3).
const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

const TOO_DEEP: &str = "elements are nested deeper than the limit allows";
