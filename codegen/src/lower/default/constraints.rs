//! Whether a default keeps the constraints of its own member, since some models' do not. Of texts
//! that break a pattern, only the empty one is found: automata run in the runtime.

use std::cmp::Ordering;

use crate::compile::pattern::Compiled;
use crate::lower::Context;
use crate::model::traits::{Length, Range, Traits};
use crate::model::{Member, Node, Shape, ShapeId};

impl Context<'_> {
    /// Whether a validator would refuse the default of a member.
    pub(in crate::lower) fn default_is_invalid(&self, owner: &Shape, member: &Member) -> bool {
        let Some(default) = member.traits.default_value() else {
            return false;
        };
        let target = self.model.shape(&member.target);
        let id = owner.id.with_member(&member.name);
        // Traits of the member override those of its target, as in the validator.
        let places = [(&id, &member.traits), (&target.id, &target.traits)];
        let range = first(places, |id, traits| self.corrections.range(id, traits));
        let length = first(places, |id, traits| self.corrections.length(id, traits));
        let pattern = places
            .iter()
            .find_map(|(id, traits)| self.corrections.pattern(id, traits));
        let mismatch = |source: &str| match (default.as_str(), self.compile(source)) {
            (Some(""), Ok(Compiled::Automaton(program))) => !program.accepts_empty_text(),
            _ => false,
        };
        range.is_some_and(|range| is_outside(default, &range))
            || length.is_some_and(|length| has_other_length(default, &length))
            || pattern.is_some_and(mismatch)
    }
}

type Place<'a> = (&'a ShapeId, &'a Traits);

fn first<T>(places: [Place<'_>; 2], read: impl Fn(&ShapeId, &Traits) -> Option<T>) -> Option<T> {
    places.into_iter().find_map(|(id, traits)| read(id, traits))
}

fn is_outside(default: &Node, range: &Range) -> bool {
    let Node::Number(value) = default else {
        return false;
    };
    let order = |bound: &Option<String>| {
        let bound: f64 = bound.as_ref()?.parse().ok()?;
        value.parse::<f64>().ok()?.partial_cmp(&bound)
    };
    order(&range.min) == Some(Ordering::Less) || order(&range.max) == Some(Ordering::Greater)
}

fn has_other_length(default: &Node, length: &Length) -> bool {
    let count = match default {
        Node::String(text) => text.chars().count(),
        Node::Array(items) => items.len(),
        Node::Object(entries) => entries.len(),
        Node::Null | Node::Bool(_) | Node::Number(_) => return false,
    };
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    length.min.is_some_and(|min| count < min) || length.max.is_some_and(|max| count > max)
}
