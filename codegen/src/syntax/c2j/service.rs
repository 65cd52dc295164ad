//! The service shape, and around it the whole of a service file.

use std::sync::Arc;

use super::constraint::write_said;
use super::fields::{Fields, Text, Value};
use super::metadata::Metadata;
use super::out::Out;
use super::scope::Scope;
use super::{ids, operation, shape};
use crate::diagnostic::{Diagnostic, Source};
use crate::syntax::json::Report;

/// Writes a service file; `top` is the part that the scope did not read.
pub(super) fn translate(
    source: &Arc<Source>,
    scope: &Scope<'_>,
    mut top: Fields<'_>,
    report: &mut Report<'_>,
) -> Arc<Source> {
    let mut out = Out::new(source);
    write_service(scope, &mut top, &mut out, report);
    for (key, named) in &scope.operations {
        operation::write(key, named, scope, &mut out, report);
    }
    for (name, named) in &scope.shapes {
        shape::write(name, named, scope, &mut out, report);
    }
    top.ignore(&["version", "examples"]);
    top.finish(report);
    out.finish()
}

fn write_service(
    scope: &Scope<'_>,
    top: &mut Fields<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let metadata = &scope.metadata;
    let at = metadata.sdk_id.at;
    out.shape(at, &scope.service(), "service");
    out.entry("version", metadata.version.as_ref());
    out.open(at, "operations", "[");
    for (key, operation) in &scope.operations {
        out.separate();
        out.target(operation.at, &scope.operation(key));
    }
    out.raw("]");
    out.open(at, "traits", "{");
    write_names(metadata, out);
    write_protocols(metadata, out);
    write_auth(scope, out, report);
    write_discovery(scope, out);
    if let Some(Text { at, text }) = &scope.xml_namespace {
        out.open(*at, ids::XML_NAMESPACE, "{");
        out.word(*at, "uri", text);
        out.raw("}");
    }
    write_said(top, out, report);
    out.same(
        "smithy.rules#clientContextParams",
        top.take("clientContextParams"),
    );
    out.raw("}}");
}

fn write_names(metadata: &Metadata<'_>, out: &mut Out<'_>) {
    out.open(metadata.sdk_id.at, "aws.api#service", "{");
    out.entry("sdkId", Some(&metadata.sdk_id));
    out.entry("endpointPrefix", metadata.endpoint_prefix.as_ref());
    out.raw("}");
    out.entry("smithy.api#title", metadata.title.as_ref());
}

fn write_protocols(metadata: &Metadata<'_>, out: &mut Out<'_>) {
    let versions = metadata.http2.as_ref().map(|http2| &*http2.text);
    let value = match versions {
        Some("eventstream") => r#"{"http":["http/1.1","h2"],"eventStreamHttp":["h2"]"#,
        Some("optional") => r#"{"http":["h2","http/1.1"],"eventStreamHttp":["h2","http/1.1"]"#,
        Some(_) => r#"{"http":["h2"]"#,
        None => "{",
    };
    for protocol in &metadata.protocols {
        let is_query = protocol.id.ends_with("Query");
        let value = if is_query { "{" } else { value };
        out.open(protocol.name.at, protocol.id, value);
        // The errors of Amazon S3 alone have no element around them.
        if metadata.is_s3 && protocol.name.text == "rest-xml" {
            out.separate();
            out.raw("\"noErrorWrapping\":true");
        }
        out.raw("}");
    }
    if let Some(compatible) = &metadata.query_compatible {
        out.flag(compatible.json(), "aws.protocols#awsQueryCompatible");
    }
}

/// The schemes of the service, and further schemes of its operations.
fn write_auth(scope: &Scope<'_>, out: &mut Out<'_>, report: &mut Report<'_>) {
    let mut schemes = scope.metadata.auth.clone();
    for operation in scope.operations.values() {
        let named = operation.fields.get("auth").map(|auth| auth.texts(report));
        for scheme in named.unwrap_or_default() {
            if !schemes.iter().any(|known| known.text == scheme.text) {
                schemes.push(scheme);
            }
        }
    }
    for Text { at, text } in &schemes {
        match &**text {
            ids::NO_AUTH => {}
            ids::SIGV4 | ids::SIGV4A => {
                let metadata = &scope.metadata;
                let name = metadata.signing_name.as_ref();
                let name = name.or(metadata.endpoint_prefix.as_ref());
                out.open(*at, text, "{");
                out.entry("name", name.or(Some(&metadata.sdk_id)));
                out.raw("}");
            }
            ids::BEARER | "smithy.api#httpBasicAuth" => out.flag(*at, text),
            other => {
                let fault = format!("the authentication scheme `{other}` is not known");
                let help = "known are sigv4, sigv4a, httpBearerAuth, httpBasicAuth and noAuth";
                let fault = Diagnostic::warning(fault).at(&at.location());
                report.push(fault.on(&"metadata.auth").help(help));
            }
        }
    }
    schemes.retain(|scheme| scheme.text != ids::NO_AUTH);
    let own = scope.metadata.auth.iter();
    let own: Vec<_> = own.filter(|it| it.text != ids::NO_AUTH).collect();
    if let (Some(first), 2..) = (own.first(), schemes.len()) {
        out.open(first.at, ids::AUTH, "[");
        for Text { at, text } in own {
            out.separate();
            out.string(*at, text);
        }
        out.raw("]");
    }
}

/// The operation that finds endpoints is marked here, and named by the service in Smithy.
fn write_discovery(scope: &Scope<'_>, out: &mut Out<'_>) {
    let mut operations = scope.operations.iter();
    let found = operations.find(|(_, it)| it.fields.is("endpointoperation"));
    if let Some((key, operation)) = found {
        out.open(operation.at, "aws.api#clientEndpointDiscovery", "{");
        out.word(operation.at, "operation", &scope.operation(key));
        out.raw("}");
    }
}

/// A structure's XML namespace, unless it is the service's.
pub(super) fn write_namespace(
    value: Option<Value<'_>>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let Some(value) = value else { return };
    let uri = super::tables::namespace(&value, report);
    let service = scope.xml_namespace.as_ref();
    match (uri, service) {
        (Some(uri), Some(service)) if uri.text == service.text => {}
        (Some(uri), _) => {
            out.open(uri.at, ids::XML_NAMESPACE, "{");
            out.word(uri.at, "uri", &uri.text);
            out.raw("}");
        }
        // With a prefix, it is written alike.
        (None, _) => out.same(ids::XML_NAMESPACE, Some(value)),
    }
}
