//! Method, path and status of operations. Labels of paths are called as they are bound
//! here, and as the member is in Smithy.

use super::fields::Fields;
use super::out::Out;
use super::scope::Scope;
use crate::diagnostic::Diagnostics;
use crate::syntax::json::Report;

/// Writes the trait, where a protocol has paths; the others send all to the same one.
pub(super) fn write(
    operation: &str,
    fields: &mut Fields<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let Some(mut http) = fields.object("http", report) else {
        return;
    };
    if !scope.metadata.is_rest() {
        return;
    }
    out.open(http.at, "smithy.api#http", "{");
    out.entry("method", http.text("method", report).as_ref());
    if let Some(mut uri) = http.text("requestUri", report) {
        if let Some(input) = scope.structure(operation, "input") {
            uri.text = relabelled(&uri.text, input).into();
        }
        out.entry("uri", Some(&uri));
    }
    out.same("code", http.take("responseCode"));
    out.raw("}");
    http.finish(report);
}

/// The path with labels called as the members.
fn relabelled(uri: &str, input: &Fields<'_>) -> String {
    let mut renamed = String::with_capacity(uri.len());
    let mut rest = uri;
    while let Some((before, after)) = rest.split_once('{') {
        let end = after.find(['}', '+']).unwrap_or(after.len());
        let (label, after) = after.split_at(end);
        renamed.push_str(before);
        renamed.push('{');
        renamed.push_str(&member(label, input).unwrap_or_else(|| label.to_owned()));
        rest = after;
    }
    renamed + rest
}

/// The member that is bound to a label.
fn member(label: &str, input: &Fields<'_>) -> Option<String> {
    let mut ignored = Diagnostics::new();
    let report = &mut Report::new(&mut ignored);
    let members = input.get("members")?.fields(report)?;
    let mut members = members.list.into_iter();
    let found = members.find(|field| {
        let member = field.value.fields(report);
        member.is_some_and(|member| {
            member.peek("location").as_deref() == Some("uri")
                && member.peek("locationName").as_deref() == Some(label)
        })
    });
    Some(found?.key.into_owned())
}
