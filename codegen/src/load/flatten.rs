//! Mixins and `apply` resolved: a shape as it is once nothing refers to mixins any more.
//!
//! Source: Smithy 2.0, "Mixins".

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::ShapeId;
use crate::model::traits::Mixin;
use crate::suggest::did_you_mean;
use crate::syntax::ast::Ast;
use crate::syntax::draft::{
    Draft, DraftMember, Link, RawTraits, applied_traits, merge_traits, merged,
};
use crate::syntax::json::{Json, Report};

/// Mixins of mixins of mixins are refused beyond this depth.
const MAX_DEPTH: usize = 64;

const MIXIN: &str = "smithy.api#mixin";

/// Flattens shapes, reading every mixin once.
pub(crate) struct Flattener<'ast, 'src> {
    ast: &'ast Ast<'src>,
    mixins: HashMap<ShapeId, Option<Rc<Draft<'src>>>>,
    /// The mixins being read, outermost first.
    stack: Vec<ShapeId>,
    /// The mixins of cycles, each of which is reported once.
    cyclic: HashSet<ShapeId>,
}

impl<'ast, 'src> Flattener<'ast, 'src> {
    pub(crate) fn new(ast: &'ast Ast<'src>) -> Self {
        Self {
            ast,
            mixins: HashMap::new(),
            stack: Vec::new(),
            cyclic: HashSet::new(),
        }
    }

    /// The shape, flattened; `None` if it is not defined or cannot be used.
    pub(crate) fn shape(
        &mut self,
        id: &ShapeId,
        diagnostics: &mut Diagnostics,
    ) -> Option<Draft<'src>> {
        let definitions = self.ast.definitions(id.as_str())?;
        let mut report = Report::new(diagnostics);
        let mut report = report.on(id);
        let mut draft = merged(id.as_str(), definitions, &mut report)?;
        let introduced = self.apply_to_members(id, &mut draft, &mut report);
        self.stack.push(id.clone());
        let mixins: Vec<_> = std::mem::take(&mut draft.mixins);
        let inherited: Vec<_> = mixins
            .iter()
            .filter_map(|link| self.mixin(link, &draft, &mut report))
            .collect();
        self.stack.pop();
        if !inherited.is_empty() {
            draft = inherit(&inherited, draft, &mut report);
        }
        introduce(introduced, &mut draft, &mut report);
        Some(draft)
    }

    /// Applies traits to the shape's own members, and returns the rest, which can only be meant for
    /// inherited members.
    fn apply_to_members(
        &self,
        id: &ShapeId,
        draft: &mut Draft<'src>,
        report: &mut Report<'_>,
    ) -> Vec<(&'ast str, Json<'src>, RawTraits<'src>)> {
        let mut rest = Vec::new();
        for (name, definition) in self.ast.applied.get(id.as_str()).into_iter().flatten() {
            let mut report = report.member(name);
            let traits = applied_traits(definition, &mut report);
            match draft.members.get_mut(name.as_str()) {
                Some(member) => merge_traits(&mut member.traits, traits, &mut report),
                None => rest.push((name.as_str(), definition.at, traits)),
            }
        }
        rest
    }

    fn mixin(
        &mut self,
        link: &Link<'src>,
        user: &Draft<'src>,
        report: &mut Report<'_>,
    ) -> Option<Rc<Draft<'src>>> {
        self.check_nesting(link, report)?;
        if !self.mixins.contains_key(&link.id) {
            let read = self.shape(&link.id, report.diagnostics).map(Rc::new);
            self.mixins.insert(link.id.clone(), read);
        }
        let Some(mixin) = self.mixins.get(&link.id).cloned().flatten() else {
            if !self.ast.contains(link.id.as_str()) {
                let fault = Diagnostic::error(format!("mixin `{}` is not defined", link.id));
                let help = self.ast.did_you_mean(&link.id);
                report.push(fault.at(&link.at.location()).maybe_help(help));
            }
            return None;
        };
        if !mixin.traits.iter().any(|(name, _)| name == MIXIN) {
            let fault = Diagnostic::error(format!("`{}` is not a mixin", link.id))
                .at(&link.at.location())
                .help(format!("apply the trait `{MIXIN}` to it"));
            report.push(fault);
            return None;
        }
        if mixin.kind != user.kind {
            let fault = format!(
                "a mixin of type `{}` in a shape of type `{}`",
                mixin.kind, user.kind
            );
            return report.error(link.at, fault);
        }
        Some(mixin)
    }

    fn check_nesting(&mut self, link: &Link<'src>, report: &mut Report<'_>) -> Option<()> {
        if let Some(start) = self.stack.iter().position(|id| *id == link.id) {
            if !self.cyclic.contains(&link.id) {
                let cycle: Vec<_> = self.stack.iter().skip(start).cloned().collect();
                let names: Vec<_> = cycle.iter().map(ShapeId::as_str).collect();
                let fault = format!("mixins form a cycle: {} → {}", names.join(" → "), link.id);
                self.cyclic.extend(cycle);
                return report.error(link.at, fault);
            }
            return None;
        }
        if self.stack.len() > MAX_DEPTH {
            return report.error(link.at, format!("mixins nested more than {MAX_DEPTH} deep"));
        }
        Some(())
    }
}

