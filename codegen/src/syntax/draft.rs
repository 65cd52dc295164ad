//! One shape as its files write it: read one level deep, its traits still unread.

mod merge;

use std::borrow::Cow;

use indexmap::IndexMap;

use super::ast::{Definition, Version};
use super::id::{ShapeId, is_identifier};
use super::json::{Entry, Json, Report};
use super::upgrade;
use crate::diagnostic::Diagnostic;
use crate::suggest::did_you_mean;

pub(crate) use self::merge::{applied_traits, merge_traits, merged};

/// Unread traits, in the order given. A name occurs twice only if both values are arrays,
/// which are then one list.
pub(crate) type RawTraits<'src> = Vec<(Cow<'src, str>, Json<'src>)>;

/// A reference to a shape.
#[derive(Clone)]
pub(crate) struct Link<'src> {
    pub(crate) id: ShapeId,
    pub(crate) at: Json<'src>,
}

/// A member, its traits unread.
#[derive(Clone)]
pub(crate) struct DraftMember<'src> {
    pub(crate) at: Json<'src>,
    pub(crate) target: Link<'src>,
    pub(crate) traits: RawTraits<'src>,
    /// Of the file it is written in.
    pub(crate) version: Version,
}

/// A shape, its traits unread.
#[derive(Clone)]
pub(crate) struct Draft<'src> {
    pub(crate) at: Json<'src>,
    /// The type's name, and its place.
    pub(crate) kind: Cow<'src, str>,
    pub(crate) kind_at: Json<'src>,
    pub(crate) traits: RawTraits<'src>,
    pub(crate) mixins: Vec<Link<'src>>,
    /// Also `member` of lists, `key` and `value` of maps.
    pub(crate) members: IndexMap<Cow<'src, str>, DraftMember<'src>>,
    /// References by property: `input`, `errors`, `operations`, `create` …
    pub(crate) links: IndexMap<Cow<'src, str>, Vec<Link<'src>>>,
    pub(crate) identifiers: IndexMap<Cow<'src, str>, Link<'src>>,
    /// The places of a resource's properties, which clients do not use.
    pub(crate) properties: Vec<Json<'src>>,
    pub(crate) version: Option<Cow<'src, str>>,
    pub(crate) rename: IndexMap<ShapeId, String>,
    /// Of the file it is written in.
    pub(crate) smithy: Version,
}

/// Every type of shape that a file can define, with the properties it has of its own.
const TYPES: &[(&str, &[&str])] = &[
    ("blob", &[]),
    ("boolean", &[]),
    ("string", &[]),
    ("byte", &[]),
    ("short", &[]),
    ("integer", &[]),
    ("long", &[]),
    ("float", &[]),
    ("double", &[]),
    ("bigInteger", &[]),
    ("bigDecimal", &[]),
    ("timestamp", &[]),
    ("document", &[]),
    ("enum", &["members"]),
    ("intEnum", &["members"]),
    ("list", &["member"]),
    ("set", &["member"]),
    ("map", &["key", "value"]),
    ("structure", &["members"]),
    ("union", &["members"]),
    ("operation", &["input", "output", "errors"]),
    (
        "resource",
        &[
            "identifiers",
            "properties",
            "create",
            "put",
            "read",
            "update",
            "delete",
            "list",
            "operations",
            "collectionOperations",
            "resources",
        ],
    ),
    (
        "service",
        &["version", "operations", "resources", "errors", "rename"],
    ),
];

impl<'src> Draft<'src> {
    fn read(definition: Definition<'src>, report: &mut Report<'_>) -> Option<Self> {
        let entries = definition.value.object(report)?;
        let Some(kind_at) = entries.iter().find(|entry| entry.key == "type") else {
            return report.error(definition.value, "property `type` is missing");
        };
        let kind_at = kind_at.value;
        let (kind, properties) = known_type(kind_at, report)?;
        if let ("enum" | "intEnum", Version::V1) = (&*kind, definition.version) {
            let fault = format!("the shape type `{kind}` requires version 2.0");
            report.error::<()>(kind_at, fault);
        }
        let mut draft = Self {
            at: definition.at,
            kind,
            kind_at,
            traits: RawTraits::new(),
            mixins: Vec::new(),
            members: IndexMap::new(),
            links: IndexMap::new(),
            identifiers: IndexMap::new(),
            properties: Vec::new(),
            version: None,
            rename: IndexMap::new(),
            smithy: definition.version,
        };
        for entry in entries {
            let known = ["type", "traits", "mixins"].contains(&&*entry.key);
            if known || properties.contains(&&*entry.key) {
                draft.read_property(entry, definition.version, report);
            } else {
                let fault = format!(
                    "a {} has no property `{}`, it is ignored",
                    draft.kind, entry.key
                );
                let help = did_you_mean(&entry.key, properties.iter().copied());
                let fault = Diagnostic::warning(fault).at(&entry.at.location());
                report.push(fault.maybe_help(help));
            }
        }
        upgrade::shape(&mut draft, definition.version, report);
        Some(draft)
    }

