//! `waiters-2.json`: what to poll for, and how often.

use std::sync::Arc;

use indexmap::IndexMap;

use super::fields::{Field, Fields, Text, Value};
use super::left_out;
use super::out::Out;
use super::scope::Scope;
use crate::diagnostic::{Diagnostics, Source};
use crate::syntax::json::{Json, Report};

pub(super) fn translate(
    source: &Arc<Source>,
    value: &Value<'_>,
    scope: &Scope<'_>,
    report: &mut Report<'_>,
) -> Option<Arc<Source>> {
    let mut top = value.fields(report)?;
    let waiters = top.object("waiters", report)?;
    top.ignore(&["version"]);
    top.finish(report);
    Some(write_all(source, waiters, scope, report))
}

/// Writes the waiters by name, be they in a file of their own or not.
pub(super) fn write_all(
    source: &Arc<Source>,
    waiters: Fields<'_>,
    scope: &Scope<'_>,
    report: &mut Report<'_>,
) -> Arc<Source> {
    let mut out = Out::new(source);
    for (operation, waiters) in by_operation(waiters, report) {
        let Some((first, _)) = waiters.first() else {
            continue;
        };
        let at = first.at;
        let Some(id) = scope.named_operation(at, &operation, report) else {
            continue;
        };
        out.shape(at, &id, "apply");
        out.open(at, "traits", "{");
        out.open(at, "smithy.waiters#waitable", "{");
        for (field, fields) in waiters {
            let report = &mut report.on(format_args!("waiters.{}", field.key));
            let waiter = Waiter {
                operation: &operation,
                scope,
            };
            waiter.write(&field, fields, &mut out, report);
        }
        out.raw("}}}");
    }
    out.finish()
}

/// Waiters by the operation that is polled.
fn by_operation<'src>(
    waiters: Fields<'src>,
    report: &mut Report<'_>,
) -> IndexMap<String, Vec<(Field<'src>, Fields<'src>)>> {
    let mut sorted: IndexMap<String, Vec<_>> = IndexMap::new();
    for field in waiters.list {
        let report = &mut report.on(format_args!("waiters.{}", field.key));
        let Some(mut fields) = field.value.fields(report) else {
            continue;
        };
        if let Some(operation) = fields.text("operation", report) {
            let of_operation = sorted.entry(operation.text.into_owned());
            of_operation.or_default().push((field, fields));
        } else {
            report.error::<()>(field.at, "property `operation` is missing");
        }
    }
    sorted
}

/// The waiter that acceptors belong to.
struct Waiter<'a, 'src> {
    operation: &'a str,
    scope: &'a Scope<'src>,
}

impl Waiter<'_, '_> {
    fn write(
        &self,
        field: &Field<'_>,
        mut fields: Fields<'_>,
        out: &mut Out<'_>,
        report: &mut Report<'_>,
    ) {
        out.open(field.at, &field.key, "{");
        out.same("documentation", fields.take("description"));
        if let Some(delay) = fields.take("delay") {
            // The limit is 120 unless given, and may not be less than the delay.
            let seconds = delay.json().text().parse().unwrap_or(0);
            out.same("minDelay", Some(delay.clone()));
            if seconds > 120 {
                out.same("maxDelay", Some(delay));
            }
        }
        let acceptors = fields.take("acceptors");
        if let Some(acceptors) = &acceptors {
            out.open(acceptors.json(), "acceptors", "[");
            for acceptor in acceptors.json().array(report).unwrap_or_default() {
                if let Some(fields) = Value::new(acceptor).fields(report) {
                    self.write_acceptor(acceptor, fields, out, report);
                }
            }
            out.raw("]");
        }
        out.raw("}");
        // Waiting ends when the caller's patience does.
        fields.ignore(&["maxAttempts", "type"]);
        fields.finish(report);
    }

