//! The service, and everything that its operations use.

use std::collections::BTreeMap;

use super::{Context, id_of};
use super::{docs, features};
use crate::ir::{Ir, Marker, Operation, Service, Structure};
use crate::model::{Shape, ShapeKind};
use crate::names::Name;
use crate::options::Options;

pub(super) fn lower(cx: &Context<'_>, options: &Options) -> Option<Ir> {
    let asked_for = !options.operations.is_empty();
    let chosen = cx
        .model
        .operations()
        .filter(|it| cx.is_supported(it, asked_for));
    let chosen: Vec<&Shape> = chosen.collect();
    for shape in cx.model.shapes() {
        cx.check_streams(shape);
        cx.check_message(shape);
        cx.check_media_type(shape);
    }
    let structures = structures(cx, &chosen);
    let named = structures.iter().map(|it| (&it.name, it)).collect();
    let operations = chosen.iter().filter_map(|it| cx.operation(it, &named));
    let operations: Vec<Operation> = operations.collect();
    let service = service(cx, options, &operations)?;
    for shape in chosen.iter().copied().chain([cx.model.service()]) {
        cx.check_auth(shape);
    }
    let all = || cx.model.shapes().filter(|shape| !shape.id.is_prelude());
    let unions = all().filter(|it| matches!(it.kind, ShapeKind::Union { .. }));
    let enumerations =
        all().filter(|it| matches!(it.kind, ShapeKind::Enum { .. } | ShapeKind::IntEnum { .. }));
    let mut ir = Ir {
        markers: markers(&structures),
        unions: unions.map(|shape| cx.union(shape)).collect(),
        enumerations: enumerations.map(|shape| cx.enumeration(shape)).collect(),
        schemas: all().filter_map(|shape| cx.schema(shape)).collect(),
        absent: cx.absent(options, &operations),
        service,
        operations,
        structures,
        derives: options.overlay.derives.clone(),
        non_exhaustive: options.non_exhaustive,
        features: Vec::new(),
    };
    ir.features = features::features(&ir);
    Some(ir)
}

/// The model's structures, then the empty ones for operations without input or output.
fn structures(cx: &Context<'_>, chosen: &[&Shape]) -> Vec<Structure> {
    let modelled = cx.model.shapes().filter(|shape| {
        matches!(shape.kind, ShapeKind::Structure { .. }) && !shape.id.is_prelude()
    });
    let mut structures: Vec<Structure> = modelled.map(|shape| cx.structure(shape)).collect();
    for shape in chosen {
        let Some(names) = cx.plan.operation(&shape.id) else {
            continue;
        };
        for (made_up, is_input) in [(&names.input, true), (&names.output, false)] {
            let made_up = made_up.as_ref();
            structures.extend(made_up.and_then(|it| cx.made_up(it, shape, is_input)));
        }
    }
    structures
}

/// One for each name: members of several structures share it.
fn markers(structures: &[Structure]) -> Vec<Marker> {
    let mut markers: BTreeMap<Name, Name> = BTreeMap::new();
    for structure in structures {
        for (field, requirement) in structure.required() {
            let setter = || field.setter.clone();
            markers
                .entry(requirement.marker.clone())
                .or_insert_with(setter);
        }
    }
    let pairs = markers.into_iter();
    pairs
        .map(|(name, setter)| Marker { name, setter })
        .collect()
}

fn service(cx: &Context<'_>, options: &Options, operations: &[Operation]) -> Option<Service> {
    let shape = cx.model.service();
    let ShapeKind::Service(it) = &shape.kind else {
        return None;
    };
    let aws = shape.traits.aws_service();
    let title = shape.traits.title().map(docs::markdown);
    let text = docs::written(&shape.traits);
    let text = text
        .or(title)
        .unwrap_or_else(|| format!("The service `{}`.", shape.id.name()));
    let auth = cx.service_auth(shape);
    let (endpoint, settings) = cx.endpoint(shape, operations).unzip();
    let settings = settings.unwrap_or_default();
    Some(Service {
        id: id_of(&shape.id),
        module: Name::new(&options.module),
        marker: cx.plan.service.clone(),
        version: it.version.clone(),
        sdk_id: aws.map_or_else(|| shape.id.name().to_owned(), |it| it.sdk_id.clone()),
        protocol: cx.protocol,
        auth,
        endpoint,
        discovery: cx.discovering(operations),
        settings,
        xml_namespace: cx.xml_namespace(&shape.traits),
        docs: text,
    })
}