/// Inherited members first, in the order of the mixins; traits of later mixins, and then
/// the shape's own, take precedence.
fn inherit<'src>(
    mixins: &[Rc<Draft<'src>>],
    own: Draft<'src>,
    report: &mut Report<'_>,
) -> Draft<'src> {
    let mut whole = Draft {
        traits: RawTraits::new(),
        members: indexmap::IndexMap::new(),
        links: indexmap::IndexMap::new(),
        ..own.clone()
    };
    for mixin in mixins {
        override_traits(&mut whole.traits, inheritable_traits(mixin, report));
        for (name, member) in &mixin.members {
            let at = own.members.get(name).map_or(member.at, |own| own.at);
            add_member(&mut whole, name.clone(), member, at, report);
        }
        for (property, links) in &mixin.links {
            add_links(&mut whole, property.clone(), links);
        }
        for (id, name) in &mixin.rename {
            whole
                .rename
                .entry(id.clone())
                .or_insert_with(|| name.clone());
        }
        whole.version = whole.version.or_else(|| mixin.version.clone());
    }
    override_traits(&mut whole.traits, own.traits);
    for (name, member) in &own.members {
        add_member(&mut whole, name.clone(), member, member.at, report);
    }
    for (property, links) in &own.links {
        add_links(&mut whole, property.clone(), links);
    }
    whole
}

/// All but the mixin trait and those it names as local.
fn inheritable_traits<'src>(mixin: &Draft<'src>, report: &mut Report<'_>) -> RawTraits<'src> {
    let value = mixin.traits.iter().find(|(name, _)| name == MIXIN);
    let mixin_trait = value.and_then(|(_, value)| Mixin::of(*value, report));
    let local = mixin_trait
        .map(|read| read.local_traits)
        .unwrap_or_default();
    let kept = mixin
        .traits
        .iter()
        .filter(|(name, _)| name != MIXIN && !local.iter().any(|id| id.as_str() == name));
    kept.cloned().collect()
}

/// Adds a member, or its traits where there is one already; a clash is one of `at`.
fn add_member<'src>(
    whole: &mut Draft<'src>,
    name: Cow<'src, str>,
    member: &DraftMember<'src>,
    at: Json<'src>,
    report: &mut Report<'_>,
) {
    let Some(known) = whole.members.get_mut(&name) else {
        whole.members.insert(name, member.clone());
        return;
    };
    if known.target.id != member.target.id {
        let fault = format!(
            "the inherited member targets `{}`, this one `{}`",
            known.target.id, member.target.id,
        );
        let fault = Diagnostic::error(fault)
            .at(&at.location())
            .note("the inherited member is at", &known.at.location());
        return report.member(&name).push(fault);
    }
    known.at = member.at;
    override_traits(&mut known.traits, member.traits.clone());
}

/// Lists are joined; of single references the last one, the shape's own, is kept.
fn add_links<'src>(whole: &mut Draft<'src>, property: Cow<'src, str>, links: &[Link<'src>]) {
    let is_list = matches!(
        &*property,
        "errors" | "operations" | "collectionOperations" | "resources"
    );
    let known = whole.links.entry(property).or_default();
    if !is_list {
        known.clear();
    }
    for link in links {
        if !known.iter().any(|known| known.id == link.id) {
            known.push(link.clone());
        }
    }
}

fn override_traits<'src>(traits: &mut RawTraits<'src>, stronger: RawTraits<'src>) {
    traits.retain(|(name, _)| !stronger.iter().any(|(other, _)| other == name));
    traits.extend(stronger);
}

/// Traits applied to inherited members.
fn introduce<'src>(
    introduced: Vec<(&str, Json<'src>, RawTraits<'src>)>,
    draft: &mut Draft<'src>,
    report: &mut Report<'_>,
) {
    for (name, at, traits) in introduced {
        if let Some(member) = draft.members.get_mut(name) {
            override_traits(&mut member.traits, traits);
            continue;
        }
        let help = did_you_mean(name, draft.members.keys().map(AsRef::as_ref));
        let fault = Diagnostic::error("traits are applied to a member that does not exist");
        report
            .member(name)
            .push(fault.at(&at.location()).maybe_help(help));
    }
}
