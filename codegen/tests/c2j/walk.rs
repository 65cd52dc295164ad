//! Two models of one service, side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use tinsmith_codegen::model::{Member, Model, Shape, ShapeId, ShapeKind};

use crate::facts::{self, Facts};

/// What the two say otherwise; empty texts say nothing.
pub(crate) struct Difference {
    pub(crate) service: String,
    pub(crate) place: String,
    pub(crate) what: &'static str,
    pub(crate) smithy: String,
    pub(crate) c2j: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            service,
            place,
            what,
            smithy,
            c2j,
        } = self;
        write!(f, "{service} {place}: {what}: `{smithy}` but `{c2j}`")
    }
}

/// Both models, and what was found so far.
pub(crate) struct Walk<'a> {
    smithy: &'a Model,
    c2j: &'a Model,
    seen: BTreeSet<(&'a ShapeId, &'a ShapeId)>,
    differences: Vec<Difference>,
    compared: usize,
}

/// The differences, and how many members and shapes were compared.
pub(crate) fn walk(smithy: &Model, c2j: &Model) -> (Vec<Difference>, usize) {
    let mut walk = Walk {
        smithy,
        c2j,
        seen: BTreeSet::new(),
        differences: Vec::new(),
        compared: 0,
    };
    walk.facts("", &facts::of_service(smithy), &facts::of_service(c2j));
    walk.operations();
    (walk.differences, walk.compared)
}

impl<'a> Walk<'a> {
    fn differ(&mut self, place: &str, what: &'static str, smithy: String, c2j: String) {
        if smithy != c2j {
            let service = self.smithy.service().traits.aws_service();
            self.differences.push(Difference {
                service: service.map(|it| it.sdk_id.clone()).unwrap_or_default(),
                place: place.to_owned(),
                what,
                smithy,
                c2j,
            });
        }
    }

    fn facts(&mut self, place: &str, smithy: &Facts, c2j: &Facts) {
        self.compared += 1;
        let names: BTreeSet<_> = smithy.keys().chain(c2j.keys()).collect();
        for name in names {
            let of = |facts: &Facts| facts.get(name).cloned().unwrap_or_default();
            self.differ(place, name, of(smithy), of(c2j));
        }
    }

