//! `docs-2.json`: the texts that a service file leaves out.

use std::sync::Arc;

use super::fields::{Fields, Value};
use super::ids;
use super::out::Out;
use super::scope::Scope;
use crate::diagnostic::Source;
use crate::syntax::json::{Json, Report};

pub(super) fn translate(
    source: &Arc<Source>,
    value: &Value<'_>,
    scope: &Scope<'_>,
    report: &mut Report<'_>,
) -> Option<Arc<Source>> {
    let mut top = value.fields(report)?;
    let mut out = Out::new(source);
    if let Some(text) = top.take("service") {
        write(text.json(), &scope.service(), text, &mut out);
    }
    let operations = top.object("operations", report);
    for field in operations.map(|fields| fields.list).unwrap_or_default() {
        if let Some(id) = scope.named_operation(field.at, &field.key, report) {
            write(field.at, &id, field.value, &mut out);
        }
    }
    let shapes = top.object("shapes", report);
    for field in shapes.map(|fields| fields.list).unwrap_or_default() {
        let report = &mut report.on(format_args!("shapes.{}", field.key));
        if let Some(texts) = field.value.fields(report) {
            write_shape(field.at, &field.key, texts, scope, &mut out, report);
        }
    }
    top.ignore(&["version"]);
    top.finish(report);
    Some(out.finish())
}

/// `base` is the shape's own text, `refs` are the texts of the members that target it.
fn write_shape(
    at: Json<'_>,
    name: &str,
    mut texts: Fields<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    if let Some(text) = texts.take("base") {
        write(at, &scope.shape(name), text, out);
    }
    let members = texts.object("refs", report);
    for field in members.map(|fields| fields.list).unwrap_or_default() {
        let id = match field.key.split_once('$') {
            Some((shape, member)) => format!("{}${member}", scope.shape(shape)),
            None => scope.shape(&field.key),
        };
        write(field.at, &id, field.value, out);
    }
    texts.finish(report);
}

fn write(at: Json<'_>, id: &str, text: Value<'_>, out: &mut Out<'_>) {
    // Most shapes have no text.
    if text.json().text() == "null" {
        return;
    }
    out.shape(at, id, "apply");
    out.open(at, "traits", "{");
    out.same(ids::DOCUMENTATION, Some(text));
    out.raw("}}");
}
