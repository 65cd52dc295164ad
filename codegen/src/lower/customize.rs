//! What services want beyond their models: the one table that names services, and its rows
//! looked up for an operation. What a rule does is the runtime's business.

mod digests;
mod revise;
mod table;

pub(super) use self::revise::{is_lenient, more_pages, revise};
use self::table::{HOSTS_IN_RULES, OBJECT_STORES, REPEATS_LAST_TOKEN, RETRYABLE, Row, Rule, TABLE};
use crate::ir::Customization;
use crate::model::traits::Traits;
use crate::model::{Member, Model, Operation, Shape, ShapeId, ShapeKind};

/// Where the source of a copy is; AWS JSON has it in patches, Smithy not at all.
const SOURCE_REGION: &str = "SourceRegion";

/// The rules of an operation, in the order of the table. Those about members that the model does
/// not have are none.
pub(super) fn resolve(model: &Model, shape: &Shape, operation: &Operation) -> Vec<Customization> {
    let rows = rows(model, &shape.id);
    rows.flat_map(|row| rules(&row.rule, model, operation))
        .collect()
}

/// The model with the members that rules need and that only AWS's own clients have; `None` where
/// there are none.
pub(super) fn complete(model: &Model) -> Option<Model> {
    let mut changed: Option<Model> = None;
    for shape in model.operations() {
        let ShapeKind::Operation(operation) = &shape.kind else {
            continue;
        };
        for row in rows(model, &shape.id) {
            let Rule::PresignedUrl { name, .. } = row.rule else {
                continue;
            };
            let input = model.shape(&operation.input);
            let Some(url) = input.member(name) else {
                continue;
            };
            if input.member(SOURCE_REGION).is_none() {
                let member = source_region(url);
                let changed = changed.get_or_insert_with(|| model.clone());
                changed.add_member(&operation.input, member);
            }
        }
    }
    changed
}

/// A member like the one that it is for.
fn source_region(url: &Member) -> Member {
    let mut traits = Traits::default();
    traits.set_documentation(
        "The region of what is copied, where it is another one: a presigned URL for it is made \
         and sent along. The service itself does not know this member.",
    );
    Member {
        name: SOURCE_REGION.to_owned(),
        target: url.target.clone(),
        traits,
        location: url.location.clone(),
    }
}

/// Whether callers need not give a required member of this operation's input.
pub(super) fn fills_in(model: &Model, operation: &ShapeId, name: &str) -> bool {
    let mut rows = rows(model, operation);
    rows.any(|row| matches!(row.rule, Rule::DefaultText { member, .. } if member == name))
}

/// Whether paths name a bucket, which endpoint rules place, and the key of an object in it.
pub(super) fn has_buckets(model: &Model) -> bool {
    sdk_id(model).is_some_and(|id| OBJECT_STORES.contains(&id))
}

/// Whether endpoint rules place what operations have as the prefix of their host.
pub(super) fn has_hosts_in_rules(model: &Model) -> bool {
    sdk_id(model).is_some_and(|id| HOSTS_IN_RULES.contains(&id))
}

/// Whether the pages of an operation end with a token that is repeated.
pub(super) fn repeats_last_token(model: &Model, operation: &ShapeId) -> bool {
    let mut rows = REPEATS_LAST_TOKEN.iter();
    sdk_id(model).is_some_and(|id| rows.any(|row| *row == (id, operation.name())))
}

/// Whether an error that the model does not mark as such may be gone the next time.
pub(super) fn is_retryable(model: &Model, error: &ShapeId) -> bool {
    let mut rows = RETRYABLE.iter();
    sdk_id(model).is_some_and(|id| rows.any(|row| *row == (id, error.name())))
}

fn rows<'m>(model: &'m Model, operation: &'m ShapeId) -> impl Iterator<Item = &'static Row> {
    let service = sdk_id(model);
    TABLE.iter().filter(move |row| {
        let operations = row.operations;
        service == Some(row.service)
            && (operations.is_empty() || operations.contains(&operation.name()))
    })
}

fn sdk_id(model: &Model) -> Option<&str> {
    let service = model.service().traits.aws_service();
    service.map(|it| it.sdk_id.as_str())
}

/// A row's rules for an operation.
fn rules(rule: &Rule, model: &Model, operation: &Operation) -> Vec<Customization> {
    let input = model.shape(&operation.input);
    let members = || input.members().iter().enumerate();
    let named = |name: &str| members().find(|(_, it)| it.name == name).map(|it| it.0);
    match *rule {
        Rule::Header { name, value } => vec![Customization::Header {
            name,
            value: value.to_owned(),
        }],
        Rule::LateError => vec![Customization::LateError],
        Rule::RawPath => vec![Customization::RawPath],
        Rule::BucketName(member) => named(member)
            .map(|member| Customization::BucketName { member })
            .into_iter()
            .collect(),
        Rule::DefaultText { member, value } => named(member)
            .map(|member| Customization::DefaultText { member, value })
            .into_iter()
            .collect(),
        Rule::TrimPrefix { targets, prefixes } => members()
            .filter(|(_, it)| targets.contains(&it.target.name()))
            .map(|(member, _)| Customization::TrimPrefix { member, prefixes })
            .collect(),
        Rule::Version { header } => match &model.service().kind {
            ShapeKind::Service(service) => vec![Customization::Header {
                name: header,
                value: service.version.clone(),
            }],
            _ => Vec::new(),
        },
        Rule::EndpointMember(member) => named(member)
            .map(|member| Customization::EndpointMember { member })
            .into_iter()
            .collect(),
        Rule::PresignedUrl {
            name,
            sends_regions,
        } => named(SOURCE_REGION)
            .zip(named(name))
            .map(|(source, url)| Customization::PresignedUrl {
                source,
                url,
                name,
                sends_regions,
            })
            .into_iter()
            .collect(),
        Rule::MessageDigests(ref wanted) => digests::resolve(wanted, model, operation)
            .map(Customization::MessageDigests)
            .into_iter()
            .collect(),
        Rule::QueryInBody => vec![Customization::QueryInBody],
        Rule::TreeHash { header } => vec![Customization::TreeHash { header }],
        Rule::ResponseCrc32 { header } => vec![Customization::ResponseCrc32 { header }],
    }
}
