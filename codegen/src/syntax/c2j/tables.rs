//! The contents of a service file by name, and the properties that its operations give to shapes.
//! Nothing is written here.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::fields::{Fields, Text, Value};
use crate::syntax::json::{Json, Report};

/// Properties by name.
pub(super) type Table<'src> = IndexMap<Cow<'src, str>, Named<'src>>;

/// A shape or an operation.
#[derive(Clone)]
pub(super) struct Named<'src> {
    pub(super) at: Json<'src>,
    pub(super) fields: Fields<'src>,
}

/// The properties that references give to a structure.
#[derive(Default)]
pub(super) struct Uses<'src> {
    /// Root elements of inputs, by shape.
    pub(super) elements: BTreeMap<Cow<'src, str>, Text<'src>>,
    /// XML namespaces of inputs, by shape.
    pub(super) namespaces: BTreeMap<Cow<'src, str>, Value<'src>>,
    /// Shapes that are errors.
    pub(super) errors: BTreeSet<Cow<'src, str>>,
    /// Shapes that some member holds as a stream.
    pub(super) streams: BTreeSet<Cow<'src, str>>,
    /// Strings that hold JSON in some member.
    pub(super) json: BTreeSet<Cow<'src, str>>,
}

/// Reads a table.
pub(super) fn table<'src>(
    name: &str,
    top: &mut Fields<'src>,
    report: &mut Report<'_>,
) -> Table<'src> {
    let fields = top.object(name, report);
    let list = fields.map(|fields| fields.list).unwrap_or_default();
    let named = list.into_iter().filter_map(|field| {
        let fields = field.value.fields(report)?;
        let at = field.at;
        Some((field.key, Named { at, fields }))
    });
    named.collect()
}

/// Reads the properties that operations give to inputs and errors.
pub(super) fn uses<'src>(operations: &Table<'src>, report: &mut Report<'_>) -> Uses<'src> {
    let mut uses = Uses::default();
    for operation in operations.values() {
        let input = operation.fields.get("input");
        let input = input.and_then(|input| input.fields(report));
        let shape = input.as_ref().and_then(|input| input.peek("shape"));
        if let (Some(mut input), Some(shape)) = (input, shape) {
            if let Some(text) = input.text("locationName", report) {
                uses.elements.insert(shape.clone(), text);
            }
            if let Some(value) = input.take("xmlNamespace") {
                uses.namespaces.insert(shape, value);
            }
        }
        let errors = operation.fields.get("errors");
        let errors = errors.and_then(|errors| errors.json().array(report));
        for error in errors.unwrap_or_default() {
            let shape = Value::new(error).fields(report);
            uses.errors
                .extend(shape.and_then(|shape| shape.peek("shape")));
        }
    }
    uses
}

/// Adds the properties that members give to their targets.
pub(super) fn add_members<'src>(
    uses: &mut Uses<'src>,
    shapes: &Table<'src>,
    report: &mut Report<'_>,
) {
    for shape in shapes.values() {
        let members = shape.fields.get("members");
        // Most files have neither word, and need not be searched.
        let text = members.map(|members| members.json().text());
        let has = |word| text.is_some_and(|text| text.contains(word));
        if !has("\"streaming\"") && !has("\"jsonvalue\"") {
            continue;
        }
        let members = members.and_then(|members| members.fields(report));
        for member in members.map(|members| members.list).unwrap_or_default() {
            let Some(reference) = member.value.fields(report) else {
                continue;
            };
            if reference.is("streaming") {
                uses.streams.extend(reference.peek("shape"));
            }
            if reference.is("jsonvalue") {
                uses.json.extend(reference.peek("shape"));
            }
        }
    }
}

/// The XML namespace that the service has: the only one that inputs and members name.
pub(super) fn only_namespace<'src>(
    shapes: &Table<'src>,
    uses: &Uses<'src>,
    report: &mut Report<'_>,
) -> Option<Text<'src>> {
    let mut found: Option<Text<'src>> = None;
    let mut values: Vec<_> = uses.namespaces.values().cloned().collect();
    for shape in shapes.values() {
        if shape.fields.get("payload").is_none() {
            continue;
        }
        let members = shape.fields.get("members")?.fields(report)?;
        for member in members.list {
            values.extend(member.value.fields(report)?.take("xmlNamespace"));
        }
    }
    for value in values {
        let uri = namespace(&value, report)?;
        if found.as_ref().is_some_and(|found| found.text != uri.text) {
            return None;
        }
        found = Some(uri);
    }
    found
}

/// The URI of a namespace without a prefix.
pub(super) fn namespace<'src>(value: &Value<'src>, report: &mut Report<'_>) -> Option<Text<'src>> {
    if !value.json().is_object() {
        return value.text(report);
    }
    let mut fields = value.fields(report)?;
    let plain = fields.get("prefix").is_none();
    fields.text("uri", report).filter(|_| plain)
}
