//! Enums of strings and of integers.

use std::collections::BTreeSet;

use super::Context;
use super::docs::{self, Facts};
use crate::diagnostic::Diagnostic;
use crate::ir::{EnumValue, EnumValues, Enumeration};
use crate::model::{Member, Node, Shape, ShapeKind};
use crate::names::{Scope, pascal};

impl Context<'_> {
    pub(super) fn enumeration(&self, shape: &Shape) -> Enumeration {
        let mut scope = Scope::default();
        let values = if matches!(shape.kind, ShapeKind::IntEnum { .. }) {
            let read = |node: &Node| node.as_integer().and_then(|it| i32::try_from(it).ok());
            EnumValues::Integers(self.values(shape, &mut scope, read))
        } else {
            let read = |node: &Node| node.as_str().map(str::to_owned);
            EnumValues::Strings(self.values(shape, &mut scope, read))
        };
        let text = docs::written(&shape.traits);
        let text = text.unwrap_or_else(|| format!("The enum `{}`.", shape.id.name()));
        Enumeration {
            name: self.plan.type_of(&shape.id).clone(),
            unknown: scope.claim("Unknown", "Value"),
            values,
            docs: Facts::of_shape(&shape.traits).under(text),
        }
    }

    fn values<T: Ord + Clone + ToString>(
        &self,
        shape: &Shape,
        scope: &mut Scope,
        read: impl Fn(&Node) -> Option<T>,
    ) -> Vec<EnumValue<T>> {
        let mut seen = BTreeSet::new();
        let mut values = Vec::new();
        for member in shape.members() {
            let Some(value) = member.traits.enum_value().and_then(&read) else {
                self.refuse_value(shape, member, "has no value of the enum's type");
                continue;
            };
            if !seen.insert(value.clone()) {
                let value = docs::code(&value.to_string());
                self.refuse_value(shape, member, &format!("repeats the value {value}"));
                continue;
            }
            let text = docs::written(&member.traits);
            let text = text.unwrap_or_else(|| format!("{}.", docs::code(&value.to_string())));
            values.push(EnumValue {
                name: scope.claim(&pascal(&member.name), ""),
                value,
                docs: Facts::of_member(&member.traits).under(text),
            });
        }
        values
    }

    fn refuse_value(&self, shape: &Shape, member: &Member, why: &str) {
        let fault = format!("the enum's member `{}` {why}", member.name);
        let help = "give each member a `smithy.api#enumValue` of its own";
        let subject = shape.id.with_member(&member.name);
        self.report(
            Diagnostic::error(fault)
                .at(&member.location)
                .on(&subject)
                .help(help),
        );
    }
}
