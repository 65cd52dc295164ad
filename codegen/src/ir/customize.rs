//! What services want beyond their models: the one table that names services, and its rows
//! looked up for an operation. What a rule does is the runtime's business.

mod table;

use self::table::{Row, Rule, TABLE};
use crate::model::{Model, Operation, Shape};

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
}

/// The rules of an operation, in the order of the table. Those about members that the model does
/// not have are none.
pub(super) fn resolve(model: &Model, shape: &Shape, operation: &Operation) -> Vec<Customization> {
    let service = model.service().traits.aws_service();
    let Some(service) = service.map(|it| it.sdk_id.as_str()) else {
        return Vec::new();
    };
    let about = |row: &&Row| {
        let operations = row.operations;
        row.service == service && (operations.is_empty() || operations.contains(&shape.id.name()))
    };
    let rows = TABLE.iter().filter(about);
    let input = model.shape(&operation.input);
    rows.flat_map(|row| rules(&row.rule, input)).collect()
}

/// A row's rules for an operation with this input.
fn rules(rule: &Rule, input: &Shape) -> Vec<Customization> {
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
    }
}
