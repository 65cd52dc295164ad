//! Shapes.

use super::constraint::{write_limits, write_said, write_timestamp_format};
use super::fields::{Fields, Text};
use super::out::Out;
use super::scope::Scope;
use super::service::write_namespace;
use super::tables::Named;
use super::{ids, member};
use crate::diagnostic::Diagnostic;
use crate::quirks::{self, Fact};
use crate::syntax::json::Report;
use crate::syntax::value_names::ValueNames;

/// Properties that no code depends on, or that were read before.
const IGNORED: [&str; 11] = [
    "box",
    "event",
    "exceptionName",
    "fault",
    "flattened",
    "locationName",
    "payload",
    "required",
    "synthetic",
    "wrapper",
    "xmlOrder",
];

pub(super) fn write(
    name: &str,
    named: &Named<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let report = &mut report.on(format_args!("shapes.{name}"));
    let mut fields = named.fields.clone();
    let Some(given) = fields.text("type", report) else {
        let fault = Diagnostic::error("property `type` is missing");
        return report.push(fault.at(&named.at.location()));
    };
    let Some(mut kind) = kind(&given, &fields, report) else {
        return;
    };
    if quirks::holds(Fact::Union, &scope.metadata.sdk_id.text, name) {
        kind = "union";
    }
    out.shape(named.at, &scope.shape(name), kind);
    match kind {
        "structure" | "union" => member::write_members(name, &mut fields, scope, out, report),
        "list" => member::write_part("member", name, &mut fields, scope, out, report),
        "map" => {
            for part in ["key", "value"] {
                member::write_part(part, name, &mut fields, scope, out, report);
            }
        }
        "enum" => write_values(&mut fields, out, report),
        // A document has no members.
        "document" => fields.ignore(&["members"]),
        _ => {}
    }
    out.open(named.at, "traits", "{");
    write_said(&mut fields, out, report);
    write_limits(&given.text, &mut fields, out, report);
    write_timestamp_format(&mut fields, out, report);
    if kind == "structure" {
        write_element(name, &fields, scope, out);
        let of_input = scope.uses.namespaces.get(name);
        let is_root = scope.uses.elements.contains_key(name);
        let own = fields.get("xmlNamespace").filter(|_| is_root);
        let namespace = of_input.or(own).cloned();
        write_namespace(namespace, scope, out, report);
        write_error(name, &mut fields, scope, out, report);
    }
    write_flags(named, kind, &mut fields, out, report);
    out.raw("}}");
    // Members inherit the other properties.
    fields.ignore(&IGNORED);
    fields.ignore(&["xmlNamespace", "document", "union", "eventstream"]);
    fields.finish(report);
    member::write_special(name, named, scope, out);
}

/// The type in the JSON AST.
fn kind(given: &Text<'_>, fields: &Fields<'_>, report: &mut Report<'_>) -> Option<&'static str> {
    Some(match &*given.text {
        "structure" if fields.is("document") => "document",
        "structure" if fields.is("union") || fields.is("eventstream") => "union",
        "structure" => "structure",
        "string" if fields.get("enum").is_some() => "enum",
        "string" | "character" => "string",
        "blob" => "blob",
        "boolean" => "boolean",
        "byte" => "byte",
        "short" => "short",
        "integer" => "integer",
        "long" => "long",
        "float" => "float",
        "double" => "double",
        "biginteger" => "bigInteger",
        "bigdecimal" => "bigDecimal",
        "timestamp" => "timestamp",
        "list" => "list",
        "map" => "map",
        other => {
            let fault = format!("unknown type `{other}`");
            let help = "known are structure, list, map, string, blob, boolean, timestamp and \
                        the numbers";
            let fault = Diagnostic::error(fault).at(&given.at.location());
            report.push(fault.help(help));
            return None;
        }
    })
}

/// The values of an enum, which have no names here.
fn write_values(fields: &mut Fields<'_>, out: &mut Out<'_>, report: &mut Report<'_>) {
    let Some(values) = fields.take("enum") else {
        return;
    };
    let mut names = ValueNames::default();
    out.open(values.json(), "members", "{");
    for Text { at, text } in values.texts(report) {
        out.key(at, &names.name(&text));
        out.raw("{\"target\":\"smithy.api#Unit\",\"traits\":{");
        out.word(at, "smithy.api#enumValue", &text);
        out.raw("}}");
    }
    out.raw("}");
}

/// The name of a structure's XML element, where it is not called as the structure.
fn write_element(name: &str, fields: &Fields<'_>, scope: &Scope<'_>, out: &mut Out<'_>) {
    if !scope.metadata.has_xml_names() {
        return;
    }
    let own = fields.peek("locationName");
    let own = own.map(|text| Text {
        at: fields.at,
        text,
    });
    let element = own.as_ref().or(scope.uses.elements.get(name));
    if let Some(element) = element.filter(|element| element.text != name) {
        out.entry(ids::XML_NAME, Some(element));
    }
}

fn write_error(
    name: &str,
    fields: &mut Fields<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let at = fields.at;
    let marked = fields.flag("exception", report);
    let mut error = fields.object("error", report);
    out.same("smithy.api#retryable", fields.take("retryable"));
    if !marked && !scope.uses.errors.contains(name) {
        return;
    }
    let status = error
        .as_mut()
        .and_then(|error| error.take("httpStatusCode"));
    let code = error.as_mut().and_then(|error| error.text("code", report));
    let above = |status: &str| status.len() == 3 && status.starts_with('5');
    let of_server = status.as_ref().is_some_and(|it| above(it.json().text()));
    let fault = fields.is("fault") || of_server;
    out.word(
        at,
        "smithy.api#error",
        if fault { "server" } else { "client" },
    );
    if let Some(code) = code {
        out.open(code.at, "aws.protocols#awsQueryError", "{");
        out.word(code.at, "code", &code.text);
        match &status {
            Some(status) => out.same("httpResponseCode", Some(status.clone())),
            None => out.raw(",\"httpResponseCode\":400"),
        }
        out.raw("}");
    }
    out.same("smithy.api#httpError", status);
    if let Some(mut error) = error {
        error.ignore(&["senderFault", "fault"]);
        error.finish(report);
    }
}

fn write_flags(
    named: &Named<'_>,
    kind: &str,
    fields: &mut Fields<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    if fields.flag("sensitive", report) {
        out.flag(named.at, "smithy.api#sensitive");
    }
    let streaming = fields.flag("streaming", report);
    if (streaming && kind == "blob") || fields.is("eventstream") {
        out.flag(named.at, ids::STREAMING);
    }
    if fields.flag("sparse", report) && matches!(kind, "list" | "map") {
        out.flag(named.at, "smithy.api#sparse");
    }
    if fields.flag("requiresLength", report) {
        out.flag(named.at, "smithy.api#requiresLength");
    }
}