    fn write_acceptor(
        &self,
        at: Json<'_>,
        mut fields: Fields<'_>,
        out: &mut Out<'_>,
        report: &mut Report<'_>,
    ) {
        let state = fields.text("state", report);
        let matcher = fields.text("matcher", report);
        let argument = fields.text("argument", report);
        let expected = fields.take("expected");
        fields.finish(report);
        let (Some(state), Some(matcher), Some(expected)) = (state, matcher, expected) else {
            report.error::<()>(at, "an acceptor needs `state`, `matcher` and `expected`");
            return;
        };
        let Some(condition) = self.condition(&matcher, argument, &expected, report) else {
            return;
        };
        out.separate();
        out.raw("{");
        out.entry("state", Some(&state));
        out.open(matcher.at, "matcher", "{");
        match condition {
            Condition::Success(yes) => {
                out.key(matcher.at, "success");
                out.raw(if yes { "true" } else { "false" });
            }
            Condition::Error(name) => out.word(expected.json(), "errorType", &name),
            Condition::Path(comparator, path, expected) => {
                out.open(path.at, "output", "{");
                out.entry("path", Some(&path));
                out.word(path.at, "expected", &expected);
                out.word(path.at, "comparator", comparator);
                out.raw("}");
            }
        }
        out.raw("}}");
    }

    /// The matcher in Smithy's words; `None` if it has none, which is reported.
    fn condition<'src>(
        &self,
        matcher: &Text<'_>,
        argument: Option<Text<'src>>,
        expected: &Value<'src>,
        report: &mut Report<'_>,
    ) -> Option<Condition<'src>> {
        let text = expected.json().text();
        let condition = match (&*matcher.text, argument) {
            ("status", _) => self.status(text),
            ("error", _) if text == "true" => Some(Condition::Success(false)),
            ("error", _) if text == "false" => Some(Condition::Success(true)),
            ("error", _) => Some(Condition::Error(expected.text(report)?.text.into_owned())),
            ("path" | "pathAll" | "pathAny", Some(path)) => {
                path_condition(&matcher.text, path, expected, report)
            }
            _ => None,
        };
        if condition.is_none() {
            let fault = format!("no waiter matches `{}` with {text}", matcher.text);
            let help = "this acceptor is left out; the waiter uses the others";
            left_out(expected, fault, help, report);
        }
        condition
    }

    /// An HTTP status is success, or one of the errors that have it.
    fn status<'src>(&self, status: &str) -> Option<Condition<'src>> {
        if status.len() == 3 && status.starts_with('2') {
            return Some(Condition::Success(true));
        }
        // An answer to HEAD has no body, so that there is no other name for it.
        let error = match status {
            "404" if self.method().as_deref() == Some("HEAD") => Some("NotFound".to_owned()),
            _ => self.error(status),
        };
        error.map(Condition::Error)
    }

    fn method(&self) -> Option<String> {
        let operation = self.scope.operations.get(self.operation)?;
        let http = object(operation.fields.get("http")?)?;
        http.peek("method").map(String::from)
    }

    /// The first of the operation's errors that have that status.
    fn error(&self, status: &str) -> Option<String> {
        let mut ignored = Diagnostics::new();
        let report = &mut Report::new(&mut ignored);
        let operation = self.scope.operations.get(self.operation)?;
        for error in operation.fields.get("errors")?.json().array(report)? {
            let reference = Value::new(error).fields(report)?;
            let shape = self.scope.target(&reference)?;
            let error = shape.get("error").and_then(object);
            let given = error.and_then(|error| error.get("httpStatusCode").cloned());
            if given.is_some_and(|given| given.json().text() == status) {
                return reference.peek("shape").map(String::from);
            }
        }
        None
    }
}

/// The condition of an acceptor.
enum Condition<'src> {
    Success(bool),
    Error(String),
    /// Comparator, path, and expected value.
    Path(&'static str, Text<'src>, String),
}

fn object<'src>(value: &Value<'src>) -> Option<Fields<'src>> {
    let mut ignored = Diagnostics::new();
    value.fields(&mut Report::new(&mut ignored))
}

fn path_condition<'src>(
    matcher: &str,
    mut path: Text<'src>,
    expected: &Value<'src>,
    report: &mut Report<'_>,
) -> Option<Condition<'src>> {
    let json = expected.json();
    let text = json.text();
    let comparator = match matcher {
        "path" if text == "true" || text == "false" => {
            return Some(Condition::Path("booleanEquals", path, text.to_owned()));
        }
        // Smithy compares no numbers: the expression does.
        "path" if !text.starts_with(['"', '{', '[', 'n']) => {
            path.text = format!("({}) == `{text}`", path.text).into();
            return Some(Condition::Path("booleanEquals", path, "true".to_owned()));
        }
        "path" => "stringEquals",
        "pathAll" => "allStringEquals",
        _ => "anyStringEquals",
    };
    if !text.starts_with('"') {
        return None;
    }
    let expected = expected.text(report)?;
    Some(Condition::Path(
        comparator,
        path,
        expected.text.into_owned(),
    ))
}
