//! What the generator makes of a service, in the form of the reference implementation's facts
//! (`model-facts` in the corpora), for the two to be compared.
//!
//! Reads the IR, never generated text.

mod bindings;
mod nullability;

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tinsmith_codegen::ir::Pagination;
use tinsmith_codegen::ir::{Auth, Id, Ir, Operation, Protocol, SchemaRef};
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, select};
use tinsmith_codegen::lower::lower;
use tinsmith_codegen::model::{Model, ShapeId, Traits};
use tinsmith_codegen::{Diagnostics, Options, Source};

pub use self::nullability::Nullability;

/// What the generator makes of one service.
#[derive(Debug)]
pub struct Facts {
    /// By operation.
    pub operations: Map<String, Value>,
    /// By structure, then by member.
    pub nullability: Vec<(String, Vec<(String, Nullability)>)>,
    /// Whether the protocol binds members to places of HTTP messages.
    pub binds_http: bool,
}

/// The facts of a service of a model in JSON.
///
/// Fails with the diagnostics when the model or service is refused.
pub fn of(model: &Arc<Source>, service: &str) -> Result<Facts, String> {
    let mut diagnostics = Diagnostics::new();
    let ast = load(std::slice::from_ref(model), &mut diagnostics);
    let choice = Choice {
        service: Some(service),
        operations: &[],
    };
    let model = select(&ast, &choice, &mut diagnostics);
    let lowered = model.and_then(|model| {
        let ir = lower(&model, &Options::new("facts"), &mut diagnostics)?;
        Some((model, ir))
    });
    let (model, ir) = lowered.ok_or_else(|| diagnostics.to_string())?;
    let operations = ir.operations.iter();
    Ok(Facts {
        operations: operations
            .map(|it| (id(&it.id), operation(&ir, it)))
            .collect(),
        nullability: nullability::all(&ir, &model),
        binds_http: matches!(
            ir.service.protocol,
            Protocol::RestJson1 | Protocol::RestXml | Protocol::RestXmlUnwrapped
        ),
    })
}

fn id(Id { namespace, name }: &Id) -> String {
    format!("{namespace}#{name}")
}

fn shape_id(ir: &Ir, at: &SchemaRef) -> String {
    ir.schema(at)
        .map_or_else(|| "smithy.api#Unit".to_owned(), |schema| id(&schema.id))
}

fn operation(ir: &Ir, operation: &Operation) -> Value {
    let mut errors: Vec<String> = operation
        .error
        .variants
        .iter()
        .map(|it| shape_id(ir, &it.schema))
        .collect();
    errors.sort();
    let mut facts = json!({
        "input": shape_id(ir, &operation.input_schema),
        "output": shape_id(ir, &operation.output_schema),
        "errors": errors,
        "auth": auth(operation.auth.as_ref().unwrap_or(&ir.service.auth)),
    });
    if let Some(pages) = &operation.paging {
        facts["paginated"] = paginated(ir, operation, pages);
    }
    for (end, schema, stream) in [
        ("Input", &operation.input_schema, operation.input_stream),
        ("Output", &operation.output_schema, operation.output_stream),
    ] {
        if let Some(events) = bindings::events(ir, schema, stream) {
            facts[format!("eventStream{end}")] = events;
        }
    }
    bindings::add(ir, operation, &mut facts);
    facts
}

fn auth(schemes: &[Auth]) -> Vec<&'static str> {
    let schemes = schemes.iter().map(|scheme| match scheme {
        Auth::SigV4 { .. } => "aws.auth#sigv4",
        Auth::SigV4a { .. } => "aws.auth#sigv4a",
        Auth::Bearer => "smithy.api#httpBearerAuth",
        Auth::Basic => "smithy.api#httpBasicAuth",
        Auth::Digest => "smithy.api#httpDigestAuth",
        Auth::ApiKey { .. } => "smithy.api#httpApiKeyAuth",
        Auth::None => "smithy.api#noAuth",
    });
    schemes.collect()
}

fn paginated(ir: &Ir, operation: &Operation, pages: &Pagination) -> Value {
    let input = |index: usize| path(ir, &operation.input_schema, &[index]).pop();
    let output = |way: &[usize]| path(ir, &operation.output_schema, way);
    let mut facts = json!({
        "inputToken": input(pages.input_token),
        "outputToken": output(&pages.output_token),
        "items": pages.items.as_ref().map(|it| output(&it.way)).unwrap_or_default(),
    });
    if let Some(size) = pages.page_size.and_then(input) {
        facts["pageSize"] = size.into();
    }
    facts
}

/// The names of the members along a way of indices.
fn path(ir: &Ir, from: &SchemaRef, way: &[usize]) -> Vec<String> {
    let mut at = from;
    let mut names = Vec::new();
    for index in way {
        let Some(member) = ir.schema(at).and_then(|schema| schema.members.get(*index)) else {
            break;
        };
        names.push(member.name.clone());
        at = &member.target;
    }
    names
}

/// The model's own word on a member: whether it has the trait that `read` looks for.
fn has_trait(model: &Model, owner: &str, member: &str, read: impl Fn(&Traits) -> bool) -> bool {
    let shape = ShapeId::parse(owner).and_then(|id| model.get(&id));
    let member = shape.and_then(|shape| shape.member(member));
    member.is_some_and(|member| read(&member.traits))
}
