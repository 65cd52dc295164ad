//! Unions and their members.

use super::Context;
use super::docs::{self, Facts};
use crate::ir::{Union, Variant};
use crate::model::Shape;
use crate::names::{Scope, pascal};

impl Context<'_> {
    pub(super) fn union(&self, shape: &Shape) -> Union {
        let mut scope = Scope::default();
        let variants = shape.members().iter().map(|member| Variant {
            name: scope.claim(&pascal(&member.name), ""),
            member: member.name.clone(),
            ty: self.member_type(&shape.id, member),
            docs: self.variant_docs(shape, member),
        });
        let variants = variants.collect();
        let text = docs::written(&shape.traits);
        let text = text.unwrap_or_else(|| format!("The union `{}`.", shape.id.name()));
        Union {
            name: self.plan.type_of(&shape.id).clone(),
            unknown: scope.claim("Unknown", "Value"),
            schema: self.schema_ref(&shape.id),
            variants,
            docs: Facts::of_shape(&shape.traits).under(text),
        }
    }
}