    fn read_property(&mut self, entry: Entry<'src>, version: Version, report: &mut Report<'_>) {
        let Entry { at, key, value } = entry;
        match &*key {
            "properties" | "mixins" if version == Version::V1 => {
                let fault = format!("the property `{key}` requires version 2.0");
                report.error::<()>(value, fault);
            }
            "type" => {}
            "properties" => {
                let entries = value.object(report).unwrap_or_default();
                self.properties = entries.into_iter().map(|entry| entry.at).collect();
            }
            "traits" => self.traits = traits(value, report),
            "mixins" => self.mixins = links(value, report),
            "member" | "key" | "value" => self.read_member(at, key, value, version, report),
            "members" => {
                for Entry { at, key, value } in value.object(report).unwrap_or_default() {
                    self.read_member(at, key, value, version, report);
                }
            }
            "version" => self.version = value.string(report),
            "rename" => self.rename = rename(value, report),
            "identifiers" => {
                let entries = value.object(report).unwrap_or_default().into_iter();
                let read =
                    entries.filter_map(|entry| Some((entry.key, link(entry.value, report)?)));
                self.identifiers = read.collect();
            }
            "errors" | "operations" | "collectionOperations" | "resources" => {
                self.links.insert(key, links(value, report));
            }
            _ => {
                self.links
                    .insert(key, link(value, report).into_iter().collect());
            }
        }
    }

    fn read_member(
        &mut self,
        at: Json<'src>,
        name: Cow<'src, str>,
        value: Json<'src>,
        version: Version,
        report: &mut Report<'_>,
    ) {
        if !is_identifier(&name) {
            let help = "letters, digits and underscores, beginning with a letter";
            let fault = Diagnostic::error(format!("`{name}` is not a member name")).help(help);
            return report.push(fault.at(&at.location()));
        }
        let mut report = report.member(&name);
        let Some(entries) = value.object(&mut report) else {
            return;
        };
        let Some(target) = target(value, &entries, &mut report) else {
            return;
        };
        let given = entries.into_iter().find(|entry| entry.key == "traits");
        let traits = given.map(|entry| traits(entry.value, &mut report));
        let member = DraftMember {
            at,
            target,
            traits: traits.unwrap_or_default(),
            version,
        };
        self.members.insert(name, member);
    }
}

/// The type's name with the properties that it has of its own.
fn known_type<'src>(
    at: Json<'src>,
    report: &mut Report<'_>,
) -> Option<(Cow<'src, str>, &'static [&'static str])> {
    let name = at.string(report)?;
    if let Some((_, properties)) = TYPES.iter().find(|(known, _)| *known == name) {
        return Some((name, properties));
    }
    let help = did_you_mean(&name, TYPES.iter().map(|(known, _)| *known));
    let fault = Diagnostic::error(format!("unknown shape type `{name}`"));
    report.push(fault.at(&at.location()).maybe_help(help));
    None
}

fn traits<'src>(value: Json<'src>, report: &mut Report<'_>) -> RawTraits<'src> {
    let entries = value.object(report).unwrap_or_default().into_iter();
    entries.map(|entry| (entry.key, entry.value)).collect()
}

fn links<'src>(value: Json<'src>, report: &mut Report<'_>) -> Vec<Link<'src>> {
    let items = value.array(report).unwrap_or_default().into_iter();
    items.filter_map(|item| link(item, report)).collect()
}

fn link<'src>(value: Json<'src>, report: &mut Report<'_>) -> Option<Link<'src>> {
    let entries = value.object(report)?;
    target(value, &entries, report)
}

/// The `target` among the entries of an AST member or reference.
fn target<'src>(
    whole: Json<'src>,
    entries: &[Entry<'src>],
    report: &mut Report<'_>,
) -> Option<Link<'src>> {
    let Some(entry) = entries.iter().find(|entry| entry.key == "target") else {
        return report.error(whole, "property `target` is missing");
    };
    let text = entry.value.string(report)?;
    let at = entry.value;
    match ShapeId::parse(&text) {
        Some(id) if id.member().is_none() => Some(Link { id, at }),
        _ => report.error(at, format!("`{text}` is not the id of a shape")),
    }
}

fn rename(value: Json<'_>, report: &mut Report<'_>) -> IndexMap<ShapeId, String> {
    let mut names = IndexMap::new();
    for Entry { at, key, value } in value.object(report).unwrap_or_default() {
        let Some(id) = ShapeId::parse(&key) else {
            report.error::<()>(at, format!("`{key}` is not a shape id"));
            continue;
        };
        let Some(name) = value.string(report) else {
            continue;
        };
        if is_identifier(&name) {
            names.insert(id, name.into_owned());
        } else {
            let fault = format!("`{}` cannot be the name of a shape", name.escape_debug());
            let fault = Diagnostic::error(fault).at(&value.location());
            report.push(fault.help("letters, digits and underscores, beginning with a letter"));
        }
    }
    names
}
