//! The user's overlay with its names looked up, and the constraints that result from it.

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::model::traits::{Length, Range, Traits};
use crate::model::{Model, Shape, ShapeId, ShapeKind, is_identifier};
use crate::names::Name;
use crate::overlay::{Constraint, Overlay};
use crate::suggest::did_you_mean;

/// Constraints that an overlay can drop.
const CONSTRAINTS: &[&str] = &["length", "pattern", "range", "uniqueItems"];

/// An overlay that fits the model.
#[derive(Debug, Default)]
pub(super) struct Corrections {
    needed: BTreeMap<ShapeId, bool>,
    constraints: BTreeMap<ShapeId, Vec<Constraint>>,
    pub(super) renames: BTreeMap<ShapeId, String>,
    /// The place of the renames.
    places: BTreeMap<ShapeId, Location>,
}

impl Corrections {
    /// Looks every name up and reports names that the model does not have.
    pub(super) fn resolve(model: &Model, overlay: &Overlay, out: &mut Diagnostics) -> Self {
        let mut corrections = Self::default();
        let mut lookup = Lookup {
            model,
            overlay,
            table: "required",
            out,
        };
        let lists = [
            ("required", &overlay.required, true),
            ("optional", &overlay.optional, false),
        ];
        for (table, names, needed) in lists {
            lookup.table = table;
            for name in names {
                if let Some(id) = lookup.field(name) {
                    corrections.needed.insert(id, needed);
                }
            }
        }
        lookup.table = "rename";
        for (name, wanted) in &overlay.renames {
            if let Some(id) = lookup.renamed(name, wanted) {
                let place = overlay.place("rename", name);
                corrections.places.extend(place.map(|it| (id.clone(), it)));
                corrections.renames.insert(id, wanted.clone());
            }
        }
        lookup.table = "constraints";
        for (name, change) in &overlay.constraints {
            if let Some(id) = lookup.constrained(name, change) {
                corrections
                    .constraints
                    .entry(id)
                    .or_default()
                    .push(change.clone());
            }
        }
        corrections
    }

    /// Whether the overlay makes a member required or optional.
    pub(super) fn needed(&self, owner: &ShapeId, member: &str) -> Option<bool> {
        self.needed.get(&owner.with_member(member)).copied()
    }

    /// Reports renames to names that something else has.
    pub(super) fn check_renames(&self, cx: &Context<'_>) {
        for (id, wanted) in &self.renames {
            if cx.plan.type_of(id).as_str() != wanted {
                let fault = format!("the name `{wanted}` is taken");
                let help = "rename the shape to something else in the overlay";
                let fault = Diagnostic::error(fault).on(id).help(help);
                cx.report(fault.maybe_at(self.places.get(id)));
            }
        }
    }

    fn dropped(&self, target: &ShapeId, constraint: &str) -> bool {
        self.changes(target)
            .any(|it| matches!(it, Constraint::Without(name) if name == constraint))
    }

    fn changes(&self, target: &ShapeId) -> impl Iterator<Item = &Constraint> {
        self.constraints.get(target).into_iter().flatten()
    }

    /// The `length` that counts on a shape or member.
    pub(super) fn length(&self, target: &ShapeId, traits: &Traits) -> Option<Length> {
        let changed = self.changes(target).find_map(|it| match it {
            Constraint::Length { min, max } => Some(Length {
                min: *min,
                max: *max,
            }),
            _ => None,
        });
        let given = || traits.length().copied();
        changed
            .or_else(given)
            .filter(|_| !self.dropped(target, "length"))
    }

    /// The `range` that counts on a shape or member.
    pub(super) fn range(&self, target: &ShapeId, traits: &Traits) -> Option<Range> {
        let changed = self.changes(target).find_map(|it| match it {
            Constraint::Range { min, max } => Some(Range {
                min: min.clone(),
                max: max.clone(),
            }),
            _ => None,
        });
        let given = || traits.range().cloned();
        changed
            .or_else(given)
            .filter(|_| !self.dropped(target, "range"))
    }

    /// The `pattern` that counts on a shape or member.
    pub(super) fn pattern<'a>(&'a self, target: &ShapeId, traits: &'a Traits) -> Option<&'a str> {
        let changed = self.changes(target).find_map(|it| match it {
            Constraint::Pattern(pattern) => Some(pattern.as_str()),
            _ => None,
        });
        let given = || traits.pattern();
        changed
            .or_else(given)
            .filter(|_| !self.dropped(target, "pattern"))
    }

