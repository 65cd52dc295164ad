//! Structures and their members.

use super::Context;
use super::docs::{self, Facts};
use super::presence::Needed;
use super::setters::{FieldNames, argument};
use crate::ir::{Field, Home, Presence, Requirement, Role, SchemaRef, Structure, Type};
use crate::model::{Member, Shape, ShapeId, ShapeKind};
use crate::names::{Name, pascal};

impl Context<'_> {
    pub(super) fn structure(&self, shape: &Shape) -> Structure {
        let mut names = FieldNames::of(shape.members());
        let fields = shape.members().iter();
        Structure {
            name: self.plan.type_of(&shape.id).clone(),
            builder: self.plan.builder_of(&shape.id).clone(),
            home: self.home(shape),
            role: self.role(&shape.id),
            schema: self.schema_ref(&shape.id),
            fields: fields
                .map(|member| self.field(shape, member, &mut names))
                .collect(),
            docs: self.structure_docs(shape),
        }
    }

    /// The structure made up for an operation without input or output.
    pub(super) fn made_up(
        &self,
        (name, builder): &(Name, Name),
        operation: &Shape,
        is_input: bool,
    ) -> Option<Structure> {
        let names = self.plan.operation(&operation.id)?;
        let (what, role) = if is_input {
            ("input", Role::Input)
        } else {
            ("output", Role::Plain)
        };
        Some(Structure {
            name: name.clone(),
            builder: builder.clone(),
            home: Home::Operation(names.module.clone()),
            role,
            schema: SchemaRef::Prelude("UNIT"),
            fields: Vec::new(),
            docs: format!(
                "The {what} of [`{}`](super::{}), which has no members.",
                names.marker, names.marker
            ),
        })
    }

    fn role(&self, id: &ShapeId) -> Role {
        match self.usage.inputs(id) {
            [] => Role::Plain,
            _ => Role::Input,
        }
    }

    fn structure_docs(&self, shape: &Shape) -> String {
        if let Some(text) = docs::written(&shape.traits) {
            return Facts::of_shape(&shape.traits).under(text);
        }
        let name = shape.id.name();
        let marker = |id| self.plan.operation(id).map(|names| names.marker.plain());
        let text = match (
            self.usage.owner(&shape.id).and_then(marker),
            self.usage.inputs(&shape.id),
        ) {
            (Some(marker), []) => format!("The output of [`{marker}`](super::{marker})."),
            (Some(marker), _) => format!("The input of [`{marker}`](super::{marker})."),
            (None, _) if self.usage.is_error(&shape.id) => format!("The error `{name}`."),
            (None, _) => format!("The structure `{name}`."),
        };
        Facts::of_shape(&shape.traits).under(text)
    }

    fn field(&self, owner: &Shape, member: &Member, names: &mut FieldNames) -> Field {
        let ty = self.member_type(&owner.id, member);
        let presence = match self.needed(owner, member) {
            Needed::Always => Presence::Required(Requirement {
                parameter: names.parameter(member),
                marker: Name::new(&pascal(names.setter(member).plain())),
            }),
            // An empty stream means the same as an absent one.
            Needed::Maybe | Needed::OrDefault(_) if self.is_stream(member) => {
                Presence::Default(None)
            }
            Needed::Maybe => Presence::Optional,
            Needed::OrDefault(default) => Presence::Default(default.0),
        };
        let collection = matches!(presence, Presence::Optional) || is_collection(&ty);
        let token = member.traits.idempotency_token()
            && matches!(presence, Presence::Optional)
            && ty == Type::String;
        let docs = self.member_docs(owner, member, &presence);
        Field {
            name: names.field(member),
            member: member.name.clone(),
            accessor: self.accessor(owner, member),
            argument: argument(unboxed(&ty)),
            ty,
            setter: names.setter(member),
            replacer: collection.then(|| names.prefixed("set", member)),
            ensure: token.then(|| names.prefixed("ensure", member)),
            presence,
            summary: docs::summary(&docs),
            docs,
            deprecated: member.traits.deprecated().map(docs::deprecation),
        }
    }

    /// Own documentation, else the target's, with the constraints as facts.
    fn member_docs(&self, owner: &Shape, member: &Member, presence: &Presence) -> String {
        let target = self.model.shape(&member.target);
        let simple = !matches!(
            target.kind,
            ShapeKind::Structure { .. } | ShapeKind::Union { .. }
        );
        let inherited = || docs::written(&target.traits).filter(|_| simple);
        let text = docs::written(&member.traits).or_else(inherited);
        let text = text.unwrap_or_else(|| format!("The member {}.", docs::code(&member.name)));
        self.facts(&owner.id, member, presence).under(text)
    }

    /// The documentation and traits of a union's member.
    pub(super) fn variant_docs(&self, owner: &Shape, member: &Member) -> String {
        let text = docs::written(&member.traits);
        let text = text.unwrap_or_else(|| format!("The member {}.", docs::code(&member.name)));
        self.facts(&owner.id, member, &Presence::Optional)
            .under(text)
    }

    fn facts(&self, owner: &ShapeId, member: &Member, presence: &Presence) -> Facts {
        let target = self.model.shape(&member.target);
        let mut facts = Facts::of_member(&member.traits);
        facts.required(matches!(presence, Presence::Required(_)));
        if self.is_stream(member) {
            let sent = !self.usage.inputs(owner).is_empty();
            facts.streamed(matches!(target.kind, ShapeKind::Blob), sent);
        }
        let unit = docs::unit_of_length(&target.kind);
        for (id, traits) in [
            (&owner.with_member(&member.name), &member.traits),
            (&target.id, &target.traits),
        ] {
            facts.length(self.corrections.length(id, traits).as_ref(), unit);
            facts.range(self.corrections.range(id, traits).as_ref());
            if let Some(source) = self.corrections.pattern(id, traits) {
                let unsupported = self.compile(source).err();
                facts.pattern(source, unsupported.as_ref().map(|it| it.reason.as_str()));
            }
            facts.unique_items(self.corrections.unique_items(id, traits));
        }
        facts
    }
}

fn is_collection(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Map(..))
}

fn unboxed(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(inner) => inner,
        other => other,
    }
}
