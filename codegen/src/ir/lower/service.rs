//! The service, and everything that its operations use.

use std::collections::BTreeMap;

use super::{Context, id_of};
use crate::diagnostic::Diagnostic;
use crate::ir::names::Name;
use crate::ir::{Auth, Ir, Marker, Operation, Service, Structure, docs};
use crate::model::traits::{ApiKeyPlace, Traits};
use crate::model::{Shape, ShapeId, ShapeKind};
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
    }
    let operations: Vec<Operation> = chosen.iter().filter_map(|it| cx.operation(it)).collect();
    let structures = structures(cx, &chosen);
    let service = service(cx, options, &operations)?;
    let all = || cx.model.shapes().filter(|shape| !shape.id.is_prelude());
    let unions = all().filter(|it| matches!(it.kind, ShapeKind::Union { .. }));
    let enumerations =
        all().filter(|it| matches!(it.kind, ShapeKind::Enum { .. } | ShapeKind::IntEnum { .. }));
    Some(Ir {
        markers: markers(&structures),
        unions: unions.map(|shape| cx.union(shape)).collect(),
        enumerations: enumerations.map(|shape| cx.enumeration(shape)).collect(),
        schemas: all().filter_map(|shape| cx.schema(shape)).collect(),
        service,
        operations,
        structures,
        derives: options.overlay.derives.clone(),
        non_exhaustive: options.non_exhaustive,
    })
}

/// Those of the model, then those made up for operations without input or output.
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
    let auth = auth(shape, shape.traits.auth());
    if auth.is_empty() {
        cx.refuse(
            shape,
            "none of its authentication schemes is supported",
            "`aws.auth#sigv4`, `httpApiKeyAuth`, `httpBasicAuth`, `httpBearerAuth` and none at all are",
        );
    }
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
        settings,
        xml_namespace: cx.xml_namespace(&shape.traits),
        docs: text,
    })
}

/// The schemes that the runtime knows, in the order of `listed` or else by name.
pub(super) fn auth(service: &Shape, listed: Option<&Vec<ShapeId>>) -> Vec<Auth> {
    let traits = &service.traits;
    let known = known_schemes(traits);
    let scheme = |id: &ShapeId| match id.as_str() {
        "smithy.api#noAuth" => Some(Auth::None),
        id => {
            let (_, scheme) = known.iter().find(|(known, _)| *known == id)?;
            Some(scheme.clone())
        }
    };
    match listed.or_else(|| traits.auth()).map(Vec::as_slice) {
        Some([]) => vec![Auth::None],
        Some(listed) => listed.iter().filter_map(scheme).collect(),
        None if known.is_empty() && !has_unknown_scheme(traits) => vec![Auth::None],
        None => known.into_iter().map(|(_, scheme)| scheme).collect(),
    }
}

/// The schemes of a service that the runtime knows, by the trait's id and in its order.
fn known_schemes(traits: &Traits) -> Vec<(&'static str, Auth)> {
    let sigv4 = traits.sigv4().map(|it| Auth::SigV4 {
        name: it.name.clone(),
    });
    let api_key = traits.http_api_key_auth().map(|it| Auth::ApiKey {
        name: it.name.clone(),
        in_query: it.place == ApiKeyPlace::Query,
        scheme: it.scheme.clone(),
    });
    let basic = traits.http_basic_auth().then_some(Auth::Basic);
    let bearer = traits.http_bearer_auth().then_some(Auth::Bearer);
    let schemes = [
        ("aws.auth#sigv4", sigv4),
        ("smithy.api#httpApiKeyAuth", api_key),
        ("smithy.api#httpBasicAuth", basic),
        ("smithy.api#httpBearerAuth", bearer),
    ];
    let schemes = schemes.into_iter();
    schemes
        .filter_map(|(id, scheme)| Some((id, scheme?)))
        .collect()
}

fn has_unknown_scheme(traits: &Traits) -> bool {
    let mut others = traits.others().iter();
    traits.sigv4a().is_some() || others.any(|id| id.as_str() == "smithy.api#httpDigestAuth")
}

impl Context<'_> {
    fn refuse(&self, shape: &Shape, fault: &str, help: &str) {
        let mut diagnostic = Diagnostic::error(fault).on(&shape.id).help(help);
        diagnostic.location.clone_from(&shape.location);
        self.report(diagnostic);
    }
}
