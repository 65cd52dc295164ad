//! Properties that shapes, members and operations have in common: documentation, deprecation, and
//! the limits of values.

use super::fields::Fields;
use super::ids;
use super::out::Out;
use crate::diagnostic::Diagnostic;
use crate::syntax::json::Report;

/// Documentation and deprecation.
pub(super) fn write_said(fields: &mut Fields<'_>, out: &mut Out<'_>, report: &mut Report<'_>) {
    out.same(ids::DOCUMENTATION, fields.take("documentation"));
    let at = fields.at;
    let deprecated = fields.flag("deprecated", report);
    let message = fields.text("deprecatedMessage", report);
    let since = fields.text("deprecatedSince", report);
    if deprecated || message.is_some() {
        out.open(at, ids::DEPRECATED, "{");
        out.entry("message", message.as_ref());
        out.entry("since", since.as_ref());
        out.raw("}");
    }
}

/// Limits of length or of value, and the pattern.
pub(super) fn write_limits(
    kind: &str,
    fields: &mut Fields<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let (min, max) = (fields.take("min"), fields.take("max"));
    let trait_id = match kind {
        "string" | "blob" | "list" | "map" => Some("smithy.api#length"),
        "structure" | "boolean" | "timestamp" => None,
        _ => Some("smithy.api#range"),
    };
    match (trait_id, min.as_ref().or(max.as_ref())) {
        (Some(id), Some(given)) => {
            out.open(given.json(), id, "{");
            out.same("min", min);
            out.same("max", max);
            out.raw("}");
        }
        (None, Some(given)) => {
            let fault = format!("a {kind} has no length: its limits are ignored");
            report.push(Diagnostic::warning(fault).at(&given.json().location()));
        }
        (_, None) => {}
    }
    write_pattern(fields, out, report);
}

/// A pattern, which here matches the whole value; Smithy's match anywhere in it.
pub(super) fn write_pattern(fields: &mut Fields<'_>, out: &mut Out<'_>, report: &mut Report<'_>) {
    let Some(pattern) = fields.text("pattern", report) else {
        return;
    };
    let text = &pattern.text;
    let start = if text.starts_with('^') { "" } else { "^" };
    let end = if text.ends_with('$') { "" } else { "$" };
    // As in the Smithy models of the same services, also around alternatives.
    out.word(
        pattern.at,
        "smithy.api#pattern",
        &format!("{start}{text}{end}"),
    );
}

/// The format of a timestamp, by its name in Smithy.
pub(super) fn write_timestamp_format(
    fields: &mut Fields<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let Some(format) = fields.text("timestampFormat", report) else {
        return;
    };
    let name = match &*format.text {
        "iso8601" => "date-time",
        "rfc822" => "http-date",
        "unixTimestamp" => "epoch-seconds",
        other => {
            let fault = format!("unknown timestamp format `{other}`");
            let help = "known are iso8601, rfc822 and unixTimestamp";
            report.push(
                Diagnostic::error(fault)
                    .at(&format.at.location())
                    .help(help),
            );
            return;
        }
    };
    out.word(format.at, "smithy.api#timestampFormat", name);
}
