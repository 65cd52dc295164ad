//! The syntax of forms: parses parameters in their order.

use std::borrow::Cow;

use crate::codec::DecodeError;
use crate::util::percent;

/// The parameters of a form, decoded one by one. Skips parameters without a name.
#[derive(Clone, Debug)]
pub struct Pairs<'a> {
    form: &'a [u8],
    /// The position of the next parameter; `None` after the last one.
    next: Option<usize>,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The text before the first `=`.
    pub key: Cow<'a, str>,
    /// The text after the first `=`; empty without `=`.
    pub value: Cow<'a, str>,
}

impl<'a> Pairs<'a> {
    /// The parameters of `form`.
    pub fn new(form: &'a [u8]) -> Self {
        Self {
            form,
            next: Some(0),
        }
    }

    /// The value of the first parameter with this key; `None` if an earlier parameter is
    /// malformed.
    pub fn find(mut self, key: &str) -> Option<Cow<'a, str>> {
        let found = self.find_map(|pair| match pair {
            Ok(pair) => (pair.key == key).then_some(Some(pair.value)),
            Err(_) => Some(None),
        });
        found.flatten()
    }

    /// The maximum number of parameters. Parameters without a name make it too large.
    pub(super) fn bound(&self) -> usize {
        let pairs = self.form.split(|&byte| byte == b'&');
        pairs.filter(|pair| !pair.is_empty()).count()
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Result<Pair<'a>, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.next?;
            let rest = self.form.get(start..)?;
            let end = rest.iter().position(|&byte| byte == b'&');
            self.next = end.map(|length| start + length + 1);
            let pair = rest.get(..end.unwrap_or(rest.len()))?;
            let split = pair.iter().position(|&byte| byte == b'=');
            let (key, value) = match split {
                Some(split) => (pair.get(..split)?, pair.get(split + 1..)?),
                None => (pair, &b""[..]),
            };
            if key.is_empty() {
                continue;
            }
            let read = text(key).and_then(|key| Ok((key, text(value)?)));
            return Some(match read {
                Ok((key, value)) => Ok(Pair { key, value }),
                Err(reason) => Err(DecodeError {
                    offset: Some(start),
                    ..DecodeError::new(reason)
                }),
            });
        }
    }
}

/// Decodes a key or value: `%` and two digits is a byte, `+` is a space.
fn text(bytes: &[u8]) -> Result<Cow<'_, str>, &'static str> {
    let text = std::str::from_utf8(bytes).map_err(|_| "a parameter is not UTF-8")?;
    let unescaped = if text.contains('+') {
        percent::unescape(&text.replace('+', " ")).map(|it| it.into_owned().into())
    } else {
        percent::unescape(text)
    };
    unescaped.ok_or("a parameter is not percent-encoded UTF-8")
}
