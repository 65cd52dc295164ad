//! Methods and paths of operations. Source: Smithy 2.0, `smithy.api#http`.

use super::Context;
use super::message::is_token;
use super::quirks;
use crate::diagnostic::Diagnostic;
use crate::ir::{Http, PathPart};
use crate::model::{Operation, Shape};
use crate::quirks::{BUCKET_PARAMETER, Fact};

/// The beginning of a query.
type Query = Vec<(String, Option<String>)>;

impl Context<'_> {
    /// The binding of an operation, where the protocol has such.
    pub(super) fn http(&self, shape: &Shape, operation: &Operation) -> Option<Http> {
        if !self.protocol.binds_http() {
            return None;
        }
        let Some(http) = shape.traits.http() else {
            let help = "give the operation a `smithy.api#http`";
            self.refuse_http(shape, "the operation has neither a method nor a path", help);
            return None;
        };
        if !is_token(&http.method) {
            let fault = format!("`{}` cannot be a method", http.method.escape_debug());
            self.refuse_http(shape, &fault, "correct the operation's `smithy.api#http`");
        }
        let members = self.model.shape(&operation.input).members();
        let label = |name: &str| {
            let mut members = members.iter();
            members.position(|member| member.name == name && member.traits.http_label())
        };
        let greedy = if quirks::holds(self.model, Fact::HasBuckets) {
            PathPart::Key
        } else {
            PathPart::Greedy
        };
        let read = read(&http.uri, label, greedy).and_then(|(path, query)| {
            let mut labels = members.iter().enumerate();
            let lost = labels.find(|(index, it)| it.traits.http_label() && !uses(&path, *index));
            match lost {
                Some((_, member)) => Err(format!("does not have the label `{}`", member.name)),
                None => Ok((path, query)),
            }
        });
        match read {
            Ok((path, query)) => Some(Http {
                method: http.method.clone(),
                path,
                query,
                status: http.code,
            }),
            Err(fault) => {
                let fault = format!("the path `{}` {fault}", http.uri);
                self.refuse_http(shape, &fault, "correct the operation's `smithy.api#http`");
                None
            }
        }
    }

    /// Whether endpoint rules place the bucket that the path begins with. No trait says so; the
    /// table of quirks does.
    pub(super) fn is_addressed(&self, http: Option<&Http>, operation: &Operation) -> bool {
        let traits = &self.model.service().traits;
        let rules = traits.endpoint_rule_set().is_some() || traits.endpoint_bdd().is_some();
        let Some([PathPart::Text(slash), PathPart::Label(index), ..]) =
            http.map(|http| http.path.as_slice())
        else {
            return false;
        };
        let member = self.model.shape(&operation.input).members().get(*index);
        let param = member.and_then(|member| member.traits.context_param());
        rules
            && quirks::holds(self.model, Fact::HasBuckets)
            && slash == "/"
            && param.is_some_and(|it| it.name == BUCKET_PARAMETER)
    }

    fn refuse_http(&self, shape: &Shape, fault: &str, help: &str) {
        let diagnostic = Diagnostic::error(fault)
            .on(&shape.id)
            .help(help)
            .maybe_at(shape.location.as_ref());
        self.report(diagnostic);
    }
}

fn uses(path: &[PathPart], member: usize) -> bool {
    path.iter().any(|part| match part {
        PathPart::Text(_) => false,
        PathPart::Label(index) | PathPart::Greedy(index) | PathPart::Key(index) => *index == member,
    })
}

/// Splits a pattern into parts; `greedy` is the kind of its greedy label. The error continues “the
/// path”.
fn read(
    uri: &str,
    label: impl Fn(&str) -> Option<usize>,
    greedy: fn(usize) -> PathPart,
) -> Result<(Vec<PathPart>, Query), String> {
    let (path, query) = match uri.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (uri, None),
    };
    if uri.contains('#') {
        return Err("has a fragment".to_owned());
    }
    if query.is_some_and(|query| query.is_empty() || query.contains(['{', '}'])) {
        return Err("has a query that is empty or has labels".to_owned());
    }
    if let Some(c) = uri.chars().find(|&c| !is_in_uri(c)) {
        return Err(format!(
            "has `{}`, which a URI cannot contain",
            c.escape_debug()
        ));
    }
    let Some(segments) = path.strip_prefix('/') else {
        return Err("does not begin with `/`".to_owned());
    };
    let mut parts = Vec::new();
    let mut text = String::from("/");
    for (at, segment) in segments.split('/').enumerate() {
        if at > 0 {
            text.push('/');
        }
        match segment
            .strip_prefix('{')
            .and_then(|it| it.strip_suffix('}'))
        {
            Some(name) => {
                parts.push(PathPart::Text(std::mem::take(&mut text)));
                parts.push(bound(name, &label, greedy)?);
            }
            None => text += literal(segment, segments)?,
        }
    }
    if !text.is_empty() {
        parts.push(PathPart::Text(text));
    }
    Ok((parts, query.map(literals).unwrap_or_default()))
}

/// Whether a pattern may have the character: braces, and those of RFC 3986, section 2.
fn is_in_uri(c: char) -> bool {
    c.is_ascii_graphic() && !"\"<>\\^`|".contains(c)
}

/// The label of that name, perhaps greedy.
fn bound(
    name: &str,
    label: impl Fn(&str) -> Option<usize>,
    greedy: fn(usize) -> PathPart,
) -> Result<PathPart, String> {
    let (name, part) = match name.strip_suffix('+') {
        Some(name) => (name, greedy),
        None => (name, PathPart::Label as fn(usize) -> PathPart),
    };
    label(name).map(part).ok_or_else(|| {
        format!("names `{name}`, which is not a member of the input with `smithy.api#httpLabel`")
    })
}

/// A segment without labels; only the last may be empty.
fn literal<'s>(segment: &'s str, all: &str) -> Result<&'s str, String> {
    match segment {
        "." | ".." => Err("has a segment of dots".to_owned()),
        _ if segment.contains(['{', '}']) => {
            Err("has a label that is not a whole segment".to_owned())
        }
        "" if all.contains("//") || all.starts_with('/') => Err("has an empty segment".to_owned()),
        _ => Ok(segment),
    }
}

fn literals(query: &str) -> Query {
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
        None => (pair.to_owned(), None),
    });
    pairs.collect()
}
