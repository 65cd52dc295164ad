//! Members in the path and the query of a request.

use bytes::Bytes;
use http::Uri;

use super::unsendable;
use crate::codec::{EncodeError, text};
use crate::operation::{Http, PathPart};
use crate::percent;
use crate::schema::{Binding, Member, TimestampFormat};
use crate::value::{Entries, Structure, Value};

/// The format of timestamps without a `timestampFormat` trait.
const TIMESTAMPS: TimestampFormat = TimestampFormat::DateTime;

/// The path and query, relative to the endpoint, which has the first label if it is `addressed`.
pub(super) fn encode(
    http: &Http,
    addressed: bool,
    input: &dyn Structure,
) -> Result<Uri, EncodeError> {
    let path = match http.path {
        [_, PathPart::Label(_), rest @ ..] if addressed => rest,
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
            PathPart::Label(index) => label(input, *index, false, &mut target.text)?,
            PathPart::Greedy(index) => label(input, *index, true, &mut target.text)?,
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

/// Appends the member at `index`, of which no path can do without.
fn label(
    input: &dyn Structure,
    index: usize,
    greedy: bool,
    out: &mut String,
) -> Result<(), EncodeError> {
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
    // Whoever resolves the path on the way would ask for another one.
    if !greedy && matches!(text.as_ref(), "." | "..") {
        return Err(invalid(format!("it must not be {text:?}")));
    }
    escape(&text, greedy, out);
    Ok(())
}

/// A request's target, in the making.
struct Target {
    text: String,
    has_query: bool,
}

impl Target {
    fn separate(&mut self) {
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
    }

    /// What the model itself puts into the query, as it spells it.
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

    /// A scalar, or each element of a list.
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

    /// Entries of a map, but for those that the model or a member of its own gives.
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

/// Whether a member of its own gives the query parameter called `name`.
fn is_bound(input: &dyn Structure, name: &str) -> bool {
    let mut members = input.schema().members.iter().enumerate();
    members.any(|(index, member)| {
        let bound = matches!(member.binding(), Binding::Query(it) if it == name);
        bound && !matches!(input.get(index), Value::Null)
    })
}

/// Appends `text` with all but unreserved characters escaped; of a greedy label the slashes
/// stay.
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
    use crate::schema::prelude::STRING;
    use crate::schema::{Kind, Schema, ShapeId};

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

    #[test]
    fn what_the_endpoint_has_is_left_out() {
        let input = Input {
            bucket: "b".to_owned(),
            key: "k/l".to_owned(),
        };
        let of_bucket: &[PathPart] = &[PathPart::Text("/"), PathPart::Label(0)];
        let of_key: &[PathPart] = &[
            PathPart::Text("/"),
            PathPart::Label(0),
            PathPart::Text("/"),
            PathPart::Greedy(1),
        ];
        for (path, addressed, expected) in [
            (of_bucket, false, "/b?list"),
            (of_bucket, true, "/?list"),
            (of_key, false, "/b/k/l?list"),
            (of_key, true, "/k/l?list"),
        ] {
            let http = Http {
                method: "GET",
                path,
                query: &[("list", None)],
                status: 200,
            };
            let uri = encode(&http, addressed, &input).unwrap();
            assert_eq!(uri, expected);
        }
    }
}