    /// Whether `uniqueItems` counts on a shape.
    pub(super) fn unique_items(&self, target: &ShapeId, traits: &Traits) -> bool {
        traits.unique_items() && !self.dropped(target, "uniqueItems")
    }
}

struct Lookup<'a> {
    model: &'a Model,
    overlay: &'a Overlay,
    /// The table of the overlay that is being read.
    table: &'static str,
    out: &'a mut Diagnostics,
}

impl<'a> Lookup<'a> {
    fn fault(&mut self, fault: String, name: &str, help: Option<String>) {
        let subject = format!("overlay: {name}");
        let place = self.overlay.place(self.table, name);
        let fault = Diagnostic::error(fault).on(&subject).maybe_help(help);
        self.out.push(fault.maybe_at(place.as_ref()));
    }

    /// The shape of that name, and the rest of the name if it is a member's.
    fn shape<'n>(&mut self, name: &'n str) -> Option<(&'a Shape, Option<&'n str>)> {
        let (shape, member) = match name.split_once('$') {
            Some((shape, member)) => (shape, Some(member)),
            None => (name, None),
        };
        let model = self.model;
        let namespace = model.service().id.namespace();
        let absolute = match shape.split_once('#') {
            Some(_) => shape.to_owned(),
            None => format!("{namespace}#{shape}"),
        };
        let found = ShapeId::parse(&absolute).and_then(|id| model.get(&id));
        if found.is_none() {
            let known = model.shapes().map(|it| it.id.name());
            let help = did_you_mean(shape.rsplit('#').next().unwrap_or(shape), known);
            let help = help.or_else(|| Some("only what the chosen operations reach counts".into()));
            self.fault(format!("the model has no shape `{shape}`"), name, help);
        }
        found.map(|shape| (shape, member))
    }

    /// The id of that name, a shape's or a member's.
    fn target(&mut self, name: &str) -> Option<(&'a Shape, ShapeId)> {
        let (shape, member) = self.shape(name)?;
        let Some(member) = member else {
            return Some((shape, shape.id.clone()));
        };
        if shape.member(member).is_none() {
            let known = shape.members().iter().map(|it| it.name.as_str());
            let fault = format!("`{}` has no member `{member}`", shape.id.name());
            self.fault(fault, name, did_you_mean(member, known));
            return None;
        }
        Some((shape, shape.id.with_member(member)))
    }

    fn field(&mut self, name: &str) -> Option<ShapeId> {
        let (shape, id) = self.target(name)?;
        let is_field = matches!(shape.kind, ShapeKind::Structure { .. }) && id.member().is_some();
        if !is_field {
            let help = "write `Structure$member`".to_owned();
            self.fault(
                format!("`{name}` is not a member of a structure"),
                name,
                Some(help),
            );
        }
        is_field.then_some(id)
    }

    fn renamed(&mut self, name: &str, wanted: &str) -> Option<ShapeId> {
        let (shape, id) = self.target(name)?;
        let has_type = matches!(
            shape.kind,
            ShapeKind::Structure { .. }
                | ShapeKind::Union { .. }
                | ShapeKind::Enum { .. }
                | ShapeKind::IntEnum { .. }
        );
        if !has_type || id.member().is_some() {
            let fault = format!("`{name}` has no type of its own in Rust");
            let help = "structures, unions and enums can be renamed".to_owned();
            self.fault(fault, name, Some(help));
            return None;
        }
        if !is_identifier(wanted) || Name::new(wanted).as_str() != wanted {
            self.fault(format!("`{wanted}` cannot be a type's name"), name, None);
            return None;
        }
        Some(id)
    }

    fn constrained(&mut self, name: &str, change: &Constraint) -> Option<ShapeId> {
        let (_, id) = self.target(name)?;
        match change {
            Constraint::Without(constraint) if !CONSTRAINTS.contains(&constraint.as_str()) => {
                let fault = format!("`{constraint}` is not a constraint");
                let known = CONSTRAINTS.iter().copied();
                let all = || Some(format!("one of {}", CONSTRAINTS.join(", ")));
                self.fault(fault, name, did_you_mean(constraint, known).or_else(all));
                None
            }
            _ => Some(id),
        }
    }
}
