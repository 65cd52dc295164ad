//! Members: their place in a message, and their name there. The meaning of a name depends on the
//! protocol.

use super::constraint::{write_pattern, write_said, write_timestamp_format};
use super::fields::{Fields, Text};
use super::ids;
use super::operation::nameless;
use super::out::Out;
use super::scope::Scope;
use super::service::write_namespace;
use super::tables::Named;
use crate::diagnostic::Diagnostic;
use crate::syntax::json::{Json, Report};

/// Properties that are traits if they are `true`.
const FLAGS: [(&str, &str); 5] = [
    ("eventheader", "smithy.api#eventHeader"),
    ("eventpayload", "smithy.api#eventPayload"),
    ("hostLabel", "smithy.api#hostLabel"),
    ("idempotencyToken", "smithy.api#idempotencyToken"),
    ("xmlAttribute", "smithy.api#xmlAttribute"),
];

/// Properties that no code depends on, or that were read before.
const IGNORED: [&str; 8] = [
    "box",
    "endpointdiscoveryid",
    "flattened",
    "jsonvalue",
    "shape",
    "streaming",
    "wrapper",
    "event",
];

/// The members of a structure or union.
pub(super) fn write_members(
    shape: &str,
    fields: &mut Fields<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let required = fields.get("required").map(|list| list.texts(report));
    let required = required.unwrap_or_default();
    let payload = fields.peek("payload");
    let Some(members) = fields.object("members", report) else {
        return;
    };
    out.open(members.at, "members", "{");
    for field in members.list {
        let report = &mut report.on(format_args!("shapes.{shape}.members.{}", field.key));
        let Some(reference) = field.value.fields(report) else {
            continue;
        };
        let place = Place {
            at: field.at,
            name: &field.key,
            is_required: required.iter().any(|name| name.text == field.key),
            is_payload: payload.as_deref() == Some(&*field.key),
        };
        write_member(&place, reference, scope, out, report);
    }
    out.raw("}");
}

/// Where a member is.
struct Place<'a> {
    at: Json<'a>,
    name: &'a str,
    is_required: bool,
    is_payload: bool,
}

fn write_member(
    place: &Place<'_>,
    mut reference: Fields<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let Some(shape) = reference.peek("shape") else {
        return report.push(nameless(&reference));
    };
    out.key(place.at, place.name);
    out.raw("{\"target\":");
    out.string(reference.at, &target(&shape, &reference, scope));
    out.open(reference.at, "traits", "{");
    let location = reference.text("location", report);
    let is_label = location.as_ref().is_some_and(|it| it.text == "uri");
    if place.is_required || is_label {
        out.flag(place.at, "smithy.api#required");
    }
    write_said(&mut reference, out, report);
    if place.is_payload && scope.metadata.is_rest() {
        out.flag(place.at, "smithy.api#httpPayload");
    }
    match location {
        Some(location) => write_binding(&location, place, &mut reference, scope, out, report),
        None => write_names(place, &mut reference, scope, out, report),
    }
    write_timestamp_format(&mut reference, out, report);
    out.same("smithy.rules#contextParam", reference.take("contextParam"));
    write_pattern(&mut reference, out, report);
    for (property, id) in FLAGS {
        if reference.flag(property, report) {
            out.flag(place.at, id);
        }
    }
    out.raw("}}");
    reference.ignore(&IGNORED);
    reference.finish(report);
}

/// The ID of the shape that a member targets. If the member is marked as a stream or as JSON in a
/// string, the target is a shape of its own, since these are traits of shapes in Smithy.
fn target(shape: &str, reference: &Fields<'_>, scope: &Scope<'_>) -> String {
    let streams = scope.target(reference).is_some_and(|it| it.is("streaming"));
    if reference.is("streaming") && !streams {
        scope.fresh("Streaming", shape)
    } else if reference.is("jsonvalue") {
        scope.fresh("Json", shape)
    } else {
        scope.shape(shape)
    }
}

/// Writes the shapes that [`target`] makes up of a shape, if some member needs them.
pub(super) fn write_special(name: &str, named: &Named<'_>, scope: &Scope<'_>, out: &mut Out<'_>) {
    if scope.uses.streams.contains(name) && !named.fields.is("streaming") {
        out.shape(named.at, &scope.fresh("Streaming", name), "blob");
        out.raw(",\"traits\":{\"smithy.api#streaming\":{}}}");
    }
    if scope.uses.json.contains(name) {
        out.shape(named.at, &scope.fresh("Json", name), "string");
        out.raw(",\"traits\":{\"smithy.api#mediaType\":\"application/json\"}}");
    }
}

