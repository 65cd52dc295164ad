//! `paginators-1.json`: which members hold the tokens and the items of pages.

use std::sync::Arc;

use super::fields::{Fields, Text, Value};
use super::left_out;
use super::out::Out;
use super::scope::Scope;
use crate::diagnostic::{Diagnostics, Source};
use crate::syntax::json::{Json, Report};

/// Properties that no code depends on: how pages are merged, and repetitions of the tokens.
const IGNORED: [&str; 3] = ["non_aggregate_keys", "more_results", "py_input_token"];

pub(super) fn translate(
    source: &Arc<Source>,
    value: &Value<'_>,
    scope: &Scope<'_>,
    report: &mut Report<'_>,
) -> Option<Arc<Source>> {
    let mut top = value.fields(report)?;
    let paginators = top.object("pagination", report)?;
    top.ignore(&["version"]);
    top.finish(report);
    Some(write_all(source, paginators, scope, report))
}

/// Writes the paginators by operation, be they in a file of their own or not.
pub(super) fn write_all(
    source: &Arc<Source>,
    paginators: Fields<'_>,
    scope: &Scope<'_>,
    report: &mut Report<'_>,
) -> Arc<Source> {
    let mut out = Out::new(source);
    for field in paginators.list {
        let report = &mut report.on(format_args!("pagination.{}", field.key));
        if let Some(fields) = field.value.fields(report) {
            write(field.at, &field.key, fields, scope, &mut out, report);
        }
    }
    out.finish()
}

fn write(
    at: Json<'_>,
    operation: &str,
    mut fields: Fields<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let Some(id) = scope.named_operation(at, operation, report) else {
        return;
    };
    let input = one("input_token", &mut fields, report);
    let output = one("output_token", &mut fields, report);
    let results = fields.take("result_key");
    let results = results.map(|results| one_or_more(&results, report));
    let mut results = results.unwrap_or_default().into_iter();
    // Of several lists, the first is the one that the operation is for.
    let items = results.find(|path| may_be_items(operation, &path.text, scope));
    let size = fields.text("limit_key", report);
    fields.ignore(&IGNORED);
    fields.finish(report);
    let (Some(input), Some(output)) = (input, output) else {
        return;
    };
    out.shape(at, &id, "apply");
    out.open(at, "traits", "{");
    out.open(at, "smithy.api#paginated", "{");
    out.entry("inputToken", Some(&input));
    out.entry("outputToken", Some(&output));
    out.entry("items", items.as_ref());
    out.entry("pageSize", size.as_ref());
    out.raw("}}}");
}

/// Whether a path leads to a list or map of the output. A path that leads nowhere counts, too, so
/// that it is reported with its place.
///
/// Other values of pages, such as numbers and texts, are left to the caller.
fn may_be_items(operation: &str, path: &str, scope: &Scope<'_>) -> bool {
    let Some(output) = scope.structure(operation, "output") else {
        return true;
    };
    let mut ignored = Diagnostics::new();
    let report = &mut Report::new(&mut ignored);
    let reached = path.split('.').try_fold(output, |structure, name| {
        let members = structure.get("members")?.fields(report)?;
        scope.target(&members.get(name)?.fields(report)?)
    });
    reached.is_none_or(|shape| matches!(shape.peek("type").as_deref(), Some("list" | "map")))
}

/// A token that is a path; warns of anything else, for which there is no paginator then.
fn one<'src>(name: &str, fields: &mut Fields<'src>, report: &mut Report<'_>) -> Option<Text<'src>> {
    let value = fields.take(name)?;
    let texts = one_or_more(&value, report);
    let is_path = |text: &str| {
        let of_path = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        text.chars().all(of_path)
    };
    match texts.as_slice() {
        [text] if is_path(&text.text) => Some(text.clone()),
        _ => {
            let fault = format!("`{name}` is not one member: the operation gets no paginator");
            let help = "Smithy's pages have one token; call the operation with the tokens of the \
                        last page";
            left_out(&value, fault, help, report);
            None
        }
    }
}

/// The strings of an array, or the only one.
fn one_or_more<'src>(value: &Value<'src>, report: &mut Report<'_>) -> Vec<Text<'src>> {
    if value.json().is_array() {
        value.texts(report)
    } else {
        value.text(report).into_iter().collect()
    }
}
