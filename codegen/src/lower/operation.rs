//! Operations: their types, errors, pages and waiters.

use std::collections::BTreeMap;

use super::docs::{self, Facts};
use super::paging;
use super::quirks;
use super::setters::FieldNames;
use super::waiters;
use super::{Context, id_of};
use crate::compile::jmespath::{self, Known};
use crate::diagnostic::Diagnostic;
use crate::ir::waiter::Waiter;
use crate::ir::{
    Auth, ErrorEnum, ErrorVariant, Items, Operation, Pagination, SchemaRef, StaticParam, Structure,
};
use crate::model::{self, Node, Shape, ShapeId, ShapeKind};
use crate::names::{Name, Scope, pascal};
use crate::quirks::Fact;

impl Context<'_> {
    /// `structures` are those of all operations, by name.
    pub(super) fn operation(
        &self,
        shape: &Shape,
        structures: &BTreeMap<&Name, &Structure>,
    ) -> Option<Operation> {
        let names = self.plan.operation(&shape.id)?;
        let ShapeKind::Operation(operation) = &shape.kind else {
            return None;
        };
        let (input, builder, input_schema) = self.end(&operation.input, names.input.as_ref());
        let (output, _, output_schema) = self.end(&operation.output, names.output.as_ref());
        let docs = operation_docs(shape, structures.get(&input).copied(), &names.error);
        let http = self.http(shape, operation);
        let holds = |fact| quirks::holds_for(self.model, fact, &shape.id);
        Some(Operation {
            id: id_of(&shape.id),
            module: names.module.clone(),
            marker: names.marker.clone(),
            schema: names.schema.clone(),
            method: names.method.clone(),
            input,
            input_alias: names.input_alias.clone(),
            builder,
            input_schema,
            output,
            output_alias: names.output_alias.clone(),
            output_schema,
            error: self.error_enum(&names.error, operation),
            auth: self.own_auth(shape),
            host_prefix: self.host_prefix(shape, operation),
            paging: self.paging(shape, operation),
            more_pages: quirks::more_pages(self.model, shape, operation),
            repeats_last_token: holds(Fact::RepeatsLastToken),
            discovery: self.discovery(shape),
            waiters: self.waiters(shape, operation),
            static_context: self.static_context(shape),
            operation_context: self.operation_context(shape, operation),
            long_polling: holds(Fact::LongPolling),
            addressed: self.is_addressed(http.as_ref(), operation),
            http,
            input_stream: self.stream(&operation.input),
            output_stream: self.stream(&operation.output),
            checksum: self.checksum(shape, operation),
            compressed: is_compressed(shape),
            unsigned_payload: shape.traits.unsigned_payload(),
            unwrapped_output: shape.traits.s3_unwrapped_xml_output(),
            customizations: quirks::rules(self.model, shape, operation),
            docs,
            deprecated: shape.traits.deprecated().map(docs::deprecation),
        })
    }

    /// The type at one end of an operation, its builder and its schema.
    fn end(&self, id: &ShapeId, made_up: Option<&(Name, Name)>) -> (Name, Name, SchemaRef) {
        let (names, schema) = match made_up {
            Some((name, builder)) => ((name, builder), SchemaRef::Prelude("UNIT")),
            None => (
                (self.plan.type_of(id), self.plan.builder_of(id)),
                self.schema_ref(id),
            ),
        };
        (names.0.clone(), names.1.clone(), schema)
    }

    /// The operation's own errors, then those of the service, each once.
    fn error_enum(&self, name: &Name, operation: &model::Operation) -> ErrorEnum {
        let of_service = match &self.model.service().kind {
            ShapeKind::Service(service) => service.errors.as_slice(),
            _ => &[],
        };
        let mut errors: Vec<&ShapeId> = Vec::new();
        for id in operation.errors.iter().chain(of_service) {
            if !errors.contains(&id) {
                errors.push(id);
            }
        }
        let mut scope = Scope::default();
        let variants = errors.into_iter().map(|id| ErrorVariant {
            name: scope.claim(&pascal(id.name()), ""),
            structure: self.plan.type_of(id).clone(),
            schema: self.schema_ref(id),
        });
        let variants = variants.collect();
        ErrorEnum {
            name: name.clone(),
            unmodelled: scope.claim("Unmodelled", "Error"),
            variants,
        }
    }

    fn own_auth(&self, shape: &Shape) -> Option<Vec<Auth>> {
        let traits = &shape.traits;
        let mut schemes = self.auth(traits.auth());
        if traits.optional_auth() && !schemes.contains(&Auth::None) {
            schemes.push(Auth::None);
        }
        let differs = schemes != self.auth(None);
        differs.then_some(schemes)
    }

    fn paging(&self, shape: &Shape, operation: &model::Operation) -> Option<Pagination> {
        let resolved = paging::resolve(self.model, operation, shape.traits.paginated()?);
        let refused = |why: String| {
            let way_out = format!("`paginators.{} = false`", shape.id.name());
            self.refuse_extra("the paginator", &why, shape, &way_out);
        };
        let way = resolved.map_err(refused).ok()?;
        let items = way.items.map(|items| self.items(&operation.output, items));
        Some(Pagination {
            input_token: way.input_token,
            output_token: way.output_token,
            items,
            page_size: way.page_size,
        })
    }

    /// The fields on the way to the items, and the type of each.
    fn items(&self, output: &ShapeId, way: Vec<usize>) -> Items {
        let mut shape = self.model.shape(output);
        let mut fields = Vec::with_capacity(way.len());
        for index in &way {
            let mut names = FieldNames::of(shape.members());
            let members = shape.members().iter().take(index + 1);
            let fields_so_far = members.map(|member| (member, names.field(member)));
            if let Some((member, name)) = fields_so_far.last() {
                fields.push((name, self.member_type(&shape.id, member)));
                shape = self.model.shape(&member.target);
            }
        }
        Items { way, fields }
    }

    fn waiters(&self, shape: &Shape, operation: &model::Operation) -> Vec<Waiter> {
        let waiters = shape.traits.waitable().into_iter().flatten();
        waiters
            .filter_map(|(name, waiter)| {
                let names = self.plan.waiter(&shape.id, name)?;
                let checked = waiters::check_name(self.model, shape, name);
                let acceptors =
                    checked.and_then(|()| waiters::acceptors(self.model, operation, waiter));
                let refused = |why: String| {
                    let way_out = format!("`waiters.{name} = false`");
                    self.refuse_extra(&format!("the waiter `{name}`"), &why, shape, &way_out);
                };
                let seconds = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
                let text = waiter.documentation.as_deref().map(docs::markdown);
                Some(Waiter {
                    name: name.clone(),
                    schema: names.schema.clone(),
                    method: names.method.clone(),
                    min_delay: seconds(waiter.min_delay),
                    max_delay: seconds(waiter.max_delay.max(waiter.min_delay)),
                    acceptors: acceptors.map_err(refused).ok()?,
                    docs: text.unwrap_or_else(|| format!("Waits until `{name}`.")),
                    deprecated: waiter.deprecated.then(String::new),
                })
            })
            .collect()
    }

    fn static_context(&self, shape: &Shape) -> Vec<(String, StaticParam)> {
        let params = shape.traits.static_context_params();
        let read = params.into_iter().flatten().filter_map(|(name, param)| {
            let value = static_param(&param.value);
            // With rules, `check_parameters` reports it.
            if value.is_none() && !self.has_endpoint_rules() {
                let why = "it is not a boolean, a string or a list of strings";
                self.leave_out(&format!("the endpoint parameter `{name}`"), why, shape);
            }
            Some((name.clone(), value?))
        });
        read.collect()
    }

    /// Without endpoint rules, nothing reads the parameters.
    fn operation_context(
        &self,
        shape: &Shape,
        operation: &model::Operation,
    ) -> Vec<(String, jmespath::Expression)> {
        if !self.has_endpoint_rules() {
            return Vec::new();
        }
        let input = Known::Shape(self.model.shape(&operation.input));
        let params = shape.traits.operation_context_params();
        let resolved = params.into_iter().flatten().filter_map(|(name, param)| {
            let path = jmespath::expression(self.model, &input, &param.path);
            let refused = |why: String| {
                let fault = format!("the endpoint parameter `{name}` is not in the input: {why}");
                let help = "correct the path in `smithy.rules#operationContextParams`";
                let fault = Diagnostic::error(fault)
                    .on(&shape.id)
                    .help(help)
                    .maybe_at(shape.location.as_ref());
                self.report(fault);
            };
            let (path, _) = path.map_err(refused).ok()?;
            Some((name.clone(), path))
        });
        resolved.collect()
    }

    /// A fault of a part that the user can do without: it alone is left out where faulty parts may
    /// be.
    fn refuse_extra(&self, what: &str, why: &str, shape: &Shape, way_out: &str) {
        if self.keep_going {
            return self.leave_out(what, why, shape);
        }
        let help =
            format!("correct the model, declare it in the overlay, or do without: {way_out}");
        let fault = format!("{what} cannot be generated: {why}");
        let diagnostic = Diagnostic::error(fault)
            .on(&shape.id)
            .help(help)
            .maybe_at(shape.location.as_ref());
        self.report(diagnostic);
    }

    pub(super) fn leave_out(&self, what: &str, why: &str, shape: &Shape) {
        let diagnostic = Diagnostic::warning(format!("{what} is left out: {why}"))
            .on(&shape.id)
            .maybe_at(shape.location.as_ref());
        self.report(diagnostic);
    }
}