/// A place outside of the body.
fn write_binding(
    location: &Text<'_>,
    place: &Place<'_>,
    reference: &mut Fields<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let name = reference.text("locationName", report);
    if !scope.metadata.is_rest() {
        return;
    }
    let target = scope
        .target(reference)
        .and_then(|target| target.peek("type"));
    let name = name.unwrap_or_else(|| Text {
        at: location.at,
        text: match &*location.text {
            "headers" => "".into(),
            _ => place.name.to_owned().into(),
        },
    });
    let id = match (&*location.text, target.as_deref()) {
        ("uri", _) => return out.flag(location.at, "smithy.api#httpLabel"),
        ("statusCode", _) => return out.flag(location.at, "smithy.api#httpResponseCode"),
        ("querystring", Some("map")) => {
            return out.flag(location.at, "smithy.api#httpQueryParams");
        }
        ("querystring", _) => "smithy.api#httpQuery",
        ("header", _) => "smithy.api#httpHeader",
        ("headers", _) => "smithy.api#httpPrefixHeaders",
        (other, _) => {
            let fault = format!("unknown location `{other}`");
            let help = "known are header, headers, querystring, uri and statusCode";
            let fault = Diagnostic::error(fault).at(&location.at.location());
            return report.push(fault.help(help));
        }
    };
    out.entry(id, Some(&name));
}

/// Names in the body.
fn write_names(
    place: &Place<'_>,
    reference: &mut Fields<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let metadata = &scope.metadata;
    let given = reference.text("locationName", report);
    let is_named = given.as_ref().is_some_and(|name| name.text != place.name);
    if metadata.speaks("rest-json") {
        let json = given.as_ref().filter(|_| !place.is_payload);
        out.entry("smithy.api#jsonName", json);
    } else if let (Some(name), true, false) = (&given, is_named, metadata.has_xml_names()) {
        let fault = "no protocol of the service has names other than the member's";
        report.push(Diagnostic::warning(fault).at(&name.at.location()));
    }
    if let Some(query) = reference.text("queryName", report) {
        out.entry("aws.protocols#ec2QueryName", Some(&query));
    }
    let namespace = reference.take("xmlNamespace");
    if !metadata.has_xml_names() {
        return;
    }
    write_xml_name(place, given, reference, scope, out, report);
    let inherited = scope.inherited(reference, "xmlNamespace");
    write_namespace(namespace.or(inherited), scope, out, report);
}

fn write_xml_name(
    place: &Place<'_>,
    given: Option<Text<'_>>,
    reference: &Fields<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let target = scope.target(reference);
    let is = |kind: &str| target.is_some_and(|it| it.peek("type").as_deref() == Some(kind));
    let flattened = scope.inherited(reference, "flattened");
    let flattened = flattened.filter(|it| it.is_true() && (is("list") || is("map")));
    // Elements of a list that is flattened everywhere have no list around them; they use the name
    // of an element, if there is one.
    let element = flattened.as_ref().and_then(|_| {
        let list = target.filter(|_| !reference.is("flattened"))?;
        let item = list.get("member")?.fields(report)?;
        item.get("locationName")?.text(report)
    });
    // A structure's own name is that of its root element.
    let own = || {
        let target = target.filter(|_| place.is_payload || !is("structure"))?;
        target.get("locationName")?.text(report)
    };
    let name = element.or(given).or_else(own);
    let implied = match (place.is_payload && is("structure"), target) {
        (true, Some(target)) => target
            .peek("locationName")
            .or_else(|| reference.peek("shape")),
        _ => Some(place.name.into()),
    };
    if let Some(flattened) = flattened {
        out.flag(flattened.json(), "smithy.api#xmlFlattened");
    }
    let name = name.filter(|name| Some(&*name.text) != implied.as_deref());
    out.entry(ids::XML_NAME, name.as_ref());
}

/// The element of a list, or the key or value of a map.
pub(super) fn write_part(
    part: &str,
    shape: &str,
    fields: &mut Fields<'_>,
    scope: &Scope<'_>,
    out: &mut Out<'_>,
    report: &mut Report<'_>,
) {
    let report = &mut report.on(format_args!("shapes.{shape}.{part}"));
    let flattened = fields.is("flattened");
    let Some(mut reference) = fields.object(part, report) else {
        return;
    };
    let Some(target) = reference.peek("shape") else {
        return report.push(nameless(&reference));
    };
    out.key(reference.at, part);
    out.raw("{\"target\":");
    out.string(reference.at, &scope.shape(&target));
    out.open(reference.at, "traits", "{");
    let name = reference.text("locationName", report);
    // The elements of flattened lists are called by the member that holds the list.
    let is_named = scope.metadata.has_xml_names() && !(flattened && part == "member");
    let name = name.filter(|name| is_named && name.text != part);
    out.entry(ids::XML_NAME, name.as_ref());
    write_said(&mut reference, out, report);
    write_timestamp_format(&mut reference, out, report);
    let namespace = reference.take("xmlNamespace");
    write_namespace(namespace.filter(|_| is_named), scope, out, report);
    out.raw("}}");
    reference.ignore(&IGNORED);
    reference.finish(report);
}
