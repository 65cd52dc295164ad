//! The names and parameter types of the builders' methods.

use std::collections::BTreeMap;

use super::types::takes_into;
use crate::ir::{Argument, Type};
use crate::model::Member;
use crate::names::{Name, Scope, pascal, snake};

/// Methods that builders have besides setters.
const METHODS: &[&str] = &[
    "build",
    "clone",
    "customize",
    "explain",
    "into_paginator",
    "presign",
    "reply",
    "send",
    "wait",
    "with",
];
/// The type parameters of builders and their methods, except those of members.
const PARAMETERS: &[&str] = &["C", "M", "Self"];

/// The names of a structure's fields and of its builder's methods and type parameters.
pub(super) struct FieldNames {
    fields: Scope,
    methods: Scope,
    parameters: Scope,
    setters: BTreeMap<String, Name>,
}

impl FieldNames {
    /// Setters come first, so that `set_x` gives way where a member is called that.
    pub(super) fn of(members: &[Member]) -> Self {
        let mut methods = Scope::with(METHODS);
        let setters = members
            .iter()
            .map(|member| {
                (
                    member.name.clone(),
                    methods.claim(&snake(&member.name), "_"),
                )
            })
            .collect();
        Self {
            fields: Scope::default(),
            methods,
            parameters: Scope::with(PARAMETERS),
            setters,
        }
    }

    pub(super) fn field(&mut self, member: &Member) -> Name {
        self.fields.claim(&snake(&member.name), "_")
    }

    pub(super) fn setter(&self, member: &Member) -> Name {
        let setter = self.setters.get(&member.name).cloned();
        setter.unwrap_or_else(|| Name::new(&snake(&member.name)))
    }

    pub(super) fn prefixed(&mut self, prefix: &str, member: &Member) -> Name {
        self.methods
            .claim(&format!("{prefix}_{}", snake(&member.name)), "_")
    }

    pub(super) fn parameter(&mut self, member: &Member) -> Name {
        self.parameters.claim(&pascal(&member.name), "Member")
    }
}

/// The parameter type of a setter for a member of that type.
pub(super) fn argument(ty: &Type) -> Argument {
    match ty {
        Type::List(element) => Argument::Element {
            ty: (**element).clone(),
            into: takes_into(element),
        },
        Type::Map(key, value) => Argument::Entry {
            key: (**key).clone(),
            key_into: takes_into(key),
            value: (**value).clone(),
            value_into: takes_into(value),
        },
        _ if takes_into(ty) => Argument::Into,
        _ => Argument::Value,
    }
}
