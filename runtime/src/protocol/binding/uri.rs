//! Encodes members in the path and the query of a request.

use std::borrow::Cow;

use bytes::Bytes;
use http::Uri;

use super::unsendable;
use crate::codec::{EncodeError, text};
use crate::model::operation::{Http, PathPart};
use crate::model::schema::{Binding, Member, TimestampFormat};
use crate::model::value::{Entries, Structure, Value};
use crate::util::percent;

/// The format of timestamps without a `timestampFormat` trait.
const TIMESTAMPS: TimestampFormat = TimestampFormat::DateTime;

/// Encodes the path and query, relative to the endpoint. If the operation is `addressed`, the
/// endpoint contains the first label: the label is checked like any other, but not written.
pub(super) fn encode(
    http: &Http,
    addressed: bool,
    input: &dyn Structure,
) -> Result<Uri, EncodeError> {
    let path = match http.path {
        [_, PathPart::Label(index), rest @ ..] if addressed => {
            label(input, *index, Label::Segment)?;
            rest
        }
        path => path,
    };
    let mut target = Target {
        text: String::with_capacity(128),
        has_query: false,
    };
    if path.is_empty() {
        target.text.push('/');
    }
    for part in path {
        match part {
            PathPart::Text(text) => target.text.push_str(text),
            PathPart::Label(index) => target.label(input, *index, Label::Segment)?,
            PathPart::Greedy(index) => target.label(input, *index, Label::Segments)?,
            PathPart::Key(index) => target.label(input, *index, Label::Key)?,
        }
    }
    for (name, value) in http.query {
        target.constant(name, *value);
    }
    for (index, member) in input.schema().members.iter().enumerate() {
        match (member.binding(), input.get(index)) {
            (Binding::Query(name), held) => target.member(name, member, held)?,
            (Binding::QueryParams, Value::Map(map)) => target.map(http, input, map),
            _ => {}
        }
    }
    Uri::from_maybe_shared(Bytes::from(target.text)).map_err(|_| unsendable("", "a URI"))
}

/// The kind of a label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    /// One segment, with escaped slashes.
    Segment,
    /// A greedy label, whose slashes separate segments.
    Segments,
    /// A greedy label that may have the segments `.` and `..`.
    Key,
}

/// The text of the label at `index`. Errors if it is not set, or if it would change the segments
/// before it.
fn label(input: &dyn Structure, index: usize, kind: Label) -> Result<Cow<'_, str>, EncodeError> {
    let member = input.schema().members.get(index);
    let invalid = |reason: String| EncodeError {
        path: member.map_or(String::new(), |it| it.name.to_owned()),
        reason: format!("it is part of the path: {reason}"),
    };
    let (Some(edge), value) = (member, input.get(index)) else {
        return Err(invalid("there is no such member".to_owned()));
    };
    if matches!(value, Value::Null) {
        return Err(invalid("it must be set".to_owned()));
    }
    let text = text::write(edge, value, TIMESTAMPS).map_err(invalid)?;
    if text.is_empty() {
        return Err(invalid("it must not be empty".to_owned()));
    }
    // Servers and proxies resolve dot segments (RFC 3986, section 5.2.4), which would select
    // another resource or another operation.
    let is_dots = |segment: &str| matches!(segment, "." | "..");
    let dots = match kind {
        Label::Segment => is_dots(&text).then_some(&*text),
        Label::Segments => text.split('/').find(|segment| is_dots(segment)),
        Label::Key => None,
    };
    match dots {
        Some(dots) => Err(invalid(format!("it must not have the segment `{dots}`"))),
        None => Ok(text),
    }
}

/// The target of a request under construction.
struct Target {
    text: String,
    has_query: bool,
}

impl Target {
    fn separate(&mut self) {
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
    }

    fn label(
        &mut self,
        input: &dyn Structure,
        index: usize,
        kind: Label,
    ) -> Result<(), EncodeError> {
        let text = label(input, index, kind)?;
        escape(&text, kind != Label::Segment, &mut self.text);
        Ok(())
    }

    /// Appends a constant parameter of the model, unchanged.
    fn constant(&mut self, name: &str, value: Option<&str>) {
        self.separate();
        self.text.push_str(name);
        if let Some(value) = value {
            self.text.push('=');
            self.text.push_str(value);
        }
    }

    fn pair(&mut self, name: &str, value: &str) {
        self.separate();
        escape(name, false, &mut self.text);
        self.text.push('=');
        escape(value, false, &mut self.text);
    }

    /// Appends a parameter for a scalar, or for each element of a list.
    fn member(
        &mut self,
        name: &str,
        member: &'static Member,
        value: Value<'_>,
    ) -> Result<(), EncodeError> {
        match value {
            Value::Null => Ok(()),
            Value::List(list) => {
                let edge = member.target.list_member().unwrap_or(member);
                let mut elements = (0..list.len()).map(|index| list.get(index));
                elements.try_for_each(|element| match element {
                    Value::Null => Ok(()),
                    element => self.scalar(name, member.name, edge, element),
                })
            }
            scalar => self.scalar(name, member.name, member, scalar),
        }
    }