/// The documentation, the required members and the errors.
fn operation_docs(shape: &Shape, input: Option<&Structure>, error: &Name) -> String {
    let text = docs::written(&shape.traits);
    let text = text.unwrap_or_else(|| format!("The operation `{}`.", shape.id.name()));
    let mut facts = Facts::of_shape(&shape.traits);
    let required = input.into_iter().flat_map(Structure::required);
    facts.needs(required.map(|(field, _)| field.setter.plain()));
    facts.fails_with(error.as_str());
    facts.under(text)
}

/// Whether requests may be compressed; the only encoding that the trait knows is `gzip`.
fn is_compressed(shape: &Shape) -> bool {
    let compression = shape.traits.request_compression();
    compression.is_some_and(|it| it.encodings.iter().any(|encoding| encoding == "gzip"))
}

fn static_param(node: &Node) -> Option<StaticParam> {
    let text = |item: &Node| item.as_str().map(str::to_owned);
    Some(match node {
        Node::Bool(value) => StaticParam::Bool(*value),
        Node::String(text) => StaticParam::String(text.clone()),
        Node::Array(items) => {
            StaticParam::StringArray(items.iter().map(text).collect::<Option<_>>()?)
        }
        Node::Null | Node::Number(_) | Node::Object(_) => return None,
    })
}
