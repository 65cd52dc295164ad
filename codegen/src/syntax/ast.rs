//! The index of all loaded files: which shapes exist and where they are written. Shapes
//! and traits stay unread JSON here, and only here and in the modules that read them.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::id::ShapeId;
use super::json::{Json, Report};
use super::node::Node;
use crate::diagnostic::Diagnostics;
use crate::suggest::closest;
use crate::syntax::prelude;

/// The version of the AST a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// 1.0: shapes are upgraded when they are read.
    V1,
    /// 2.0.
    V2,
}

/// One entry of a file's `shapes`.
#[derive(Clone, Copy)]
pub(crate) struct Definition<'src> {
    pub(crate) version: Version,
    /// The key, for its place.
    pub(crate) at: Json<'src>,
    /// The object.
    pub(crate) value: Json<'src>,
}

impl<'src> Definition<'src> {
    /// The type as written. Where it is the first property, as nearly always, the rest is
    /// not scanned.
    pub(crate) fn kind(&self) -> Option<&'src str> {
        let quoted = self.value.leading("type").or_else(|| {
            let mut ignored = Diagnostics::new();
            let kind = self.property("type", &mut Report::new(&mut ignored))?;
            Some(kind.text())
        })?;
        quoted.strip_prefix('"')?.split('"').next()
    }

    /// The first trait of an `apply`, for its place; the whole if there is none.
    pub(crate) fn first_trait(&self) -> Json<'src> {
        let mut ignored = Diagnostics::new();
        let report = &mut Report::new(&mut ignored);
        let traits = self.property("traits", report);
        let mut entries = traits
            .and_then(|traits| traits.object(report))
            .into_iter()
            .flatten();
        entries.next().map_or(self.at, |first| first.at)
    }

    /// Whether it only applies traits to a shape defined elsewhere.
    pub(crate) fn is_apply(&self) -> bool {
        self.kind() == Some("apply")
    }

    /// Whether it defines an authentication scheme or a protocol.
    fn is_for_clients(&self) -> bool {
        self.has_trait(AUTH_DEFINITION) || self.has_trait("smithy.api#protocolDefinition")
    }

    fn has_trait(&self, id: &str) -> bool {
        let mut ignored = Diagnostics::new();
        let report = &mut Report::new(&mut ignored);
        let traits = self.property("traits", report);
        let traits = traits.and_then(|traits| traits.object(report));
        traits.into_iter().flatten().any(|entry| entry.key == id)
    }

    /// One property of the object.
    pub(crate) fn property(&self, name: &str, report: &mut Report<'_>) -> Option<Json<'src>> {
        self.value.property(name, report)
    }
}

const AUTH_DEFINITION: &str = "smithy.api#authDefinition";

/// Every loaded file, merged, its shapes not yet read.
pub struct Ast<'src> {
    /// By shape id, members' ids not among them.
    pub(crate) shapes: BTreeMap<Cow<'src, str>, Vec<Definition<'src>>>,
    /// Shapes of Smithy's own packages that no file defines, likewise by shape id.
    pub(crate) library: BTreeMap<Cow<'src, str>, Vec<Definition<'src>>>,
    /// Traits applied to members: shape id, then the member's name.
    pub(crate) applied: BTreeMap<ShapeId, Vec<(String, Definition<'src>)>>,
    pub(crate) metadata: IndexMap<String, Node>,
    /// How many times a near name was searched for.
    pub(crate) suggestions: Cell<usize>,
}

/// How many near names are searched for: each search compares with every shape, and a model may
/// have any number of wrong ids.
const MAX_SUGGESTIONS: usize = 100;

