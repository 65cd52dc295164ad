//! Where the members of requests and responses travel, and as what.

use serde_json::{Map, Value, json};
use tinsmith_codegen::ir::{
    Binding, Http, Ir, Operation, PathPart, Schema, SchemaMember, SchemaRef, Trait,
};

/// Adds what the operation's HTTP binding says, if it has one.
pub(super) fn add(ir: &Ir, operation: &Operation, facts: &mut Value) {
    let Some(http) = &operation.http else {
        return;
    };
    let input = ir.schema(&operation.input_schema);
    let output = ir.schema(&operation.output_schema);
    facts["http"] = json!({
        "method": http.method,
        "uri": uri(http, input),
        "code": http.status,
    });
    facts["request"] = places(input);
    facts["response"] = places(output);
    for (message, schema) in [("request", input), ("response", output)] {
        if let Some(content_type) = content_type(ir, schema) {
            facts[format!("{message}ContentType")] = content_type.into();
        }
    }
}

/// The event stream of an input or output: its member, and those beside it.
pub(super) fn events(ir: &Ir, at: &SchemaRef, stream: Option<usize>) -> Option<Value> {
    let schema = ir.schema(at)?;
    let member = schema.members.get(stream?)?;
    is_union(ir, member).then(|| {
        let others = schema.members.iter().map(|it| it.name.as_str());
        let mut others: Vec<&str> = others.filter(|name| *name != member.name).collect();
        others.sort_unstable();
        json!({ "member": member.name, "initial": others })
    })
}

fn uri(http: &Http, input: Option<&Schema>) -> String {
    let name = |index: &usize| {
        let member = input.and_then(|input| input.members.get(*index));
        member.map_or("?", |member| member.name.as_str())
    };
    let path = http.path.iter().map(|part| match part {
        PathPart::Text(text) => text.clone(),
        PathPart::Label(index) => format!("{{{}}}", name(index)),
        PathPart::Greedy(index) | PathPart::Key(index) => format!("{{{}+}}", name(index)),
    });
    let query = http.query.iter().map(|(name, value)| match value {
        Some(value) => format!("{name}={value}"),
        None => name.clone(),
    });
    let query: Vec<String> = query.collect();
    let separator = if query.is_empty() { "" } else { "?" };
    path.collect::<String>() + separator + &query.join("&")
}

fn binding(member: &SchemaMember) -> Option<&Binding> {
    member.traits.iter().find_map(|it| match it {
        Trait::Binding(binding) => Some(binding),
        _ => None,
    })
}

/// The place of each member; of those without one, there is no word where another is the body.
fn places(schema: Option<&Schema>) -> Value {
    let members = schema.map_or(&[][..], |schema| schema.members.as_slice());
    let whole = payload(members).is_some();
    let places = members.iter().filter_map(|member| {
        let name = member.name.as_str();
        let place = match binding(member) {
            None if whole => return None,
            None => json!({ "location": "DOCUMENT", "name": name }),
            Some(Binding::Label) => json!({ "location": "LABEL", "name": name }),
            Some(Binding::Header(header)) => json!({ "location": "HEADER", "name": header }),
            Some(Binding::PrefixHeaders(prefix)) if prefix.is_empty() => {
                json!({ "location": "PREFIX_HEADERS" })
            }
            Some(Binding::PrefixHeaders(prefix)) => {
                json!({ "location": "PREFIX_HEADERS", "name": prefix })
            }
            Some(Binding::Query(query)) => json!({ "location": "QUERY", "name": query }),
            Some(Binding::QueryParams) => json!({ "location": "QUERY_PARAMS", "name": name }),
            Some(Binding::Payload) => json!({ "location": "PAYLOAD", "name": name }),
            Some(Binding::ResponseCode) => json!({ "location": "RESPONSE_CODE", "name": name }),
        };
        Some((name.to_owned(), place))
    });
    Value::Object(places.collect::<Map<_, _>>())
}

fn payload(members: &[SchemaMember]) -> Option<&SchemaMember> {
    let mut members = members.iter();
    members.find(|member| binding(member) == Some(&Binding::Payload))
}

/// What the body is: `document` where members are in it, or its payload's type.
fn content_type(ir: &Ir, schema: Option<&Schema>) -> Option<String> {
    let members = &schema?.members;
    let Some(payload) = payload(members) else {
        let document = members.iter().any(|member| binding(member).is_none());
        return document.then(|| "document".to_owned());
    };
    let target = ir.schema(&payload.target);
    let mut traits = payload
        .traits
        .iter()
        .chain(target.into_iter().flat_map(|it| &it.traits));
    let media_type = traits.find_map(|it| match it {
        Trait::MediaType(name) => Some(name.clone()),
        _ => None,
    });
    let streams = target.is_some_and(|it| it.traits.contains(&Trait::Streaming));
    let of_kind = match kind(ir, payload) {
        "Union" if streams => "application/vnd.amazon.eventstream",
        "Blob" => "application/octet-stream",
        "String" | "Enum" => "text/plain",
        _ => "document",
    };
    Some(media_type.unwrap_or_else(|| of_kind.to_owned()))
}

fn is_union(ir: &Ir, member: &SchemaMember) -> bool {
    kind(ir, member) == "Union"
}

/// The kind of what a member holds.
fn kind<'ir>(ir: &'ir Ir, member: &'ir SchemaMember) -> &'ir str {
    match &member.target {
        SchemaRef::Prelude("BLOB") => "Blob",
        SchemaRef::Prelude("STRING") => "String",
        target => ir.schema(target).map_or("", |schema| schema.kind),
    }
}
