//! Operations.

use super::constraint::write_said;
use super::fields::{Fields, Text, Value};
use super::out::Out;
use super::scope::Scope;
use super::tables::Named;
use super::{http, ids, left_out};
use crate::diagnostic::Diagnostic;
use crate::quirks::UNWRAPPED_OPERATION;
use crate::syntax::json::Report;

/// Properties that are traits whose values are written alike.
const ALIKE: [(&str, &str); 6] = [
    ("endpoint", "smithy.api#endpoint"),
    ("httpChecksum", "aws.protocols#httpChecksum"),
    ("requestcompression", "smithy.api#requestCompression"),
    ("endpointdiscovery", "aws.api#clientDiscoveredEndpoint"),
    ("staticContextParams", "smithy.rules#staticContextParams"),
    (
        "operationContextParams",
        "smithy.rules#operationContextParams",
    ),
];

/// Properties that are traits if they are `true`.
const FLAGS: [(&str, &str); 3] = [
    ("httpChecksumRequired", "smithy.api#httpChecksumRequired"),
    ("idempotent", "smithy.api#idempotent"),
    ("readonly", "smithy.api#readonly"),
];

/// Properties that no code depends on, or that were read before.
const IGNORED: [&str; 4] = ["name", "alias", "endpointoperation", "documentationUrl"];

pub(super) fn write(
    key: &str,
    named: &Named<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let report = &mut report.on(format_args!("operations.{key}"));
    let mut fields = named.fields.clone();
    out.shape(named.at, &scope.operation(key), "operation");
    for side in ["input", "output"] {
        write_side(key, side, &mut fields, scope, out, report);
    }
    write_errors(&mut fields, scope, out, report);
    out.open(named.at, "traits", "{");
    http::write(key, &mut fields, scope, out, report);
    write_said(&mut fields, out, report);
    for (property, id) in ALIKE {
        out.same(id, fields.take(property));
    }
    for (property, id) in FLAGS {
        if fields.flag(property, report) {
            out.flag(named.at, id);
        }
    }
    write_auth(&mut fields, out, report);
    if scope.metadata.is_s3 && key == UNWRAPPED_OPERATION {
        out.flag(named.at, "aws.customizations#s3UnwrappedXmlOutput");
    }
    out.raw("}}");
    fields.ignore(&IGNORED);
    fields.finish(report);
}

/// The reference to the input or output. Its properties of the structure are written with the
/// structure.
fn write_side(
    operation: &str,
    side: &str,
    fields: &mut Fields<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let Some(mut reference) = fields.object(side, report) else {
        return;
    };
    let Some(shape) = reference.text("shape", report) else {
        return report.push(nameless(&reference));
    };
    out.key(shape.at, side);
    out.target(shape.at, &scope.shape(&shape.text));
    if let Some(value) = reference.take("resultWrapper") {
        check_wrapper(operation, &value, report);
    }
    reference.ignore(&["documentation"]);
    if side == "input" {
        reference.ignore(&["locationName", "xmlNamespace"]);
    }
    reference.finish(report);
}

/// The query protocol's results are called after the operation.
fn check_wrapper(operation: &str, value: &Value<'_>, report: &mut Report<'_>) {
    let name = value.text(report);
    if name.is_some_and(|name| name.text != format!("{operation}Result")) {
        let fault = "the result's element is not named after the operation".to_owned();
        let help = format!("the name is ignored: any element is taken for `{operation}Result`");
        left_out(value, fault, &help, report);
    }
}

fn write_errors(
    fields: &mut Fields<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let Some(errors) = fields.take("errors") else {
        return;
    };
    out.open(errors.json(), "errors", "[");
    for error in errors.json().array(report).unwrap_or_default() {
        let Some(mut error) = Value::new(error).fields(report) else {
            continue;
        };
        match error.text("shape", report) {
            Some(shape) => {
                out.separate();
                out.target(shape.at, &scope.shape(&shape.text));
            }
            None => report.push(nameless(&error)),
        }
        // The shape repeats these.
        error.ignore(&["documentation", "error", "exception", "fault"]);
        error.finish(report);
    }
    out.raw("]");
}

/// A reference that refers to nothing.
pub(super) fn nameless(reference: &Fields<'_>) -> Diagnostic {
    let fault = Diagnostic::error("property `shape` is missing");
    fault
        .at(&reference.at.location())
        .help("write `{\"shape\": \"Name\"}`")
}

/// `auth` lists schemes; `authtype` is the older word.
fn write_auth(fields: &mut Fields<'_>, out: &mut Out<'_>, report: &mut Report<'_>) {
    let kind = fields.text("authtype", report);
    let word = kind.as_ref().map(|kind| &*kind.text);
    if let Some(unsigned) = fields.take("unsignedPayload") {
        if unsigned.json().boolean(report) == Some(true) {
            out.flag(unsigned.json(), "aws.auth#unsignedPayload");
        }
    } else if let (Some("v4-unsigned-body"), Some(kind)) = (word, &kind) {
        out.flag(kind.at, "aws.auth#unsignedPayload");
    }
    let listed = fields
        .take("auth")
        .map(|auth| (auth.json(), auth.texts(report)));
    let schemes = listed.or_else(|| {
        let Text { at, .. } = *kind.as_ref()?;
        match word {
            Some("none") => Some((at, Vec::new())),
            Some("bearer") => {
                let text = ids::BEARER.into();
                Some((at, vec![Text { at, text }]))
            }
            _ => None,
        }
    });
    let Some((at, schemes)) = schemes else { return };
    if schemes.is_empty() || schemes.iter().any(|scheme| scheme.text == ids::NO_AUTH) {
        out.flag(at, "smithy.api#optionalAuth");
    }
    out.open(at, ids::AUTH, "[");
    for scheme in schemes.iter().filter(|scheme| scheme.text != ids::NO_AUTH) {
        out.separate();
        out.string(scheme.at, &scheme.text);
    }
    out.raw("]");
}
