//! Which members of structures may be absent.

use tinsmith_codegen::ir::{Ir, Presence, Role, Type};
use tinsmith_codegen::model::{Model, Node};

use super::{has_trait, id};

/// How a member can be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nullability {
    /// An `Option` in what is sent as an operation's input, by the rule for inputs; whether the
    /// model has a reason beside `required` for it.
    OfInput {
        /// It is an `Option`.
        optional: bool,
        /// A default without `required`, `clientOptional` or an idempotency token.
        excused: bool,
    },
    /// Anywhere else.
    OfOther {
        /// It is an `Option`.
        optional: bool,
    },
    /// A stream, which is never absent.
    Stream,
}

/// Of every structure with a schema.
pub(super) fn all(ir: &Ir, model: &Model) -> Vec<(String, Vec<(String, Nullability)>)> {
    let structures = ir.structures.iter().filter_map(|structure| {
        let owner = id(&ir.schema(&structure.schema)?.id);
        let is_input = structure.role == Role::Input;
        let members = structure.fields.iter().map(|field| {
            let optional = matches!(field.presence, Presence::Optional);
            let excused = || {
                has_trait(model, &owner, &field.member, |it| {
                    // `required` wins over a default (Smithy 2.0, "required trait").
                    let has_default = it.default_value().is_some_and(|it| *it != Node::Null);
                    let is_defaulted = has_default && !it.required();
                    it.client_optional() || is_defaulted || it.idempotency_token()
                })
            };
            let nullability = match &field.ty {
                Type::ByteStream | Type::EventStream(_) => Nullability::Stream,
                _ if is_input => Nullability::OfInput {
                    optional,
                    excused: excused(),
                },
                _ => Nullability::OfOther { optional },
            };
            (field.member.clone(), nullability)
        });
        let members = members.collect();
        Some((owner, members))
    });
    structures.collect()
}
