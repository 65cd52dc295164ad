//! What services want beyond their models: the one table that names services, and its rows
//! looked up for an operation. What a rule does is the runtime's business.

mod table;

use self::table::{RETRYABLE, Row, Rule, TABLE};
use crate::model::{Model, Operation, Shape, ShapeId, ShapeKind};

/// A rule of the runtime, with the members that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Customization {
    /// A header that every request has.
    Header {
        /// In lower case.
        name: &'static str,
        /// What it says.
        value: String,
    },
    /// What stands for an input member where the caller gives none.
    DefaultText {
        /// The member.
        member: usize,
        /// Its value.
        value: &'static str,
    },
    /// What is cut off an input member.
    TrimPrefix {
        /// The member.
        member: usize,
        /// Without the slash in front.
        prefixes: &'static [&'static str],
    },
    /// The input member that says where the request goes.
    EndpointMember {
        /// The member.
        member: usize,
    },
    /// Hashes of the body, that of a tree in a header.
    TreeHash {
        /// In lower case.
        header: &'static str,
    },
    /// The header of responses that has the CRC-32 of their body.
    ResponseCrc32 {
        /// In lower case.
        header: &'static str,
    },
}

/// The rules of an operation, in the order of the table. Those about members that the model does
/// not have are none.
pub(super) fn resolve(model: &Model, shape: &Shape, operation: &Operation) -> Vec<Customization> {
    let rows = rows(model, &shape.id);
    rows.flat_map(|row| rules(&row.rule, model, operation))
        .collect()
}

/// Whether callers need not give a required member of this operation's input.
pub(super) fn fills_in(model: &Model, operation: &ShapeId, name: &str) -> bool {
    let mut rows = rows(model, operation);
    rows.any(|row| matches!(row.rule, Rule::DefaultText { member, .. } if member == name))
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
        Rule::TreeHash { header } => vec![Customization::TreeHash { header }],
        Rule::ResponseCrc32 { header } => vec![Customization::ResponseCrc32 { header }],
    }
}