    fn operations(&mut self) {
        let by_name = |model: &'a Model| -> BTreeMap<&'a str, &'a Shape> {
            model.operations().map(|it| (it.id.name(), it)).collect()
        };
        let (ours, theirs) = (by_name(self.smithy), by_name(self.c2j));
        let names: BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
        for name in names {
            match (ours.get(name), theirs.get(name)) {
                (Some(smithy), Some(c2j)) => self.operation(name, smithy, c2j),
                (smithy, c2j) => {
                    let said = |side: Option<&&Shape>| side.map(|_| "there".to_owned());
                    let (smithy, c2j) = (said(smithy), said(c2j));
                    let (smithy, c2j) = (smithy.unwrap_or_default(), c2j.unwrap_or_default());
                    self.differ(name, "operation", smithy, c2j);
                }
            }
        }
    }

    fn operation(&mut self, name: &str, smithy: &'a Shape, c2j: &'a Shape) {
        self.facts(
            name,
            &facts::of_operation(self.smithy, smithy),
            &facts::of_operation(self.c2j, c2j),
        );
        let (ShapeKind::Operation(ours), ShapeKind::Operation(theirs)) = (&smithy.kind, &c2j.kind)
        else {
            panic!("operations are operations");
        };
        for (ours, theirs) in [(&ours.input, &theirs.input), (&ours.output, &theirs.output)] {
            self.shapes(name, self.smithy.shape(ours), self.c2j.shape(theirs));
        }
        let service = match &self.smithy.service().kind {
            ShapeKind::Service(service) => service.errors.iter(),
            _ => [].iter(),
        };
        let smithy: BTreeMap<_, _> = named(ours.errors.iter().chain(service));
        let c2j: BTreeMap<_, _> = named(theirs.errors.iter());
        self.names(name, "errors", smithy.keys(), c2j.keys());
        for (key, id) in smithy {
            if let Some(other) = c2j.get(&key) {
                self.shapes(name, self.smithy.shape(id), self.c2j.shape(other));
            }
        }
    }

    /// Names that only one side has.
    fn names<'n>(
        &mut self,
        place: &str,
        what: &'static str,
        smithy: impl Iterator<Item = &'n String>,
        c2j: impl Iterator<Item = &'n String>,
    ) {
        let (smithy, c2j): (BTreeSet<_>, BTreeSet<_>) = (smithy.collect(), c2j.collect());
        let only = |a: &BTreeSet<&String>, b: &BTreeSet<&String>| {
            let names: Vec<_> = a.difference(b).map(|name| name.as_str()).collect();
            names.join(" ")
        };
        self.differ(place, what, only(&smithy, &c2j), only(&c2j, &smithy));
    }

    fn shapes(&mut self, place: &str, smithy: &'a Shape, c2j: &'a Shape) {
        let is_unit = |shape: &Shape| shape.location.is_none() && shape.id.name() == "Unit";
        let empty = |shape: &Shape| is_unit(shape) && shape.members().is_empty();
        self.differ(place, "kind", kind(smithy), kind(c2j));
        if kind(smithy) != kind(c2j) || !self.seen.insert((&smithy.id, &c2j.id)) {
            return;
        }
        match &smithy.kind {
            ShapeKind::Enum { .. } => {
                let smithy_values = values(smithy);
                let c2j_values = values(c2j);
                let place = smithy.id.name();
                self.names(place, "values", smithy_values.iter(), c2j_values.iter());
            }
            ShapeKind::Structure { .. } | ShapeKind::Union { .. } => {
                let place = smithy.id.name();
                if !empty(smithy) && !empty(c2j) {
                    let (ours, theirs) = (smithy.id.name(), c2j.id.name());
                    self.differ(place, "name", ours.to_owned(), theirs.to_owned());
                }
                self.facts(place, &facts::of_shape(smithy), &facts::of_shape(c2j));
                let names = |shape: &Shape| -> Vec<String> {
                    shape.members().iter().map(|it| it.name.clone()).collect()
                };
                let (ours, theirs) = (names(smithy), names(c2j));
                self.names(place, "members", ours.iter(), theirs.iter());
                self.members(smithy, c2j);
            }
            _ => self.members(smithy, c2j),
        }
    }

    fn members(&mut self, smithy: &'a Shape, c2j: &'a Shape) {
        for member in smithy.members() {
            if let Some(other) = c2j.member(&member.name) {
                self.member(smithy, member, other);
            }
        }
    }

    fn member(&mut self, shape: &Shape, smithy: &'a Member, c2j: &'a Member) {
        let place = format!("{}${}", shape.id.name(), smithy.name);
        let ours = self.smithy.shape(&smithy.target);
        let theirs = self.c2j.shape(&c2j.target);
        let facts = |member: &Member, target: &Shape| {
            let mut facts = facts::of_member(&member.traits);
            facts.extend(facts::of_value(&member.traits, target));
            // An element is called so without being told.
            let of_target = || target.traits.xml_name().unwrap_or(target.id.name());
            let is_payload = member.traits.http_payload();
            let element = if is_payload {
                of_target()
            } else {
                &member.name
            };
            if member.traits.xml_name() == Some(element) {
                facts.remove("xml_name");
            }
            facts
        };
        self.facts(&place, &facts(smithy, ours), &facts(c2j, theirs));
        self.shapes(&place, ours, theirs);
    }
}

fn named<'a>(ids: impl Iterator<Item = &'a ShapeId>) -> BTreeMap<String, &'a ShapeId> {
    ids.map(|id| (id.name().to_owned(), id)).collect()
}

fn kind(shape: &Shape) -> String {
    shape.kind.name().to_owned()
}

fn values(shape: &Shape) -> Vec<String> {
    let members = shape.members().iter();
    members
        .map(|member| format!("{:?}", member.traits.enum_value()))
        .collect()
}