impl<'src> Ast<'src> {
    /// The definitions of a shape, in the files or else in the library.
    pub(crate) fn definitions(&self, id: &str) -> Option<&Vec<Definition<'src>>> {
        self.shapes.get(id).or_else(|| self.library.get(id))
    }

    /// Every shape id of the files, sorted; those of the library and the prelude are left out.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.shapes.keys().map(AsRef::as_ref)
    }

    /// The IDs of shapes that files in the IDL define or apply traits to, sorted.
    pub(crate) fn translated(&self) -> impl Iterator<Item = &str> {
        let said = self.shapes.iter().filter(|(_, definitions)| {
            definitions
                .iter()
                .any(|definition| definition.at.is_translated())
        });
        said.map(|(id, _)| id.as_ref())
    }

    /// Whether a file defines the shape with the type `kind`. Reads the shape only if its
    /// type is not written first.
    pub(crate) fn is_of_type(&self, id: &str, kind: &str) -> bool {
        let definitions = self.definitions(id).into_iter().flatten();
        definitions
            .map(Definition::kind)
            .any(|found| found == Some(kind))
    }

    /// Whether a file or the library defines the shape; the prelude is not asked.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.definitions(id).is_some()
    }

    /// The type of a shape that a file defines.
    pub(crate) fn type_of(&self, id: &str) -> Option<&str> {
        let definitions = self.definitions(id)?;
        let mut kinds = definitions.iter().filter_map(Definition::kind);
        kinds.find(|kind| *kind != "apply")
    }

    /// Whether a definition of the shape has the trait.
    pub(crate) fn has_trait(&self, id: &str, wanted: &str) -> bool {
        let mut ignored = Diagnostics::new();
        let report = &mut Report::new(&mut ignored);
        let mut definitions = self.definitions(id).into_iter().flatten();
        definitions.any(|definition| {
            let traits = definition.property("traits", report);
            traits
                .and_then(|traits| traits.property(wanted, report))
                .is_some()
        })
    }

    /// The target of a resource's identifier, or else property, of that name.
    pub(crate) fn resource_member(&self, id: &str, name: &str) -> Option<String> {
        let mut ignored = Diagnostics::new();
        let report = &mut Report::new(&mut ignored);
        for part in ["identifiers", "properties"] {
            for definition in self.definitions(id)? {
                let target = definition
                    .property(part, report)
                    .and_then(|part| part.property(name, report))
                    .and_then(|member| member.property("target", report))
                    .and_then(|target| target.string(report));
                if let Some(target) = target {
                    return Some(target.into_owned());
                }
            }
        }
        None
    }

    /// Whether a file, the library or the prelude defines the shape.
    pub fn contains(&self, id: &str) -> bool {
        self.has(id) || prelude::contains(id)
    }

    /// Whether a file or the prelude defines the trait, and it is neither an authentication
    /// scheme nor a protocol, which clients would have to know.
    pub(crate) fn defines_plain_trait(&self, id: &str) -> bool {
        let mut definitions = self.definitions(id).into_iter().flatten();
        self.contains(id) && !definitions.any(Definition::is_for_clients)
    }

    /// Whether this is the id of an authentication scheme: one that a file defines, or one of
    /// Smithy's own that has no accessor.
    pub(crate) fn defines_auth_scheme(&self, id: &str) -> bool {
        let mut definitions = self.definitions(id).into_iter().flatten();
        id == "aws.auth#cognitoUserPools" || definitions.any(|it| it.has_trait(AUTH_DEFINITION))
    }

    /// The way out for an unknown id: a near name in the same namespace or in the prelude,
    /// or the same name in another one.
    pub(crate) fn did_you_mean(&self, id: &ShapeId) -> Option<String> {
        let count = self.suggestions.get();
        self.suggestions.set(count + 1);
        if count >= MAX_SUGGESTIONS {
            return None;
        }
        let known = || {
            let library = self.library.keys().map(AsRef::as_ref);
            self.ids()
                .chain(library)
                .chain(prelude::ids())
                .filter(|known| *known != id.as_str())
                .filter_map(|id| id.split_once('#'))
        };
        let (namespace, name) = (id.namespace(), id.name());
        let near = |namespace| {
            let siblings = known().filter(|(other, _)| *other == namespace);
            closest(name, siblings.map(|(_, name)| name)).map(|name| (namespace, name))
        };
        let near = near(namespace).or_else(|| near("smithy.api"));
        let (namespace, name) = near.or_else(|| known().find(|(_, other)| *other == name))?;
        Some(format!("did you mean `{namespace}#{name}`?"))
    }

    /// The files' metadata, merged (Smithy 2.0, "Metadata conflicts").
    pub fn metadata(&self) -> &IndexMap<String, Node> {
        &self.metadata
    }
}