    fn scalar(
        &mut self,
        name: &str,
        path: &str,
        edge: &Member,
        value: Value<'_>,
    ) -> Result<(), EncodeError> {
        let text = text::write(edge, value, TIMESTAMPS).map_err(|reason| EncodeError {
            path: path.to_owned(),
            reason,
        })?;
        self.pair(name, &text);
        Ok(())
    }

    /// Appends the entries of a map, except those that the model or another member sets.
    fn map(&mut self, http: &Http, input: &dyn Structure, map: &dyn Entries) {
        for index in 0..map.len() {
            let Some((key, value)) = map.entry(index) else {
                continue;
            };
            if http.query.iter().any(|(name, _)| *name == key) || is_bound(input, key) {
                continue;
            }
            match value {
                Value::String(text) => self.pair(key, text),
                Value::List(list) => {
                    for index in 0..list.len() {
                        if let Value::String(text) = list.get(index) {
                            self.pair(key, text);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether a member is bound to the query parameter called `name` and set.
fn is_bound(input: &dyn Structure, name: &str) -> bool {
    let mut members = input.schema().members.iter().enumerate();
    members.any(|(index, member)| {
        let bound = matches!(member.binding(), Binding::Query(it) if it == name);
        bound && !matches!(input.get(index), Value::Null)
    })
}

/// Appends `text` with all but unreserved characters escaped. With `slashes`, as in greedy labels,
/// slashes are not escaped.
fn escape(text: &str, slashes: bool, out: &mut String) {
    for character in text.chars() {
        if slashes && character == '/' {
            out.push('/');
            continue;
        }
        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
            match percent::escape(byte) {
                None => out.push(character),
                Some(escape) => out.extend(escape.map(char::from)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::prelude::STRING;
    use crate::model::schema::{Kind, Schema, ShapeId};

    static INPUT: Schema = Schema {
        id: ShapeId::new("example", "Input"),
        kind: Kind::Structure,
        members: &[Member::new("Bucket", &STRING), Member::new("Key", &STRING)],
        traits: &[],
    };

    struct Input {
        bucket: String,
        key: String,
    }
    crate::structure!(Input, INPUT, { 0 => bucket, 1 => key });

    const OF_BUCKET: &[PathPart] = &[PathPart::Text("/"), PathPart::Label(0)];
    const GREEDY: &[PathPart] = &of_key(PathPart::Greedy(1));
    const KEY: &[PathPart] = &of_key(PathPart::Key(1));

    const fn of_key(key: PathPart) -> [PathPart; 4] {
        [
            PathPart::Text("/"),
            PathPart::Label(0),
            PathPart::Text("/"),
            key,
        ]
    }

    /// The path and query for a bucket and a key, or the error.
    fn written(
        path: &'static [PathPart],
        addressed: bool,
        bucket: &str,
        key: &str,
    ) -> Result<String, String> {
        let http = Http {
            method: "GET",
            path,
            query: &[("list", None)],
            status: 200,
        };
        let input = Input {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
        };
        let uri = encode(&http, addressed, &input);
        uri.map(|uri| uri.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_label_that_the_endpoint_has_is_not_written() {
        for (path, addressed, expected) in [
            (OF_BUCKET, false, "/b?list"),
            (OF_BUCKET, true, "/?list"),
            (GREEDY, false, "/b/k/l?list"),
            (GREEDY, true, "/k/l?list"),
        ] {
            assert_eq!(
                written(path, addressed, "b", "k/l").as_deref(),
                Ok(expected)
            );
        }
    }

    #[test]
    fn a_label_that_the_endpoint_has_is_checked() {
        for (bucket, reason) in [
            ("", "it must not be empty"),
            (".", "it must not have the segment `.`"),
            ("..", "it must not have the segment `..`"),
        ] {
            for addressed in [false, true] {
                let error = written(KEY, addressed, bucket, "k").unwrap_err();
                assert!(
                    error.contains("Bucket") && error.contains(reason),
                    "{error}"
                );
            }
        }
    }

    #[test]
    fn no_segment_of_a_greedy_label_is_dots() {
        for key in ["..", ".", "../a", "a/../b", "a/.", "a/..", "a/./b", "//.."] {
            let error = written(GREEDY, false, "b", key).unwrap_err();
            assert!(error.contains("Key"), "{key}: {error}");
        }
        for key in ["...", ".a", "a..", "a/...", "a//b", "/", "%2e%2e/a"] {
            written(GREEDY, false, "b", key).unwrap();
        }
    }

    #[test]
    fn dots_of_a_key_are_sent() {
        for key in [".", "..", "a/../b", "./a", "a/.."] {
            let expected = format!("/b/{key}?list");
            assert_eq!(written(KEY, false, "b", key), Ok(expected));
        }
    }
}
